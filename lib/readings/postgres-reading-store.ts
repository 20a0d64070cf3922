/** Readings in PostgreSQL: the embedded reading store, for a machine without a time-series server. */
import { Pool } from 'pg';
import { type Clock, type Instant, systemClock } from '../time/clock.ts';
import { mergeSummaries, planHistory } from './history-plan.ts';
import { dayMs, dayOf } from './postgres-reading-key.ts';
import { ReadingNames } from './postgres-reading-names.ts';
import {
  latestReadings,
  readingsOfSpan,
  rollUpsOfSpan,
  summaries,
  whereSeries,
} from './postgres-reading-queries.ts';
import { insertRollUps, keepRetention, makeRollUps, storeSize } from './postgres-reading-roll-ups.ts';
import { daysKept, prepareTables } from './postgres-reading-schema.ts';
import { PostgresReadingWriter } from './postgres-reading-writer.ts';
import type { Reading, SeriesLabel } from './reading.ts';
import type {
  History,
  HistoryQuery,
  ReadingStore,
  Retention,
  RollUp,
  RollUpLevel,
  SeriesFilter,
  StoreStatus,
  WriteOutcome,
} from './reading-store.ts';

export interface PostgresOptions {
  readonly retention: Retention;
  readonly maxRawBytes: number;
  readonly clock?: Clock;
  readonly deadlineMs?: number;
}

/** Classes of SQLSTATE that speak of the data, not of the server: the same rows would be refused again. */
const dataFault = /^(22|23)/;

export class PostgresReadingStore implements ReadingStore {
  readonly kind = 'embedded';
  readonly #pool: Pool;
  readonly #options: PostgresOptions;
  readonly #clock: Clock;
  readonly #names: ReadingNames;
  readonly #writer: PostgresReadingWriter;

  constructor(url: string, options: PostgresOptions) {
    const deadlineMs = options.deadlineMs ?? 10_000;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#pool = new Pool({
      connectionString: url,
      max: 4,
      connectionTimeoutMillis: Math.min(deadlineMs, 5_000),
      query_timeout: deadlineMs,
      statement_timeout: deadlineMs,
      application_name: 'vigie readings',
    });
    // A connection that breaks while idle is replaced; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
    this.#names = new ReadingNames(this.#pool);
    this.#writer = new PostgresReadingWriter(this.#pool, this.#names);
  }

  async prepare(): Promise<void> {
    await prepareTables(this.#pool);
    this.#writer.forget();
  }

  async write(readings: readonly Reading[]): Promise<WriteOutcome> {
    try {
      return await this.#writer.write(readings, this.#clock.now());
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      const retryable = typeof code !== 'string' || !dataFault.test(code);
      return {
        ok: false,
        retryable,
        reason: error instanceof Error ? error.message || String(code) : String(error),
      };
    }
  }

  async latest(filter: SeriesFilter): Promise<Reading[]> {
    const now = this.#clock.now();
    const oldest = dayOf(now - dayMs);
    const days = (await daysKept(this.#pool)).filter((day) => day >= oldest);
    const readings = await latestReadings(this.#pool, filter, days);
    return readings.filter((reading) => reading.at > now - dayMs);
  }

  async history(query: HistoryQuery): Promise<History> {
    const plan = planHistory(query, this.#clock.now(), this.#options.retention);
    const { text, values } = whereSeries(query);
    const { rows } = await this.#pool.query<{ id: number }>(
      `select id from readings.series where ${text}`,
      values,
    );
    const series = rows[0]?.id;
    if (series === undefined) return { stepMs: plan.stepMs, points: [] };
    const days = await daysKept(this.#pool);
    const parts = await Promise.all(
      plan.parts.map((part) => summaries(this.#pool, series, part, plan.stepMs, days)),
    );
    return { stepMs: plan.stepMs, points: mergeSummaries(parts.flat(), plan.stepMs) };
  }

  async saveLabels(labels: readonly SeriesLabel[]): Promise<void> {
    await this.#names.learn(labels, []);
    const known = labels.flatMap((label) => {
      const id = this.#names.series(label)?.id;
      return id === undefined ? [] : [{ ...label, id }];
    });
    await this.#pool.query(
      `update readings.series set description = l.description, source = l.source, labelled = true
       from unnest($1::int[], $2::text[], $3::text[]) as l(id, description, source) where series.id = l.id`,
      [
        known.map(({ id }) => id),
        known.map(({ description }) => description),
        known.map(({ source }) => source),
      ],
    );
  }

  async labels(filter: SeriesFilter): Promise<SeriesLabel[]> {
    const { text, values } = whereSeries(filter);
    const { rows } = await this.#pool.query<SeriesLabel>(
      `select site, device, metric, instance, description, source from readings.series where labelled and ${text}`,
      values,
    );
    return rows;
  }

  async status(): Promise<StoreStatus> {
    try {
      return { kind: this.kind, ok: true, reason: null, ...(await storeSize(this.#pool)) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: this.kind, ok: false, reason, bytes: null, oldestAt: null, series: null };
    }
  }

  async maintain(now: Instant): Promise<void> {
    await makeRollUps(this.#pool, now);
    const { retention, maxRawBytes } = this.#options;
    if (await keepRetention(this.#pool, now, retention, maxRawBytes)) this.#writer.forget();
  }

  async readingsBetween(from: Instant, to: Instant): Promise<Reading[]> {
    return await readingsOfSpan(this.#pool, from, to, await daysKept(this.#pool));
  }

  async rollUpsBetween(level: RollUpLevel, from: Instant, to: Instant): Promise<RollUp[]> {
    return await rollUpsOfSpan(this.#pool, level, from, to);
  }

  async writeRollUps(level: RollUpLevel, rollUps: readonly RollUp[]): Promise<void> {
    await this.#names.learn(rollUps, []);
    await insertRollUps(this.#pool, level, rollUps, (rollUp) => this.#names.series(rollUp)?.id);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
