/** The parts of a proof: format and lint, types, and the three kinds of test. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep, tool } from './step.ts';
import { add, nothing, one, type Tally, tallyOf } from './tally.ts';

const minuteMs = 60_000;

export async function formatAndLint(): Promise<Tally> {
  const { ok } = await runStep({ command: tool('biome'), args: ['ci', '.'], withinMs: 2 * minuteMs });
  return one('format and lint (npx biome check --write . mends most)', ok);
}

export async function types(): Promise<Tally> {
  const { ok } = await runStep({
    command: tool('tsc'),
    args: ['--noEmit', '--incremental', 'false', '-p', '.'],
    withinMs: 5 * minuteMs,
  });
  return one('types (tsc)', ok);
}

export type Kind = 'unit' | 'integration' | 'browser';

/** Runs the tests of one kind and counts them by vitest's report. */
export async function tests(kind: Kind, withinMs: number): Promise<Tally> {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-test-'));
  const report = join(dir, 'report.json');
  try {
    const outcome = await runStep({
      command: tool('vitest'),
      args: [
        'run',
        '--project',
        kind,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      withinMs,
    });
    const tally = readTally(report);
    if (tally === null) return one(`${kind} tests: ${outcome.reason || 'no report was written'}`, false);
    // An error outside any test (an unhandled rejection) fails the run without failing a test.
    const unexplained = !outcome.ok && tally.failed === 0;
    return unexplained ? add(tally, one(`${kind} tests: ${outcome.reason}`, false)) : tally;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function readTally(report: string): Tally | null {
  try {
    return tallyOf(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return null;
  }
}

/** Runs the parts one after the other and sums them. */
export async function inTurn(parts: readonly (() => Promise<Tally>)[]): Promise<Tally> {
  let sum = nothing;
  for (const part of parts) sum = add(sum, await part());
  return sum;
}
