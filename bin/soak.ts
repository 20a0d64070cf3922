/** `npm run soak -- [NAME…]`: the long proofs, one after the other. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSoak, SoakReport } from '../tests/soak/contract.ts';
import { root } from './launch-roles.ts';
import { end } from './proof/end.ts';
import { add, nothing, one, type Tally } from './proof/tally.ts';

const dir = join(root, 'tests', 'soak');
const suffix = '.soak.ts';

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const known = readdirSync(dir)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const write = (text: string) => process.stdout.write(text);

async function prove(name: string): Promise<Tally> {
  let tally = nothing;
  const report: SoakReport = {
    check: (what, holds, found) => {
      write(`${name}: ${holds ? 'holds' : 'DOES NOT HOLD'}: ${what} (${found})\n`);
      tally = add(tally, one(`${name}: ${what} (${found})`, holds));
    },
    skip: (what, reason) => {
      write(`${name}: not tried: ${what} (${reason})\n`);
      tally = add(tally, { ...nothing, skipped: 1, skips: [`${name}: ${what} (${reason})`] });
    },
    say: (text) => process.stderr.write(`${name}: ${text}\n`),
  };
  try {
    const { default: run } = (await import(join(dir, `${name}${suffix}`))) as { default: RunSoak };
    await run(report, { short: false });
  } catch (error) {
    report.check('runs to its end', false, (error as Error).message);
  }
  return tally;
}

const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`soak: there is no ${unknown.join(', ')}. There are ${known.join(', ')}.\n`);
  process.exit(2);
}
let sum = nothing;
for (const name of wanted.length > 0 ? wanted : known) sum = add(sum, await prove(name));
process.exit(end(sum, write));
