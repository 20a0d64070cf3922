/**
 * Fifty fires, each with one role killed (-9) at one step of its way out: how many were told to nobody, and how often at most one
 * person was told again. The same rig as `npm run soak -- alarm-kills`.
 */
import { killMatrix } from '../tests/soak/kill-matrix.ts';
import type { RunBench } from './contract.ts';

const incidents = 50;

const run: RunBench = async (report) => {
  const { lost, repeatsMax, killed, ...found } = await killMatrix(incidents, report.say);
  for (const one of lost) report.say(`lost: ${one}`);
  report.row('vigie', 'incidents', found.incidents, { killed, unresolved: found.unresolved.length });
  report.row('vigie', 'lost', lost.length);
  report.row('vigie', 'repeats max', repeatsMax);
};
export default run;
