import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeSummaries, planHistory } from './history-plan.ts';
import { maxHistoryPoints } from './reading-store.ts';

const retention = { rawDays: 14, fiveMinutesDays: 400, hourDays: 3_650 };
const hour = 3_600_000;
const day = 24 * hour;
const now = 1_795_000_000_000;

test('a span of any length, asked with any step, is at most 1,500 points and is covered without overlap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000, max: 3_600 * day }),
      fc.integer({ min: 0, max: 3_000 * day }),
      fc.option(fc.integer({ min: 1, max: 2 * day }), { nil: undefined }),
      (span, ago, stepMs) => {
        const to = now - ago;
        const from = to - span;
        const { stepMs: step, parts } = planHistory(
          { from, to, ...(stepMs === undefined ? {} : { stepMs }) },
          now,
          retention,
        );
        expect(Math.floor((to - 1) / step) - Math.floor(from / step) + 1).toBeLessThanOrEqual(
          maxHistoryPoints + 1,
        );
        expect(parts[0]?.from ?? from).toBeLessThanOrEqual(from);
        expect(parts.at(-1)?.to).toBe(to);
        for (const [index, part] of parts.entries()) {
          if (index > 0) expect(part.from).toBe(parts[index - 1]?.to);
        }
      },
    ),
  );
});

test('thirty days are answered from roll-ups, the last minutes from raw readings', () => {
  const { stepMs, parts } = planHistory({ from: now - 30 * day, to: now }, now, retention);
  expect(stepMs).toBe(1_800_000);
  expect(parts.map(({ grain }) => grain)).toEqual(['fiveMinutes', 'raw']);
  expect((parts[1]?.to ?? 0) - (parts[1]?.from ?? 0)).toBeLessThan(1_300_000);
});

test('a question older than the raw readings is not answered with emptiness', () => {
  const { parts } = planHistory(
    { from: now - 20 * day, to: now - 20 * day + hour, stepMs: 10_000 },
    now,
    retention,
  );
  expect(parts.map(({ grain }) => grain)).toEqual(['fiveMinutes']);
});

test('merging keeps the peak: the mean is weighted, the maximum is the maximum', () => {
  const points = mergeSummaries(
    [
      { at: 0, min: 1, max: 2, sum: 3, count: 2 },
      { at: 30_000, min: 0, max: 100, sum: 100, count: 1 },
      { at: 60_000, min: 5, max: 5, sum: 5, count: 1 },
      { at: 90_000, min: 0, max: 0, sum: 0, count: 0 },
    ],
    60_000,
  );
  expect(points).toEqual([
    { at: 0, min: 0, max: 100, mean: 103 / 3, count: 3 },
    { at: 60_000, min: 0, max: 5, mean: 5, count: 1 },
  ]);
});
