/**
 * Says on the live bus, once a second, what has moved in the poll ledger and in the labels; and now and then all of
 * it, for those who came late (the bus keeps nothing).
 */
import type { LiveBus } from '../lib/live/messages.ts';
import type { LedgerEntry } from '../lib/readings/ledger.ts';
import { type SeriesLabel, seriesId } from '../lib/readings/reading.ts';
import type { ReadingStore } from '../lib/readings/reading-store.ts';
import type { Clock } from '../lib/time/clock.ts';
import { maxSeries } from './last-readings.ts';

const maxChecks = 50_000;
const maxMessage = 500;
export const wholeLedgerEveryMs = 15_000;
export const allLabelsEveryMs = 600_000;

export interface AnnouncerPorts {
  readonly bus: Pick<LiveBus, 'publish'>;
  readonly clock: Clock;
  readonly store: Pick<ReadingStore, 'saveLabels'>;
  readonly onDrop: (cause: string, site: string, device: string) => void;
}

export class Announcer {
  readonly #ports: AnnouncerPorts;
  readonly #ledger = new Map<string, LedgerEntry>();
  readonly #labels = new Map<string, SeriesLabel>();
  #movedChecks = new Set<string>();
  #movedLabels = new Set<string>();
  #unsavedLabels = new Set<string>();
  #wholeLedgerAt = Number.NEGATIVE_INFINITY;
  #allLabelsAt = Number.NEGATIVE_INFINITY;

  constructor(ports: AnnouncerPorts) {
    this.#ports = ports;
  }

  ledger(entry: LedgerEntry): void {
    const id = `${entry.site}/${entry.device}/${entry.check}`;
    if (!this.#ledger.has(id) && this.#ledger.size >= maxChecks) {
      this.#ports.onDrop('too-many-checks', entry.site, entry.device);
      return;
    }
    this.#ledger.set(id, entry);
    this.#movedChecks.add(id);
  }

  labels(batch: readonly SeriesLabel[]): void {
    for (const label of batch) {
      const id = seriesId(label);
      const known = this.#labels.get(id);
      if (known?.description === label.description && known.source === label.source) continue;
      if (known === undefined && this.#labels.size >= maxSeries) {
        this.#ports.onDrop('too-many-series', label.site, label.device);
        continue;
      }
      this.#labels.set(id, label);
      this.#movedLabels.add(id);
      this.#unsavedLabels.add(id);
    }
  }

  /** The devices of an old book are forgotten. */
  keepOnly(isKnown: (site: string, device: string) => boolean): void {
    for (const [id, entry] of this.#ledger) if (!isKnown(entry.site, entry.device)) this.#ledger.delete(id);
    for (const [id, label] of this.#labels) if (!isKnown(label.site, label.device)) this.#labels.delete(id);
  }

  get checks(): Iterable<LedgerEntry> {
    return this.#ledger.values();
  }

  /** Once a second. */
  announce(): void {
    const now = this.#ports.clock.monotonic();
    if (now - this.#wholeLedgerAt >= wholeLedgerEveryMs) {
      this.#wholeLedgerAt = now;
      this.#movedChecks = new Set(this.#ledger.keys());
    }
    if (now - this.#allLabelsAt >= allLabelsEveryMs) {
      this.#allLabelsAt = now;
      this.#movedLabels = new Set(this.#labels.keys());
    }
    for (const [site, entries] of bySite(this.#ledger, this.#movedChecks)) {
      this.#ports.bus.publish('vigie/v1/ledger/{}', entries, site);
    }
    for (const [site, labels] of bySite(this.#labels, this.#movedLabels)) {
      this.#ports.bus.publish('vigie/v1/labels/{}', labels, site);
    }
    this.#movedChecks.clear();
    this.#movedLabels.clear();
  }

  /** Labels outlive this process in the store. Rejects when the store is away; the same ones are tried again. */
  async saveLabels(): Promise<void> {
    const ids = [...this.#unsavedLabels];
    if (ids.length === 0) return;
    await this.#ports.store.saveLabels(ids.flatMap((id) => this.#labels.get(id) ?? []));
    for (const id of ids) this.#unsavedLabels.delete(id);
  }
}

function* bySite<T extends { readonly site: string }>(
  all: ReadonlyMap<string, T>,
  ids: ReadonlySet<string>,
): Generator<[string, T[]]> {
  const sites = new Map<string, T[]>();
  for (const id of ids) {
    const one = all.get(id);
    if (one === undefined) continue;
    const some = sites.get(one.site);
    if (some === undefined) sites.set(one.site, [one]);
    else some.push(one);
  }
  for (const [site, some] of sites) {
    for (let from = 0; from < some.length; from += maxMessage)
      yield [site, some.slice(from, from + maxMessage)];
  }
}
