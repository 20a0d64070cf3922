/** Five-minute and hourly roll-ups in InfluxDB, made by our own job: continuous queries never see a backlog again. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Clock, Instant } from '../time/clock.ts';
import { type InfluxQuery, type InfluxSeries, seriesKeyOf, where } from './influx-query.ts';
import type { InfluxWriter } from './influx-writer.ts';
import { fieldsLine, seriesHead } from './line-protocol.ts';
import type { Reading } from './reading.ts';
import { type RollUp, type RollUpLevel, rollUpLevels } from './reading-store.ts';
import { RollUpsDue } from './roll-ups-due.ts';

/** Spans of one call: a day of backlog a minute. */
const maxSpans = 288;
/** Spans made by one question when they follow one another; one by one after a question that failed. */
const maxRun = 12;
export const policies = { raw: 'raw', fiveMinutes: 'five_minutes', hour: 'hour', labels: 'labels' } as const;

const savedSchema = z.object({ fiveMinutes: z.array(z.number()), hours: z.array(z.number()) });

/** What is asked of raw readings, and of roll-ups, to make the next grain. */
export const summaryOf = {
  raw: 'min("v") AS "min", max("v") AS "max", sum("v") AS "sum", count("v") AS "n"',
  rollUp: 'min("min") AS "min", max("max") AS "max", sum("sum") AS "sum", sum("n") AS "n"',
} as const;

export function* rollUpsIn(
  series: InfluxSeries,
): Generator<Omit<RollUp, keyof ReturnType<typeof seriesKeyOf>>> {
  const column = (name: string) => series.columns.indexOf(name);
  const [time, min, max, sum, count] = ['time', 'min', 'max', 'sum', 'n'].map(column);
  for (const row of series.rows) {
    const number = (index: number | undefined): number => Number(row[index ?? -1] ?? Number.NaN);
    const point = {
      at: number(time),
      min: number(min),
      max: number(max),
      sum: number(sum),
      count: number(count),
    };
    if (point.count > 0 && Number.isFinite(point.sum)) yield point;
  }
}

export class InfluxRollUps {
  readonly #query: InfluxQuery;
  readonly #writer: InfluxWriter;
  readonly #clock: Clock;
  readonly #path: string | null;
  #due: RollUpsDue | null = null;
  #run = maxRun;

  constructor(query: InfluxQuery, writer: InfluxWriter, clock: Clock, path: string | null) {
    this.#query = query;
    this.#writer = writer;
    this.#clock = clock;
    this.#path = path;
  }

  /** Before readings are written: their spans are remembered, on disk too. */
  async note(readings: readonly Reading[]): Promise<void> {
    const due = await this.#load();
    const instants = {
      *[Symbol.iterator]() {
        for (const reading of readings) yield reading.at;
      },
    };
    if (due.touch(instants, this.#clock.monotonic())) await this.#save(due);
  }

  async run(now: Instant): Promise<void> {
    const due = await this.#load();
    const spans = due.ready(now, this.#clock.monotonic()).slice(0, maxSpans);
    const hours: Instant[] = [];
    try {
      for (const run of runsOf(spans, rollUpLevels.fiveMinutes, this.#run)) {
        const asked = this.#clock.monotonic();
        await this.#make('fiveMinutes', run, policies.raw, summaryOf.raw);
        for (const at of run) due.rolledUp(at, asked);
      }
      this.#run = maxRun;
      hours.push(...due.readyHours(now).slice(0, maxSpans));
      for (const run of runsOf(hours, rollUpLevels.hour, this.#run)) {
        await this.#make('hour', run, policies.fiveMinutes, summaryOf.rollUp);
        for (const hour of run) due.hourRolledUp(hour);
      }
    } catch (error) {
      // An hour of a large site may be more than the deadline allows.
      this.#run = 1;
      throw error;
    } finally {
      if (spans.length + hours.length > 0) await this.#save(due);
    }
  }

  async write(level: RollUpLevel, rollUps: readonly RollUp[]): Promise<void> {
    const lines = rollUps.flatMap((rollUp) => {
      const head = seriesHead(rollUp);
      const { min, max, sum, count } = rollUp;
      const line = head === null ? null : fieldsLine(head, { min, max, sum, n: count }, rollUp.at);
      return line ?? [];
    });
    const outcome = await this.#writer.write(policies[level], lines);
    if (!outcome.ok) throw new Error(outcome.reason);
  }

  async #make(level: RollUpLevel, run: readonly Instant[], policy: string, summary: string): Promise<void> {
    const width = rollUpLevels[level];
    const span = `time >= ${run[0] ?? 0}ms AND time < ${(run.at(-1) ?? 0) + width}ms`;
    const answer = await this.#query.ask(
      `SELECT ${summary} FROM ${this.#query.from(policy)}${where({}, span)} GROUP BY time(${width}ms), * fill(none)`,
    );
    const rollUps = answer.flatMap((series) =>
      [...rollUpsIn(series)].map((point) => ({ ...seriesKeyOf(series), ...point })),
    );
    await this.write(level, rollUps);
  }

  async #load(): Promise<RollUpsDue> {
    if (this.#due !== null) return this.#due;
    let saved: z.infer<typeof savedSchema>;
    try {
      saved = savedSchema.parse(JSON.parse(await readFile(this.#path ?? '', 'utf8')));
    } catch {
      // Nothing remembered: the last day is made again, and what is older was made long ago.
      saved = { fiveMinutes: lastDay(this.#clock.now()), hours: [] };
    }
    this.#due ??= new RollUpsDue(saved);
    return this.#due;
  }

  async #save(due: RollUpsDue): Promise<void> {
    if (this.#path === null) return;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(`${this.#path}.part`, JSON.stringify(due.saved));
      await rename(`${this.#path}.part`, this.#path);
    } catch {
      // In memory it is still known; only a kill before the next save would forget a span.
    }
  }
}

/** Instants that follow one another at `step`, together: at most `longest` of them. */
export function runsOf(instants: readonly Instant[], step: number, longest: number): Instant[][] {
  const runs: Instant[][] = [];
  for (const at of instants) {
    const run = runs.at(-1);
    if (run !== undefined && run.length < longest && run.at(-1) === at - step) run.push(at);
    else runs.push([at]);
  }
  return runs;
}

function lastDay(now: Instant): Instant[] {
  const end = Math.floor(now / rollUpLevels.fiveMinutes) * rollUpLevels.fiveMinutes;
  return Array.from({ length: 288 }, (_, index) => end - index * rollUpLevels.fiveMinutes);
}
