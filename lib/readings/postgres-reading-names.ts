/** Numbers of series and of state words: looked up once, then remembered. */
import type { Pool } from 'pg';
import { maxSeries, maxWords } from './postgres-reading-key.ts';
import type { Reading, SeriesKey } from './reading.ts';
import { seriesId } from './reading.ts';

interface Known {
  readonly id: number;
  everyMs: number;
  sinceAt: number;
}

export class ReadingNames {
  readonly #pool: Pool;
  readonly #series = new Map<string, Known>();
  readonly #words = new Map<string, number>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  series(key: SeriesKey): Known | undefined {
    return this.#series.get(seriesId(key));
  }

  word(text: string | null): number {
    return text === null ? 0 : (this.#words.get(text) ?? 0);
  }

  /** A store restored from elsewhere has other numbers. */
  forget(): void {
    this.#series.clear();
    this.#words.clear();
  }

  /** Gives a number to every series and word of these readings that has none; beyond the limits, some stay without. */
  async learn(keys: readonly SeriesKey[], texts: Iterable<string>): Promise<void> {
    const fresh = new Map<string, SeriesKey>();
    for (const key of keys) {
      const id = seriesId(key);
      if (!this.#series.has(id)) fresh.set(id, key);
    }
    if (fresh.size > 0 && this.#series.size < maxSeries) await this.#learnSeries([...fresh.values()]);
    const words = new Set<string>();
    for (const text of texts) if (!this.#words.has(text)) words.add(text);
    if (words.size > 0) await this.#learnWords([...words]);
  }

  async #learnSeries(keys: readonly SeriesKey[]): Promise<void> {
    const columns = [
      keys.map((key) => key.site),
      keys.map((key) => key.device),
      keys.map((key) => key.metric),
      keys.map((key) => key.instance),
    ];
    const named =
      'unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k(site, device, metric, instance)';
    await this.#pool.query(
      `insert into readings.series (site, device, metric, instance) select * from ${named} on conflict do nothing`,
      columns,
    );
    const { rows } = await this.#pool.query<SeriesKey & { id: number; every_ms: number; since_at: number }>(
      `select id, site, device, metric, instance, every_ms::float8 as every_ms, since_at::float8 as since_at
       from readings.series join ${named} using (site, device, metric, instance)`,
      columns,
    );
    for (const row of rows) {
      this.#series.set(seriesId(row), { id: row.id, everyMs: row.every_ms, sinceAt: row.since_at });
    }
  }

  async #learnWords(words: readonly string[]): Promise<void> {
    const { rows } = await this.#pool.query<{ id: number; word: string }>(
      `with fresh as (
         insert into readings.words (id, word)
         select (select coalesce(max(id), 0) from readings.words) + row_number() over (), word
         from unnest($1::text[]) as w(word)
         where (select count(*) from readings.words) + cardinality($1) <= ${maxWords}
           and word not in (select word from readings.words)
         on conflict do nothing returning id, word)
       select id, word from fresh union select id, word from readings.words where word = any($1)`,
      [words],
    );
    for (const { id, word } of rows) this.#words.set(word, id);
  }

  /** Series whose period or "since" moved, to be kept beside them. */
  moved(readings: readonly Reading[]): Map<Known, Reading> {
    const moved = new Map<Known, Reading>();
    for (const reading of readings) {
      const known = this.series(reading);
      if (known === undefined) continue;
      if (reading.since > known.sinceAt || reading.everyMs !== known.everyMs) moved.set(known, reading);
    }
    return moved;
  }
}
