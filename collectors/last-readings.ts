/**
 * The last reading of each series, so that "since" survives a restart: saved now and then, and read again at start.
 * What changed between the last save and a kill is told again by the device's next reading, with a later "since".
 */
import type { RawReading, Reading, SeriesKey } from '../lib/readings/reading.ts';
import { seriesId } from '../lib/readings/reading.ts';

/** Far above what five sites have; an endless invention of series must end somewhere. */
export const maxSeries = 200_000;

export class LastReadings {
  readonly #last = new Map<string, Reading>();
  /** Instants as collectors gave them, where `apart` has moved them. */
  readonly #given = new Map<string, number>();
  /** Something but a plain value moved since the last save. */
  changed = false;

  constructor(readings: Iterable<Reading> = []) {
    for (const reading of readings) this.set(reading);
    this.changed = false;
  }

  get(key: SeriesKey): Reading | undefined {
    return this.#last.get(seriesId(key));
  }

  /**
   * Stores keep one reading a series and instant. When a broker hands over what it kept during an outage, several
   * arrive in one millisecond: each is put one millisecond after the other, so that none takes another's place.
   */
  apart(raw: RawReading): RawReading {
    const id = seriesId(raw);
    const known = this.#last.get(id);
    if (known === undefined) return raw;
    // Between what was given last and what it was moved to: this reading came after that one.
    const moved = raw.at >= (this.#given.get(id) ?? known.at) && raw.at <= known.at;
    const repeated = raw.at === known.at && known.value === raw.value && known.text === raw.text;
    if (!moved || repeated) {
      if (raw.at > known.at) this.#given.delete(id);
      return raw;
    }
    this.#given.set(id, raw.at);
    return { ...raw, at: known.at + 1 };
  }

  /** An older reading than the one known (replayed by a device) does not replace it. */
  set(reading: Reading): void {
    const id = seriesId(reading);
    const known = this.#last.get(id);
    if (known === undefined && this.#last.size >= maxSeries) return;
    if (known !== undefined && known.at > reading.at) return;
    if (known?.since !== reading.since) this.changed = true;
    this.#last.set(id, reading);
  }

  get size(): number {
    return this.#last.size;
  }

  *[Symbol.iterator](): IterableIterator<Reading> {
    yield* this.#last.values();
  }
}
