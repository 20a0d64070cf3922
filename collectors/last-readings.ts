/**
 * The last reading of each series, so that "since" survives a restart: saved now and then, and read again at start.
 * What changed between the last save and a kill is told again by the device's next reading, with a later "since".
 */
import type { Reading, SeriesKey } from '../lib/readings/reading.ts';
import { seriesId } from '../lib/readings/reading.ts';

/** Far above what five sites have; an endless invention of series must end somewhere. */
export const maxSeries = 200_000;

export class LastReadings {
  readonly #last = new Map<string, Reading>();
  /** Something but a plain value moved since the last save. */
  changed = false;

  constructor(readings: Iterable<Reading> = []) {
    for (const reading of readings) this.set(reading);
    this.changed = false;
  }

  get(key: SeriesKey): Reading | undefined {
    return this.#last.get(seriesId(key));
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
