/** Questions to the embedded reading store. */
import type { Pool } from 'pg';
import type { Instant } from '../time/clock.ts';
import type { HistoryPart, Summary } from './history-plan.ts';
import { statesByCode } from './line-protocol.ts';
import { rollUpTables } from './postgres-reading-roll-ups.ts';
import { dayMs } from './postgres-reading-schema.ts';
import type { Reading, SeriesKey } from './reading.ts';
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
const columns = `series.site, series.device, series.metric, series.instance, series.every_ms::float8 as every_ms,
  series.since_at::float8 as since_at, raw.value, raw.code, words.word, (raw.day * ${dayMs}::float8 + raw.ms) as at`;

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

/** The last reading of each series, looked for in the partitions of `days`, newest first. */
export async function latestReadings(
  pool: Pool,
  filter: SeriesFilter,
  days: readonly number[],
): Promise<Reading[]> {
  const found = new Map<string, Reading>();
  const { text, values } = whereSeries(filter);
  for (const day of [...days].reverse()) {
    const { rows } = await pool.query<Row>(
      `select ${columns} from readings.series
       cross join lateral (
         select * from readings.raw_${day} part where part.series = series.id order by ms desc limit 1) raw
       left join readings.words on words.id = raw.code >> 2 where ${text}`,
      values,
    );
    for (const row of rows) {
      const id = `${row.site}/${row.device}/${row.metric}/${row.instance}`;
      if (!found.has(id)) found.set(id, readingOf(row));
    }
  }
  return [...found.values()];
}

export async function readingsOfSpan(pool: Pool, from: Instant, to: Instant): Promise<Reading[]> {
  const { rows } = await pool.query<Row>(
    `select ${columns} from readings.raw join readings.series on series.id = raw.series
     left join readings.words on words.id = raw.code >> 2
     where raw.day between $1 and $2 and raw.day * ${dayMs}::bigint + raw.ms >= $3
       and raw.day * ${dayMs}::bigint + raw.ms < $4 and raw.ms between $5 and $6`,
    [...daysOf(from, to), from, to, ...msOf(from, to)],
  );
  return rows.map(readingOf);
}

export async function summaries(
  pool: Pool,
  series: number,
  part: HistoryPart,
  stepMs: number,
): Promise<Summary[]> {
  const points = `select at::float8 as at, min, max, sum, count::float8 as count`;
  if (part.grain !== 'raw') {
    const { rows } = await pool.query<Summary>(
      `${points} from ${rollUpTables[part.grain]} where series = $1 and at >= $2 and at < $3`,
      [series, part.from, part.to],
    );
    return rows;
  }
  const at = `(day * ${dayMs}::bigint + ms)`;
  const { rows } = await pool.query<Summary>(
    `${points} from (
       select ${at} / $4::bigint * $4::bigint as at, min(value), max(value), sum(value), count(value)
       from readings.raw where series = $1 and day between $5 and $6 and ms between $7 and $8
         and ${at} >= $2 and ${at} < $3 and value is not null group by 1) span`,
    [series, part.from, part.to, stepMs, ...daysOf(part.from, part.to), ...msOf(part.from, part.to)],
  );
  return rows;
}

const daysOf = (from: Instant, to: Instant): [number, number] => [
  Math.floor(from / dayMs),
  Math.floor(to / dayMs),
];

/** Within one day the milliseconds of the day bound the search too. */
function msOf(from: Instant, to: Instant): [number, number] {
  const [first, last] = daysOf(from, to);
  return first === last ? [from - first * dayMs, to - first * dayMs] : [0, dayMs];
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
