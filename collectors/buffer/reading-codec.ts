/**
 * Readings ↔ the payload of frames, about a dozen bytes each. Names are written once a segment and priority,
 * then numbered, so that every priority of a segment can be read, or dropped, without the others.
 */
import type { Reading, State } from '../../lib/readings/reading.ts';
import { ByteReader, ByteWriter } from './byte-writer.ts';

const states: readonly State[] = ['good', 'warning', 'critical', 'unknown'];
const stateCodes: Readonly<Record<State, number>> = { good: 0, warning: 1, critical: 2, unknown: 3 };

/** How the value is written. `hundredths` keeps 230.4 in three bytes; only used where it is exact. */
const valueForms = { none: 0, whole: 1, double: 2, hundredths: 3 } as const;
const flags = { text: 16, since: 32, every: 64 } as const;
const maxCompact = 2 ** 45;

interface Known {
  readonly index: number;
  since: number;
  everyMs: number;
}

function formOf(value: number | null): number {
  if (value === null) return valueForms.none;
  if (Math.abs(value) > maxCompact) return valueForms.double;
  if (Number.isInteger(value)) return valueForms.whole;
  return Math.round(value * 100) / 100 === value ? valueForms.hundredths : valueForms.double;
}

/** Writes the readings of one priority of one segment, in the order of their frames. */
export class ReadingEncoder {
  readonly #series = new Map<string, Known>();
  readonly #texts = new Map<string, number>();
  readonly #out = new ByteWriter();

  /** The bytes are valid until the next call. */
  encode(readings: readonly Reading[], baseAt: number): Buffer {
    this.#out.reset();
    for (const reading of readings) this.#one(reading, baseAt);
    return this.#out.bytes;
  }

  #one(reading: Reading, baseAt: number): void {
    const out = this.#out;
    const known = this.#reference(reading);
    const form = formOf(reading.value);
    const sinceMoved = known.since !== reading.since;
    const everyMoved = known.everyMs !== reading.everyMs;
    out.byte(
      stateCodes[reading.state] |
        (form << 2) |
        (reading.text === null ? 0 : flags.text) |
        (sinceMoved ? flags.since : 0) |
        (everyMoved ? flags.every : 0),
    );
    out.signed(reading.at - baseAt);
    if (form === valueForms.whole) out.signed(reading.value ?? 0);
    else if (form === valueForms.hundredths) out.signed(Math.round((reading.value ?? 0) * 100));
    else if (form === valueForms.double) out.double(reading.value ?? 0);
    if (reading.text !== null) this.#text(reading.text);
    if (sinceMoved) out.signed(reading.at - reading.since);
    if (everyMoved) out.varint(reading.everyMs);
    known.since = reading.since;
    known.everyMs = reading.everyMs;
  }

  #reference(reading: Reading): Known {
    const id = `${reading.site}/${reading.device}/${reading.metric}/${reading.instance}`;
    const known = this.#series.get(id);
    if (known !== undefined) {
      this.#out.varint(known.index);
      return known;
    }
    const fresh: Known = { index: this.#series.size + 1, since: Number.NaN, everyMs: Number.NaN };
    this.#series.set(id, fresh);
    this.#out.varint(0);
    this.#out.text(reading.site);
    this.#out.text(reading.device);
    this.#out.text(reading.metric);
    this.#out.text(reading.instance);
    return fresh;
  }

  #text(text: string): void {
    const known = this.#texts.get(text);
    if (known !== undefined) {
      this.#out.varint(known);
      return;
    }
    this.#texts.set(text, this.#texts.size + 1);
    this.#out.varint(0);
    this.#out.text(text);
  }
}

interface Remembered {
  readonly site: string;
  readonly device: string;
  readonly metric: string;
  readonly instance: string;
  since: number;
  everyMs: number;
}

/** Reads the frames of one priority of one segment, from the first on. */
export class ReadingDecoder {
  readonly #series: Remembered[] = [];
  readonly #texts: string[] = [];

  /** Throws a RangeError on bytes that no encoder wrote. */
  decode(payload: Buffer, baseAt: number): Reading[] {
    const bytes = new ByteReader(payload);
    const readings: Reading[] = [];
    while (!bytes.done) readings.push(this.#one(bytes, baseAt));
    return readings;
  }

  #one(bytes: ByteReader, baseAt: number): Reading {
    const series = this.#reference(bytes);
    const flag = bytes.byte();
    const at = baseAt + bytes.signed();
    const value = this.#value(bytes, (flag >> 2) & 3);
    const text = flag & flags.text ? this.#text(bytes) : null;
    if (flag & flags.since) series.since = at - bytes.signed();
    if (flag & flags.every) series.everyMs = bytes.varint();
    const { site, device, metric, instance, since, everyMs } = series;
    return {
      site,
      device,
      metric,
      instance,
      value,
      text,
      state: states[flag & 3] ?? 'unknown',
      since,
      at,
      everyMs,
    };
  }

  #value(bytes: ByteReader, form: number): number | null {
    if (form === valueForms.none) return null;
    if (form === valueForms.whole) return bytes.signed();
    return form === valueForms.hundredths ? bytes.signed() / 100 : bytes.double();
  }

  #reference(bytes: ByteReader): Remembered {
    const index = bytes.varint();
    if (index === 0) {
      const series: Remembered = {
        site: bytes.text(),
        device: bytes.text(),
        metric: bytes.text(),
        instance: bytes.text(),
        since: 0,
        everyMs: 0,
      };
      this.#series.push(series);
      return series;
    }
    const series = this.#series[index - 1];
    if (series === undefined) throw new RangeError('a series was never named');
    return series;
  }

  #text(bytes: ByteReader): string {
    const index = bytes.varint();
    if (index === 0) {
      const text = bytes.text();
      this.#texts.push(text);
      return text;
    }
    const text = this.#texts[index - 1];
    if (text === undefined) throw new RangeError('a text was never written');
    return text;
  }
}
