/** The database, its retention policies, and what the server tells of their size. */
import { type InfluxQuery, identifier } from './influx-query.ts';
import { policies } from './influx-roll-ups.ts';
import type { Retention } from './reading-store.ts';

/**
 * InfluxDB 2 answers these statements with an error: there the database and its policies are buckets mapped
 * beforehand (docs/decisions), and the first write says whether they are.
 */
const notSpoken =
  /not (implemented|supported)|unsupported|method not allowed|unauthorized|forbidden|authorization/i;

/**
 * A policy may not be shorter than its shards, and altering one leaves its shards as they were: both are said, a day
 * or a week as the server itself would choose.
 */
const kept = (days: number): string =>
  `DURATION ${days}d REPLICATION 1 SHARD DURATION ${days < 180 ? '1d' : '7d'}`;

export async function prepareInflux(query: InfluxQuery, retention: Retention): Promise<void> {
  const database = identifier(query.database);
  const durations: Readonly<Record<keyof typeof policies, string>> = {
    raw: kept(retention.rawDays),
    fiveMinutes: kept(retention.fiveMinutesDays),
    hour: kept(retention.hourDays),
    labels: 'DURATION INF REPLICATION 1',
  };
  try {
    await query.ask(`CREATE DATABASE ${database}`);
    for (const [policy, name] of Object.entries(policies)) {
      const duration = durations[policy as keyof typeof policies];
      const what = `RETENTION POLICY ${identifier(name)} ON ${database} ${duration}`;
      const isDefault = name === policies.raw ? ' DEFAULT' : '';
      // Creating one that exists with another duration is an error; altering it is how a new retention takes hold.
      await query.ask(`CREATE ${what}${isDefault}`).catch((error: unknown) => {
        if (!/already exists/.test(String(error))) throw error;
        return query.ask(`ALTER ${what}${isDefault}`);
      });
    }
  } catch (error) {
    if (!notSpoken.test(String(error))) throw error;
  }
}

/** Begin of the oldest shard of raw readings. */
export async function influxOldestAt(query: InfluxQuery): Promise<number | null> {
  let oldest: number | null = null;
  for (const series of await query.ask('SHOW SHARDS')) {
    const [database, policy, start] = ['database', 'retention_policy', 'start_time'].map((column) =>
      series.columns.indexOf(column),
    );
    for (const row of series.rows) {
      if (row[database ?? -1] !== query.database || row[policy ?? -1] !== policies.raw) continue;
      const at = Date.parse(String(row[start ?? -1]));
      if (Number.isFinite(at) && (oldest === null || at < oldest)) oldest = at;
    }
  }
  return oldest;
}

export async function influxBytes(query: InfluxQuery): Promise<number> {
  let bytes = 0;
  for (const series of await query.ask("SHOW STATS FOR 'shard'")) {
    if (series.tags.database !== query.database) continue;
    bytes += Number(series.rows[0]?.[series.columns.indexOf('diskBytes')] ?? 0);
  }
  return bytes;
}
