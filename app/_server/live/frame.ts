/** What happened in one flush of the live stream, and how it is written as server-sent events. Pure. */
import { type LiveEventName, type LiveEvents, maxBatch } from '../../../components/live/events.ts';
import type { IncidentPicture } from '../../../lib/readings/incident-picture.ts';
import type { LedgerEntry } from '../../../lib/readings/ledger.ts';
import { type Reading, type SeriesLabel, seriesId } from '../../../lib/readings/reading.ts';
import { drillWithin } from '../../../lib/readings/sight.ts';
import { type LiveFilter, wantsCollectors, wantsDevice, wantsSeries } from './filter.ts';

/** Events that carry one thing rather than a list. */
export type SingleEvent = {
  [K in 'roles' | 'collectors' | 'book' | 'drill']: { readonly name: K; readonly data: LiveEvents[K] };
}['roles' | 'collectors' | 'book' | 'drill'];

export interface Frame {
  readonly sequence: number;
  readonly readings: readonly Reading[];
  readonly ledger: readonly LedgerEntry[];
  readonly labels: readonly SeriesLabel[];
  readonly incidents: readonly IncidentPicture[];
  readonly singles: readonly SingleEvent[];
}
export const frameSize = (frame: Frame): number =>
  frame.readings.length +
  frame.ledger.length +
  frame.labels.length +
  frame.incidents.length +
  frame.singles.length;

/** Gathers between two flushes; of a series only its last reading is kept (the stores hold the others). */
export class FrameMaker {
  #readings = new Map<string, Reading>();
  #ledger = new Map<string, LedgerEntry>();
  #labels = new Map<string, SeriesLabel>();
  #incidents = new Map<string, IncidentPicture>();
  #singles = new Map<string, SingleEvent>();

  readings(batch: readonly Reading[]): void {
    for (const reading of batch) this.#readings.set(seriesId(reading), reading);
  }
  ledger(batch: readonly LedgerEntry[]): void {
    for (const entry of batch) this.#ledger.set(`${entry.site}/${entry.device}/${entry.check}`, entry);
  }
  labels(batch: readonly SeriesLabel[]): void {
    for (const label of batch) this.#labels.set(seriesId(label), label);
  }
  incident(one: IncidentPicture): void {
    this.#incidents.set(one.id, one);
  }
  single(level: string, event: SingleEvent): void {
    this.#singles.set(`${event.name}/${level}`, event);
  }

  /** Null when nothing happened. */
  take(sequence: number): Frame | null {
    const frame: Frame = {
      sequence,
      readings: [...this.#readings.values()],
      ledger: [...this.#ledger.values()],
      labels: [...this.#labels.values()],
      incidents: [...this.#incidents.values()],
      singles: [...this.#singles.values()],
    };
    if (frameSize(frame) === 0) return null;
    this.#readings = new Map();
    this.#ledger = new Map();
    this.#labels = new Map();
    this.#incidents = new Map();
    this.#singles = new Map();
    return frame;
  }
}

const line = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n`;

/** `id` goes on the last event only: whoever is cut in the middle of a frame is sent all of it again. */
function join(events: readonly string[], id: string): string {
  const last = events.at(-1);
  return last === undefined ? '' : `${[...events.slice(0, -1), `${last}id: ${id}\n`].join('\n')}\n`;
}

function lists<T>(name: LiveEventName, all: readonly T[]): string[] {
  const events: string[] = [];
  for (let at = 0; at < all.length; at += maxBatch) events.push(line(name, all.slice(at, at + maxBatch)));
  return events;
}

const seenSingle = (single: SingleEvent, { sight }: LiveFilter): unknown =>
  single.name === 'drill' && single.data !== null ? drillWithin(single.data, sight) : single.data;

export function writeFrame(frame: Frame, filter: LiveFilter, id: string): string {
  const readings = frame.readings.filter((reading) => wantsSeries(filter, reading));
  const ledger = frame.ledger.filter((entry) => wantsDevice(filter, entry));
  const labels = frame.labels.filter((label) => wantsSeries(filter, label));
  return join(
    [
      ...(filter.batch
        ? lists('readings', readings)
        : readings.map((reading) => line('reading', { ...reading, freshness: 'fresh' }))),
      ...lists('ledger', ledger),
      ...lists('labels', labels),
      ...frame.incidents.filter((one) => wantsDevice(filter, one)).map((one) => line('incident', one)),
      ...frame.singles
        .filter(({ name, data }) => name !== 'collectors' || wantsCollectors(filter, data.site))
        .map((single) => line(single.name, seenSingle(single, filter))),
    ],
    id,
  );
}

/** One event with its id. */
export const writeEvent = <K extends LiveEventName>(name: K, data: LiveEvents[K], id: string): string =>
  join([line(name, data)], id);
/** A list that may need several events. */
export const writeList = (name: LiveEventName, all: readonly unknown[], id: string): string =>
  join(lists(name, all), id);
