/** `npm run bench -- [NAME…] [--json]`: the measured claims, each beside its peers in the same run. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchModule, BenchReport, BenchRow } from '../bench/contract.ts';
import { root } from './launch-roles.ts';
import { benchTable } from './proof/bench-table.ts';

const dir = join(root, 'bench');
const suffix = '.bench.ts';

const args = process.argv.slice(2);
const json = args.includes('--json');
const wanted = args.filter((arg) => !arg.startsWith('--'));
const known = readdirSync(dir)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const say = (text: string) => process.stderr.write(`${text}\n`);

async function measure(bench: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const report: BenchReport = {
    row: (subject, unit, figure, extra = {}) => {
      const row = { ...extra, bench, subject, figure, unit };
      rows.push(row);
      if (json) process.stdout.write(`${JSON.stringify(row)}\n`);
    },
    skip: (subject, reason) => say(`${bench}: ${subject} is not measured: ${reason}`),
    say: (text) => say(`${bench}: ${text}`),
  };
  const { default: run, onlyWhenNamed } = (await import(join(dir, `${bench}${suffix}`))) as BenchModule;
  if (onlyWhenNamed !== undefined && wanted.length === 0) say(`${bench}: only when named: ${onlyWhenNamed}`);
  else await run(report);
  return rows;
}

const unknown = args.filter((arg) => arg !== '--json' && !known.includes(arg));
if (unknown.length > 0) {
  say(`bench: there is no ${unknown.join(', ')}. There are ${known.join(', ')}, and --json.`);
  process.exit(2);
}
let failed = false;
for (const name of wanted.length > 0 ? wanted : known) {
  try {
    const rows = await measure(name);
    if (!json) process.stdout.write(`${benchTable(rows)}\n`);
    if (rows.length === 0) say(`${name}: no row`);
  } catch (error) {
    failed = true;
    say(`${name}: failed: ${(error as Error).stack}`);
  }
}
process.exit(failed ? 1 : 0);
