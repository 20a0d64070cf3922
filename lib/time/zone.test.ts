/** Guards against a day that does not exist, and against an hour that summer time skips or tells twice. */
import { describe, expect, it } from 'vitest';
import { instantOf, isDay, localOf } from './zone.ts';

describe('a day', () => {
  it('that the calendar does not have is none', () => {
    expect(['2026-02-31', '2026-02-29', '2026-13-01', '26-01-01', ''].filter(isDay)).toEqual([]);
    expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true);
  });
});

describe('local time', () => {
  const at = Date.parse;
  it('in the hour that summer time skips is the hour after', () => {
    expect(instantOf(at('2026-03-29T02:30:00Z'), 'Europe/Paris')).toBe(at('2026-03-29T01:30:00Z'));
  });
  it.each(['Africa/Porto-Novo', 'Europe/Paris', 'Asia/Kathmandu', 'America/St_Johns'])(
    'of %s leads back to the same clock at every hour of a year',
    (zone) => {
      const wrong: number[] = [];
      for (let hour = 0; hour < 8_760; hour++) {
        const local = localOf(at('2026-01-01T00:00:00Z') + hour * 3_600_000, zone);
        if (localOf(instantOf(local, zone), zone) !== local) wrong.push(local);
      }
      expect(wrong).toEqual([]);
    },
  );
});
