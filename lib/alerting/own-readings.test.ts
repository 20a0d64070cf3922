/** Guards against a Vigie that loses readings, restarts for ever or lives on an old book, and tells nobody. */
import { describe, expect, it } from 'vitest';
import type { Reading } from '../readings/reading.ts';
import type { CollectorStatus } from '../readings/status.ts';
import { evaluate } from './evaluate.ts';
import { newEvaluation } from './evaluation-state.ts';
import { builtInRules } from './file-rules.ts';
import { bookReadings, collectorReadings, ownEveryMs, partReading, roleReadings } from './own-readings.ts';
import { ruleSet } from './rule-set.ts';

const start = Date.UTC(2026, 2, 1, 8);
const minute = 60_000;
const rules = ruleSet(builtInRules(), () => null);

/** Keys of what is raised within the minutes, each with the minute. */
function raised(
  minutes: number,
  says: (at: number, minute: number) => readonly Reading[],
): readonly string[] {
  const state = newEvaluation(start);
  const found: string[] = [];
  for (let ms = 0; ms <= minutes * minute; ms += ownEveryMs)
    for (const reading of says(start + ms, ms / minute))
      for (const one of evaluate(
        rules,
        state,
        { kind: 'reading', reading },
        { at: start + ms, steadyMs: ms },
      ))
        if (one.change === 'raised') found.push(`${one.key} ${Math.round(ms / minute)}`);
  return found;
}
const status = (at: number, more: Partial<CollectorStatus>): CollectorStatus => ({
  site: 'cotonou',
  at,
  backlog: { readings: 0, oldestAt: null, bytes: 0 },
  acknowledged: 0,
  stored: 0,
  store: { kind: 'embedded', ok: true, reason: null },
  buffer: { ok: true, reason: null },
  drops: [],
  queue: 0,
  ...more,
});

describe('Vigie itself', () => {
  it('says when a collector drops readings, whatever the cause', () => {
    const dropped = (count: number) => [
      { cause: 'not-a-number', count: 3 },
      { cause: 'disk-full', count },
    ];
    expect(
      raised(20, (at, now) => collectorReadings(status(at, { drops: dropped(now < 10 ? 0 : 40) }))),
    ).toEqual(['vigie.readings-dropped|vigie/collectors-cotonou/ 10']);
  });
  it('says when the store or the buffer of a collector is down', () => {
    const down = { ok: false, reason: 'no space left' };
    expect(raised(5, (at) => collectorReadings(status(at, { site: '*', buffer: down })))).toEqual([
      'vigie.buffer-down|vigie/collectors/ 0',
    ]);
    expect(raised(5, (at) => collectorReadings(status(at, { store: { ...down, kind: 'influx' } })))).toEqual([
      'vigie.store-down|vigie/collectors-cotonou/ 1',
    ]);
  });
  it('says when a role restarts again and again, not when it does once', () => {
    const restarts = (most: number) => (at: number, now: number) =>
      roleReadings(
        {
          role: 'web',
          pid: 1,
          state: 'running',
          startedAt: at,
          restarts: Math.min(most, Math.max(0, Math.floor(now) - 10)),
        },
        at,
      );
    expect(raised(40, restarts(1))).toEqual([]);
    expect(raised(40, restarts(9)).map((one) => one.split(' ')[0])).toEqual([
      'vigie.role-restarting|vigie/web/',
    ]);
  });
  it('says when a changed book is refused, and which channel is down', () => {
    expect(
      raised(5, (at) =>
        bookReadings({ at: start, ok: false, problems: ['sites.yaml:3: …'], warnings: [] }, at),
      ),
    ).toEqual(['vigie.book-refused|vigie/book/ 1']);
    expect(raised(5, (at) => [partReading('vigie.channel_state', 'alerting', 'gsm', false, at)])).toEqual([
      'vigie.channel-down|vigie/alerting/gsm 2',
    ]);
  });
});
