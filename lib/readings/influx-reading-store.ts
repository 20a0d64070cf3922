/**
 * Readings in InfluxDB 1.x, or anything that takes its line protocol and InfluxQL: a measurement a metric, tags site,
 * device and instance. Roll-ups stand in retention policies of their own.
 */
import { type Clock, type Instant, systemClock } from '../time/clock.ts';
import { type HistoryPart, mergeSummaries, planHistory, type Summary } from './history-plan.ts';
import { DeadLetters } from './influx-dead-letters.ts';
import { type InfluxAccess, InfluxQuery, seriesKeyOf, where } from './influx-query.ts';
import { InfluxRollUps, policies, rollUpsIn, summaryOf } from './influx-roll-ups.ts';
import { readingsIn } from './influx-rows.ts';
import { influxBytes, influxOldestAt, prepareInflux } from './influx-schema.ts';
import { InfluxWriter } from './influx-writer.ts';
import { fieldsLine, readingLine, seriesHead } from './line-protocol.ts';
import { type Reading, type SeriesLabel, seriesId } from './reading.ts';
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
import { rollUpLevels } from './reading-store.ts';

export interface InfluxOptions {
  readonly retention: Retention;
  readonly clock?: Clock;
  /** Where dead letters and the list of roll-ups to make are kept; null for a process that only reads. */
  readonly memoryDir: string | null;
  readonly deadlineMs?: number;
}

const maxHeads = 200_000;
const fields = '"v","t","s","c","e"';

export class InfluxReadingStore implements ReadingStore {
  readonly kind = 'influx';
  readonly #query: InfluxQuery;
  readonly #writer: InfluxWriter;
  readonly #rollUps: InfluxRollUps;
  readonly #retention: Retention;
  readonly #clock: Clock;
  readonly #deadLetters: DeadLetters;
  readonly #heads = new Map<string, string | null>();

  constructor(access: InfluxAccess, options: InfluxOptions) {
    const deadlineMs = options.deadlineMs ?? 10_000;
    const inMemory = (file: string) => (options.memoryDir === null ? null : `${options.memoryDir}/${file}`);
    this.#retention = options.retention;
    this.#clock = options.clock ?? systemClock;
    this.#deadLetters = new DeadLetters(inMemory('dead-letters.txt'));
    this.#query = new InfluxQuery(access, deadlineMs);
    this.#writer = new InfluxWriter(access, deadlineMs, this.#deadLetters);
    this.#rollUps = new InfluxRollUps(this.#query, this.#writer, this.#clock, inMemory('roll-ups-due.json'));
  }

