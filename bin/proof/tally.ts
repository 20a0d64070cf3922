/** Counts what was proven: from vitest's own report, never from its exit code alone. */
import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of what failed or was skipped, for the end of the report. */
  readonly failures: readonly string[];
  readonly skips: readonly string[];
}
export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
  skips: [...a.skips, ...b.skips],
});

export const one = (name: string, ok: boolean): Tally =>
  ok ? { ...nothing, passed: 1 } : { ...nothing, failed: 1, failures: [name] };

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Reads vitest's JSON report. A file that could not even be loaded has no tests in it, and is a failure. */
export function tallyOf(report: unknown): Tally {
  let tally = nothing;
  for (const file of reportSchema.parse(report).testResults) {
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') tally = add(tally, one(fullName, true));
      else if (status === 'failed') tally = add(tally, one(fullName, false));
      else tally = add(tally, { ...nothing, skipped: 1, skips: [fullName] });
    }
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      tally = add(tally, one(`${file.name}: ${file.message?.split('\n')[0] ?? 'did not load'}`, false));
  }
  return tally;
}

/** With CI=true nothing may be left out. */
export const strict = (tally: Tally): Tally => ({
  ...tally,
  failed: tally.failed + tally.skipped,
  skipped: 0,
  failures: [...tally.failures, ...tally.skips.map((name) => `skipped: ${name}`)],
  skips: [],
});

export const line = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
