/** Rows of InfluxDB → readings. */
import { type InfluxSeries, seriesKeyOf } from './influx-query.ts';
import { statesByCode } from './line-protocol.ts';
import type { Reading } from './reading.ts';

export function readingsIn(answer: readonly InfluxSeries[]): Reading[] {
  return answer.flatMap((series) => {
    const key = seriesKeyOf(series);
    return series.rows.map((row) => {
      const field = new Map(series.columns.map((column, index) => [column, row[index] ?? null]));
      const at = Number(field.get('time'));
      const [v, t, s, c, e] = ['v', 't', 's', 'c', 'e'].map((name) => field.get(name) ?? null);
      return {
        ...key,
        value: typeof v === 'number' ? v : null,
        text: typeof t === 'string' ? t : null,
        state: statesByCode[Number(s ?? 3)] ?? 'unknown',
        since: c === null ? at : Number(c),
        at,
        everyMs: e === null ? 60_000 : Number(e),
      };
    });
  });
}
