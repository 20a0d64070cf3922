/** Roll-ups, retention and size of the embedded reading store. */
import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../time/clock.ts';
import { dayMs, dayOf, dayTable, keyFrom, seriesIn, spanOf } from './postgres-reading-key.ts';
import { daysKept } from './postgres-reading-schema.ts';
import { levelNumbers } from './postgres-reading-writer.ts';
import { inTransaction } from './postgres-transaction.ts';
import { type Retention, type RollUp, type RollUpLevel, rollUpLevels } from './reading-store.ts';
import { quietMs } from './roll-ups-due.ts';

/** Spans of one call: five hours of backlog a minute. */
const maxSpans = 60;
export const rollUpTables = { fiveMinutes: 'readings.five_minutes', hour: 'readings.hour' } as const;

const keep = `on conflict (series, at) do update set
  count = excluded.count, min = excluded.min, max = excluded.max, sum = excluded.sum`;

/** One transaction: an unfinished call is as if it had not begun, and the next one makes the same spans. */
export const makeRollUps = (pool: Pool, now: Instant): Promise<void> =>
  inTransaction(pool, (client) => rollUpDue(client, now));

async function rollUpDue(pool: PoolClient, now: Instant): Promise<void> {
  const { rows: spans } = await pool.query<{ at: number; touched: number }>(
    `select at::float8 as at, touched_at::float8 as touched from readings.due
     where level = 0 and at + ${rollUpLevels.fiveMinutes} <= $1 and touched_at <= $2 order by at limit ${maxSpans}`,
    [now, now - quietMs],
  );
  for (const { at, touched } of spans) {
    await rollUpFiveMinutes(pool, at);
    await done(pool, 'fiveMinutes', at, touched);
  }
  const { rows: hours } = await pool.query<{ at: number; touched: number }>(
    `select at::float8 as at, touched_at::float8 as touched from readings.due hour
     where level = 1 and at + ${rollUpLevels.hour} <= $1 and not exists (
       select from readings.due part where part.level = 0 and part.at >= hour.at and part.at < hour.at + ${rollUpLevels.hour})
     order by at limit ${maxSpans}`,
    [now],
  );
  for (const { at, touched } of hours) {
    await pool.query(
      `insert into readings.hour (at, series, count, min, max, sum)
       select $1, series, sum(count), min(min), max(max), sum(sum) from readings.five_minutes
       where at >= $1 and at < $2 group by series order by series ${keep}`,
      [at, at + rollUpLevels.hour],
    );
    await done(pool, 'hour', at, touched);
  }
}

async function rollUpFiveMinutes(pool: PoolClient, at: Instant): Promise<void> {
  const table = dayTable(dayOf(at));
  const { rows } = await pool.query('select to_regclass($1) as found', [table]);
  if (rows[0]?.found === null) return;
  await pool.query(
    `insert into readings.five_minutes (at, series, count, min, max, sum)
     select $1, ${seriesIn('key')}, count(value), min(value), max(value), sum(value) from ${table}
     where key >= ${keyFrom('$2')} and key < ${keyFrom('$3')} and value is not null group by 2 order by 2 ${keep}`,
    [at, spanOf(at), spanOf(at) + 1],
  );
  await pool.query(
    `insert into readings.due (level, at, touched_at) values (1, $1, $2) on conflict (level, at) do update set touched_at = $2`,
    [Math.floor(at / rollUpLevels.hour) * rollUpLevels.hour, at],
  );
}

/** What was touched since it was read stays due. */
async function done(pool: PoolClient, level: RollUpLevel, at: Instant, touched: number): Promise<void> {
  await pool.query('delete from readings.due where level = $1 and at = $2 and touched_at <= $3', [
    levelNumbers[level],
    at,
    touched,
  ]);
}

/** Drops whole days of raw readings, also when they have outgrown `maxRawBytes`; the present day always stays. */
export async function keepRetention(
  pool: Pool,
  now: Instant,
  retention: Retention,
  maxRawBytes: number,
): Promise<boolean> {
  const today = dayOf(now);
  const days = await daysKept(pool);
  const sizes = await Promise.all(days.map((day) => bytesOf(pool, dayTable(day))));
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  let dropped = false;
  for (const [index, day] of days.entries()) {
    const outlived = day < today - retention.rawDays;
    if (day >= today || !(outlived || bytes > maxRawBytes) || (await awaits(pool, day))) continue;
    await pool.query(`drop table ${dayTable(day)}`);
    bytes -= sizes[index] ?? 0;
    dropped = true;
  }
  await pool.query('delete from readings.five_minutes where at < $1', [
    now - retention.fiveMinutesDays * dayMs,
  ]);
  await pool.query('delete from readings.hour where at < $1', [now - retention.hourDays * dayMs]);
  return dropped;
}

/** A day whose roll-ups are still to be made is not dropped. */
async function awaits(pool: Pool, day: number): Promise<boolean> {
  const { rows } = await pool.query(
    'select from readings.due where level = 0 and at >= $1 and at < $2 limit 1',
    [day * dayMs, (day + 1) * dayMs],
  );
  return rows.length > 0;
}

async function bytesOf(pool: Pool, table: string): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    'select coalesce(pg_total_relation_size(to_regclass($1)), 0)::float8 as bytes',
    [table],
  );
  return rows[0]?.bytes ?? 0;
}

export async function storeSize(
  pool: Pool,
): Promise<{ bytes: number; oldestAt: Instant | null; series: number }> {
  const days = await daysKept(pool);
  const tables = [...days.map(dayTable), 'readings.series', ...Object.values(rollUpTables)];
  const sizes = await Promise.all(tables.map((table) => bytesOf(pool, table)));
  const { rows } = await pool.query<{ series: number }>(
    'select count(*)::float8 as series from readings.series',
  );
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    oldestAt: days[0] === undefined ? null : days[0] * dayMs,
    series: rows[0]?.series ?? 0,
  };
}

export async function insertRollUps(
  pool: Pool,
  level: RollUpLevel,
  rollUps: readonly RollUp[],
  seriesOf: (rollUp: RollUp) => number | undefined,
): Promise<void> {
  const known = rollUps.flatMap((rollUp) => {
    const series = seriesOf(rollUp);
    return series === undefined ? [] : [{ ...rollUp, series }];
  });
  await pool.query(
    `insert into ${rollUpTables[level]} (at, series, count, min, max, sum)
     select * from unnest($1::bigint[], $2::int[], $3::int[], $4::float8[], $5::float8[], $6::float8[]) ${keep}`,
    [
      known.map(({ at }) => at),
      known.map(({ series }) => series),
      known.map(({ count }) => count),
      known.map(({ min }) => min),
      known.map(({ max }) => max),
      known.map(({ sum }) => sum),
    ],
  );
}
