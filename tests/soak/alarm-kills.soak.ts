/**
 * kill -9 of each role at each step of an alarm on its way out, on real processes: every fire must reach everybody on its list
 * at least once and at most twice, and end.
 */
import type { SoakOptions, SoakReport } from './contract.ts';
import { killMatrix } from './kill-matrix.ts';

export default async function alarmKills(report: SoakReport, { short }: SoakOptions): Promise<void> {
  const count = short ? 8 : 50;
  const result = await killMatrix(count, report.say);
  const { incidents, killed, lost, tooOften, repeatsMax, unresolved, withoutReceipt } = result;
  report.check('every kill hit', killed === count, `${killed} of ${count}`);
  report.check(
    'every fire was told to everybody, at its beginning and at its end',
    lost.length === 0 && incidents >= count,
    `${incidents} incidents, lost: ${lost.join('; ') || 'none'}`,
  );
  report.check(
    'nobody was told more than twice, and no fire is two incidents',
    tooOften.length === 0 && repeatsMax <= 1,
    `at most ${repeatsMax} repeats; ${tooOften.join('; ') || 'nothing too often'}`,
  );
  report.check('every incident is resolved', unresolved.length === 0, unresolved.join(' ') || 'all');
  report.check('no receipt was lost', withoutReceipt === 0, `${withoutReceipt} messages without`);
}
