/** Readings → the tables of their days; writing the same ones twice changes nothing. */
import type { Pool } from 'pg';
import { stateCodes } from './line-protocol.ts';
import { dayMs, dayOf, dayTable, keyOf, maxSeries, spanMs, spanOf } from './postgres-reading-key.ts';
import type { ReadingNames } from './postgres-reading-names.ts';
import { createDay } from './postgres-reading-schema.ts';
import { inTransaction } from './postgres-transaction.ts';
import type { Reading } from './reading.ts';
import type { WriteOutcome } from './reading-store.ts';

export const levelNumbers = { fiveMinutes: 0, hour: 1 } as const;
/** A span already due is touched again at most this often. */
const touchEveryMs = 20_000;

interface Columns {
  readonly span: number[];
  readonly series: number[];
  readonly ms: number[];
  readonly code: number[];
  readonly value: (number | null)[];
}

export class PostgresReadingWriter {
  readonly #pool: Pool;
  readonly #names: ReadingNames;
  readonly #days = new Set<number>();
  readonly #touched = new Map<number, number>();

  constructor(pool: Pool, names: ReadingNames) {
    this.#pool = pool;
    this.#names = names;
  }

  /** Days dropped by retention, or tables that are gone, must be looked for again. */
  forget(): void {
    this.#days.clear();
    this.#touched.clear();
    this.#names.forget();
  }

  async write(readings: readonly Reading[], now: number): Promise<WriteOutcome> {
    await this.#names.learn(
      readings,
      (function* () {
        for (const reading of readings) if (reading.text !== null) yield reading.text;
      })(),
    );
    const { days, refused } = this.#columns(readings);
    for (const day of days.keys()) await this.#day(day);
    const spans = this.#freshSpans(readings, now);
    await inTransaction(this.#pool, async (client) => {
      if (spans.length > 0) {
        await client.query(
          `insert into readings.due (level, at, touched_at) select 0, unnest($1::bigint[]), $2
           on conflict (level, at) do update set touched_at = excluded.touched_at`,
          [spans, now],
        );
      }
      for (const [day, { span, series, ms, code, value }] of days) {
        await client.query(
          `insert into ${dayTable(day)} (key, value)
           select ${keyOf('s', 'n', 'm', 'c')}, v
           from unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::float8[]) as r(s, n, m, c, v)
           order by 1 on conflict do nothing`,
          [span, series, ms, code, value],
        );
      }
    });
    for (const span of spans) this.#touched.set(span, now);
    await this.#keepMoved(readings);
    return { ok: true, refused };
  }

  #columns(readings: readonly Reading[]): { days: Map<number, Columns>; refused: number } {
    const days = new Map<number, Columns>();
    let refused = 0;
    for (const reading of readings) {
      const series = this.#names.series(reading);
      const day = dayOf(reading.at);
      if (series === undefined || series.id > maxSeries || day < 0) {
        refused += 1;
        continue;
      }
      let columns = days.get(day);
      if (columns === undefined) {
        columns = { span: [], series: [], ms: [], code: [], value: [] };
        days.set(day, columns);
      }
      const span = spanOf(reading.at);
      columns.span.push(span);
      columns.series.push(series.id);
      columns.ms.push(reading.at - day * dayMs - span * spanMs);
      columns.code.push(stateCodes[reading.state] | (this.#names.word(reading.text) << 2));
      columns.value.push(reading.value);
    }
    return { days, refused };
  }

  /** Five-minute spans that must be marked due (again) with this write. */
  #freshSpans(readings: readonly Reading[], now: number): number[] {
    const spans = new Set<number>();
    for (const { at } of readings) spans.add(Math.floor(at / spanMs) * spanMs);
    for (const [span, touched] of this.#touched)
      if (now - touched > 2 * touchEveryMs) this.#touched.delete(span);
    return [...spans]
      .filter((span) => now - (this.#touched.get(span) ?? 0) > touchEveryMs)
      .sort((a, b) => a - b);
  }

  async #keepMoved(readings: readonly Reading[]): Promise<void> {
    const moved = this.#names.moved(readings);
    if (moved.size === 0) return;
    await this.#pool.query(
      `update readings.series set every_ms = m.every_ms, since_at = greatest(series.since_at, m.since_at)
       from unnest($1::int[], $2::bigint[], $3::bigint[]) as m(id, every_ms, since_at) where series.id = m.id`,
      [
        [...moved.keys()].map(({ id }) => id),
        [...moved.values()].map(({ everyMs }) => Math.round(everyMs)),
        [...moved.values()].map(({ since }) => Math.round(since)),
      ],
    );
    for (const [known, reading] of moved) {
      known.everyMs = reading.everyMs;
      known.sinceAt = Math.max(known.sinceAt, reading.since);
    }
  }

  async #day(day: number): Promise<void> {
    if (this.#days.has(day)) return;
    await createDay(this.#pool, day);
    this.#days.add(day);
  }
}