  async prepare(): Promise<void> {
    await prepareInflux(this.#query, this.#retention);
  }

  async write(readings: readonly Reading[]): Promise<WriteOutcome> {
    const lines: string[] = [];
    const bad: string[] = [];
    for (const reading of readings) {
      const head = this.#head(reading);
      const line = head === null ? null : readingLine(head, reading);
      if (line === null) bad.push(JSON.stringify(reading));
      else lines.push(line);
    }
    await this.#rollUps.note(readings);
    const outcome = await this.#writer.write(policies.raw, lines);
    if (bad.length === 0 || !outcome.ok) return outcome;
    await this.#deadLetters.add('cannot be written as a line', bad);
    return { ok: true, refused: outcome.refused + bad.length };
  }

  async latest(filter: SeriesFilter): Promise<Reading[]> {
    const since = `time > ${this.#clock.now() - 86_400_000}ms`;
    const from = this.#query.from(policies.raw, filter.metric);
    const order = 'GROUP BY * ORDER BY time DESC LIMIT 1';
    return readingsIn(await this.#query.ask(`SELECT ${fields} FROM ${from}${where(filter, since)} ${order}`));
  }

  async history(query: HistoryQuery): Promise<History> {
    const plan = planHistory(query, this.#clock.now(), this.#retention);
    const parts = await Promise.all(plan.parts.map((part) => this.#part(query, part, plan.stepMs)));
    return { stepMs: plan.stepMs, points: mergeSummaries(parts.flat(), plan.stepMs) };
  }

  async saveLabels(labels: readonly SeriesLabel[]): Promise<void> {
    const lines = labels.flatMap((label) => {
      const head = this.#head(label);
      const { description, source } = label;
      // Always the same instant: a new description takes the place of the old one.
      return (head === null ? null : fieldsLine(head, { description, source }, 0)) ?? [];
    });
    const outcome = await this.#writer.write(policies.labels, lines);
    if (!outcome.ok) throw new Error(outcome.reason);
  }

  async labels(filter: SeriesFilter): Promise<SeriesLabel[]> {
    const from = this.#query.from(policies.labels, filter.metric);
    const answer = await this.#query.ask(
      `SELECT "description","source" FROM ${from}${where(filter)} GROUP BY *`,
    );
    return answer.flatMap((series) =>
      series.rows.map((row) => ({
        ...seriesKeyOf(series),
        description: String(row[1] ?? ''),
        source: String(row[2] ?? ''),
      })),
    );
  }

  async status(): Promise<StoreStatus> {
    const nothing = { bytes: null, oldestAt: null, series: null };
    try {
      const oldestAt = await influxOldestAt(this.#query);
      const bytes = await influxBytes(this.#query).catch(() => null);
      return { kind: this.kind, ok: true, reason: null, bytes, oldestAt, series: null };
    } catch (error) {
      return {
        kind: this.kind,
        ok: false,
        reason: error instanceof Error ? error.message : String(error),
        ...nothing,
      };
    }
  }

  /** Retention is the server's own work. */
  async maintain(now: Instant): Promise<void> {
    await this.#rollUps.run(now);
  }

  async readingsBetween(from: Instant, to: Instant): Promise<Reading[]> {
    const span = `time >= ${from}ms AND time < ${to}ms`;
    const raw = this.#query.from(policies.raw);
    return readingsIn(await this.#query.ask(`SELECT ${fields} FROM ${raw}${where({}, span)} GROUP BY *`));
  }

  async rollUpsBetween(level: RollUpLevel, from: Instant, to: Instant): Promise<RollUp[]> {
    const span = `time >= ${from}ms AND time < ${to}ms`;
    const kept = this.#query.from(policies[level]);
    const answer = await this.#query.ask(
      `SELECT "min","max","sum","n" FROM ${kept}${where({}, span)} GROUP BY *`,
    );
    return answer.flatMap((series) =>
      [...rollUpsIn(series)].map((point) => ({ ...seriesKeyOf(series), ...point })),
    );
  }

  async writeRollUps(level: RollUpLevel, rollUps: readonly RollUp[]): Promise<void> {
    await this.#rollUps.write(level, rollUps);
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }

  async #part(query: HistoryQuery, part: HistoryPart, stepMs: number): Promise<Summary[]> {
    const { site, device, metric, instance } = query;
    // Narrower than the step where a roll-up is the narrowest there is; merged afterwards.
    const width = part.grain === 'raw' ? stepMs : Math.max(stepMs, rollUpLevels[part.grain]);
    const summary = part.grain === 'raw' ? summaryOf.raw : summaryOf.rollUp;
    const span = [`time >= ${part.from}ms`, `time < ${part.to}ms`];
    const from = this.#query.from(policies[part.grain], metric);
    const answer = await this.#query.ask(
      `SELECT ${summary} FROM ${from}${where({ site, device, instance }, ...span)} GROUP BY time(${width}ms) fill(none)`,
    );
    return answer.flatMap((series) => [...rollUpsIn(series)]);
  }

  #head(key: Parameters<typeof seriesHead>[0]): string | null {
    const id = seriesId(key);
    const known = this.#heads.get(id);
    if (known !== undefined) return known;
    const head = seriesHead(key);
    if (this.#heads.size < maxHeads) this.#heads.set(id, head);
    return head;
  }
}
