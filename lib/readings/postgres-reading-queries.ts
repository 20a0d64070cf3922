/** Questions to the embedded reading store. */
import type { Pool } from 'pg';
import type { Instant } from '../time/clock.ts';
import type { HistoryPart, Summary } from './history-plan.ts';
import { statesByCode } from './line-protocol.ts';
import {
  codeIn,
  dayMs,
  dayTable,
  keyFrom,
  msIn,
  seriesIn,
  spanOf,
  spansOfDay,
} from './postgres-reading-key.ts';
import { rollUpTables } from './postgres-reading-roll-ups.ts';
import { type Reading, type SeriesKey, seriesId } from './reading.ts';
import type { RollUp, RollUpLevel, SeriesFilter } from './reading-store.ts';

/** Conditions on `readings.series`, and their values from `$1` on. */
export function whereSeries(filter: SeriesFilter): { readonly text: string; readonly values: string[] } {
  const parts = (['site', 'device', 'metric', 'instance'] as const).flatMap((column) => {
    const value = filter[column];
    return value === undefined ? [] : [{ column, value }];
  });
  return {
    text: ['true', ...parts.map(({ column }, index) => `series.${column} = $${index + 1}`)].join(' and '),
    values: parts.map(({ value }) => value),
  };
}

interface Row extends SeriesKey {
  readonly value: number | null;
  readonly code: number;
  readonly word: string | null;
  readonly at: number;
  readonly every_ms: number;
  readonly since_at: number;
}
/** `raw` has key and value; the day is the table's. */
const columns = (day: number) => `series.site, series.device, series.metric, series.instance,
  series.every_ms::float8 as every_ms, series.since_at::float8 as since_at, raw.value, words.word,
  ${codeIn('raw.key')} as code, (${day * dayMs} + ${msIn('raw.key')})::float8 as at`;
const words = `left join readings.words on words.id = (${codeIn('raw.key')} >> 2)`;

const readingOf = ({
  site,
  device,
  metric,
  instance,
  value,
  code,
  word,
  at,
  every_ms,
  since_at,
}: Row): Reading => ({
  site,
  device,
  metric,
  instance,
  value,
  text: word,
  state: statesByCode[code & 3] ?? 'unknown',
  since: since_at > 0 ? Math.min(since_at, at) : at,
  at,
  everyMs: every_ms,
});

/**
 * The last reading of each series, looked for span by span from the end of each day: one look for what is read every
 * few seconds, and never more than a day's 288 for what has fallen silent.
 */
export async function latestReadings(
  pool: Pool,
  filter: SeriesFilter,
  days: readonly number[],
): Promise<Reading[]> {
  const found = new Map<string, Reading>();
  const { text, values } = whereSeries(filter);
  for (const day of days.toReversed()) {
    const { rows } = await pool.query<Row>(
      `select ${columns(day)} from readings.series
       cross join lateral (
         select last.key, last.value from generate_series(${spansOfDay - 1}, 0, -1) as span
         cross join lateral (
           select key, value from ${dayTable(day)}
           where key >= ${keyFrom('span', 'series.id')} and key < ${keyFrom('span', '(series.id + 1)')}
           order by key desc limit 1) last
         limit 1) raw
       ${words} where ${text}`,
      values,
    );
    for (const row of rows) {
      const id = seriesId(row);
      if (!found.has(id)) found.set(id, readingOf(row));
    }
  }
  return [...found.values()];
}

/** The part of `from` to `to` (exclusive) that lies in each day kept, with its spans. */
function* partsOf(from: Instant, to: Instant, days: readonly number[]) {
  for (const day of days) {
    const begin = Math.max(from, day * dayMs);
    const end = Math.min(to, (day + 1) * dayMs);
    if (begin < end) yield { day, begin, end, firstSpan: spanOf(begin), lastSpan: spanOf(end - 1) };
  }
}

export async function readingsOfSpan(
  pool: Pool,
  from: Instant,
  to: Instant,
  days: readonly number[],
): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const { day, begin, end, firstSpan, lastSpan } of partsOf(from, to, days)) {
    const { rows } = await pool.query<Row>(
      `select ${columns(day)} from ${dayTable(day)} raw join readings.series on series.id = ${seriesIn('raw.key')}
       ${words} where raw.key >= ${keyFrom('$1')} and raw.key < ${keyFrom('$2')} and ${msIn('raw.key')} between $3 and $4`,
      [firstSpan, lastSpan + 1, begin - day * dayMs, end - 1 - day * dayMs],
    );
    for (const row of rows) readings.push(readingOf(row));
  }
  return readings;
}

export async function summaries(
  pool: Pool,
  series: number,
  part: HistoryPart,
  stepMs: number,
  days: readonly number[],
): Promise<Summary[]> {
  const points = `select at::float8 as at, min, max, sum, count::float8 as count`;
  if (part.grain !== 'raw') {
    // Summed up there: six roll-ups in each point of a month would else come over the wire and be parsed here.
    const { rows } = await pool.query<Summary>(
      `${points} from (
         select at / $4::bigint * $4::bigint as at, min(min), max(max), sum(sum), sum(count) as count
         from ${rollUpTables[part.grain]} where series = $1 and at >= $2 and at < $3 group by 1) summary`,
      [series, part.from, part.to, stepMs],
    );
    return rows;
  }
  const found: Summary[] = [];
  for (const { day, begin, end, firstSpan, lastSpan } of partsOf(part.from, part.to, days)) {
    const { rows } = await pool.query<Summary>(
      `${points} from (
         select (${day * dayMs} + ${msIn('raw.key')}) / $4::bigint * $4::bigint as at,
           min(value), max(value), sum(value), count(value)
         from generate_series($2::int, $3::int) as span
         cross join lateral (
           select key, value from ${dayTable(day)}
           where key >= ${keyFrom('span', '$1')} and key < ${keyFrom('span', '($1 + 1)')}) raw
         where ${msIn('raw.key')} between $5 and $6 and value is not null group by 1) summary`,
      [series, firstSpan, lastSpan, stepMs, begin - day * dayMs, end - 1 - day * dayMs],
    );
    found.push(...rows);
  }
  return found;
}

export async function rollUpsOfSpan(
  pool: Pool,
  level: RollUpLevel,
  from: Instant,
  to: Instant,
): Promise<RollUp[]> {
  const { rows } = await pool.query<RollUp>(
    `select site, device, metric, instance, at::float8 as at, min, max, sum, count::float8 as count
     from ${rollUpTables[level]} rolled join readings.series on series.id = rolled.series where at >= $1 and at < $2`,
    [from, to],
  );
  return rows;
}
