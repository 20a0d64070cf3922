/**
 * The conformance table: `node tests/corpora/score.ts [DEVICE…] [--all] [--dir DIR]`.
 * With a device's name: also its profiles and every missing or wrong row (`--all`: every reading too).
 */
import { loadProfiles } from '../../collectors/snmp/profile-files.ts';
import {
  corporaPresent,
  deviceNames,
  loadCompare,
  observe,
  openDir,
  type Score,
  type Tally,
  truthOf,
} from './conformance.ts';

export interface Totals {
  readonly nonZero: Tally;
  readonly states: Tally;
  readonly ports: Tally;
}
export const stateTally = (score: Score): Tally => score.readings.byClass.state ?? { expected: 0, ok: 0 };
const add = (a: Tally, b: Tally): Tally => ({ expected: a.expected + b.expected, ok: a.ok + b.ok });
const none: Tally = { expected: 0, ok: 0 };

export const totalsOf = (scores: readonly Score[]): Totals => ({
  nonZero: scores.reduce((sum, s) => add(sum, s.readings.nonZero), none),
  states: scores.reduce((sum, s) => add(sum, stateTally(s)), none),
  ports: scores.reduce((sum, s) => add(sum, s.ports), none),
});

const cell = (tally: Tally): string =>
  (tally.expected === 0 ? '-' : `${tally.ok}/${tally.expected}`).padStart(11);
const percent = (t: Tally): string => `${((100 * t.ok) / Math.max(1, t.expected)).toFixed(1)} %`;

export function tableOf(scores: readonly Score[]): string {
  const head = `${'device'.padEnd(30)}${['numeric', 'states', 'ports', 'other ports', 'cpu', 'memory', 'storage'].map((h) => h.padStart(11)).join('')}  wrong`;
  const rows = scores.map(
    (s) =>
      s.device.padEnd(30) +
      [s.readings.nonZero, stateTally(s), s.ports, s.portsNotInPeer, s.processors, s.memory, s.storage]
        .map(cell)
        .join('') +
      String(s.readings.wrong).padStart(7),
  );
  const t = totalsOf(scores);
  const total = `all: numeric ${cell(t.nonZero).trim()} (${percent(t.nonZero)}), states ${cell(t.states).trim()} (${percent(t.states)}), port facts ${cell(t.ports).trim()} (${percent(t.ports)})`;
  return [head, ...rows, total].join('\n');
}

async function main(args: readonly string[]): Promise<void> {
  if (!corporaPresent) throw new Error('../shared/corpora is not on this machine');
  const option = args.indexOf('--dir');
  const dir = option >= 0 ? (args[option + 1] ?? openDir) : openDir;
  const names = args.filter((one, i) => !one.startsWith('--') && (option < 0 || i !== option + 1));
  const { profiles, problems } = loadProfiles();
  for (const problem of problems) console.error(problem);
  const compare = await loadCompare();
  const scores = (names.length > 0 ? names : deviceNames(dir)).map((device) => {
    const observed = observe(profiles, device, dir);
    if (names.length > 0) {
      for (const one of observed.profiles) console.log(`${device}: ${one.name} (${one.why})`);
      if (args.includes('--all'))
        for (const r of observed.readings)
          console.log(
            `  ${r.metric} [${r.instance}] "${r.descr}" = ${r.value} ${r.unit} raw ${r.raw} ${r.state ? `${r.state.text} (${r.state.severity})` : ''} ${r.oid} ${r.profile}`,
          );
    }
    return compare(truthOf(device, dir), observed);
  });
  if (names.length > 0)
    for (const score of scores)
      for (const f of [...score.faults, ...score.portFaults, ...score.otherFaults])
        console.log(
          `${f.how ? 'WRONG  ' : 'MISSING'} ${f.class ?? f.fact ?? ''} ${f.ifIndex ?? ''} "${f.descr ?? ''}" ${f.oid ?? ''} expected ${f.expected} ${f.unit ?? ''} observed ${f.observed ?? ''} ${f.observedUnit ?? ''}`,
        );
  console.log(tableOf(scores));
}
if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2));
