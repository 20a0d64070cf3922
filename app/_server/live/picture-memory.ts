/**
 * What the web role knows now, in memory: latest reading of each series, ledger, labels, states of Vigie itself.
 * Fed by the store's snapshot and by the live bus; bounded. No I/O, no clock.
 */
import type { LiveSnapshot, RecentSeries } from '../../../components/live/events.ts';
import type { Inventory } from '../../../lib/inventory/inventory.ts';
import type { WallBeat } from '../../../lib/live/messages.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { IncidentMemory } from '../../../lib/readings/incident-memory.ts';
import type { LedgerEntry } from '../../../lib/readings/ledger.ts';
import { ledgerId, type Picture, type SitePicture, sitePictures } from '../../../lib/readings/picture.ts';
import { type Reading, type SeriesKey, type SeriesLabel, seriesId } from '../../../lib/readings/reading.ts';
import { drillWithin, sitesWithin } from '../../../lib/readings/sight.ts';
import type {
  BookStatus,
  CollectorStatus,
  DrillPhone,
  DrillStatus,
  RoleStatus,
} from '../../../lib/readings/status.ts';
import type { Instant } from '../../../lib/time/clock.ts';
import { bothBooks } from './book-status.ts';
import { type LiveFilter, wantsCollectors, wantsDevice, wantsSeries } from './filter.ts';
import { RecentRings } from './recent.ts';

/** Series, ledger lines and labels kept; what is beyond is refused and counted. */
export const maxSeries = 100_000;
/** The site under which a collectors process publishes what it measures of itself. */
export const selfSite = 'vigie';
export const maxWalls = 200;
/** A wall that has not been heard of for this long is forgotten. */
export const wallForgottenMs = 86_400_000;

export class PictureMemory {
  readonly recent = new RecentRings();
  readonly incidents = new IncidentMemory();
  readonly #readings = new Map<string, Reading>();
  readonly #ledger = new Map<string, LedgerEntry>();
  readonly #labels = new Map<string, SeriesLabel>();
  readonly #roles = new Map<string, RoleStatus>();
  readonly #collectors = new Map<string, CollectorStatus>();
  readonly #walls = new Map<string, WallBeat>();
  #inventory: Inventory | null = null;
  #sites: readonly SitePicture[] = [];
  #known = new Set<string>();
  /** Of the drill; no screen but its own asks for it. */
  drillPhone: DrillPhone | null = null;
  #siteBook: BookStatus | null = null;
  #wholeBook: BookStatus | null = null;
  #drill: DrillStatus | null = null;
  #refused = 0;

  /** Readings of what the book no longer names are forgotten at once. */
  book(inventory: Inventory, now: Instant): void {
    this.#inventory = inventory;
    this.#sites = sitePictures(inventory);
    this.#known = new Set(
      inventory.sites.flatMap((site) => site.devices.map((device) => `${site.id}/${device.id}`)),
    );
    const keep = (of: { site: string; device: string }) =>
      of.site === selfSite || this.#known.has(`${of.site}/${of.device}`);
    for (const map of [this.#readings, this.#ledger, this.#labels] as Map<string, SeriesKey>[])
      for (const [id, one] of map) if (!keep(one)) map.delete(id);
    this.recent.forget(keep, now);
  }

  /** Returns what is news: newer than what is known, of a device of the book. */
  readings(batch: readonly Reading[]): readonly Reading[] {
    return batch.filter((reading) => {
      const id = seriesId(reading);
      const known = this.#readings.get(id);
      if (known ? known.at > reading.at : !this.#room(this.#readings, reading)) return false;
      this.#readings.set(id, reading);
      this.recent.add(reading);
      return true;
    });
  }

  ledger(batch: readonly LedgerEntry[]): readonly LedgerEntry[] {
    return batch.filter((entry) => {
      const id = ledgerId(entry);
      if (!this.#ledger.has(id) && !this.#room(this.#ledger, entry)) return false;
      this.#ledger.set(id, entry);
      return true;
    });
  }

  labels(batch: readonly SeriesLabel[]): readonly SeriesLabel[] {
    return batch.filter((label) => {
      const id = seriesId(label);
      const known = this.#labels.get(id);
      if (known && known.description === label.description && known.source === label.source) return false;
      if (!known && !this.#room(this.#labels, label)) return false;
      this.#labels.set(id, label);
      return true;
    });
  }

  role(status: RoleStatus): void {
    this.#roles.set(status.role, status);
  }
  collector(status: CollectorStatus): void {
    this.#collectors.set(status.site, status);
  }
  bookStatus(of: 'sites' | 'whole', status: BookStatus): BookStatus | null {
    if (of === 'sites') this.#siteBook = status;
    else this.#wholeBook = status;
    return bothBooks(this.#siteBook, this.#wholeBook);
  }
  phone(said: DrillPhone): void {
    this.drillPhone = said;
  }
  drill(status: DrillStatus): void {
    this.#drill = status;
  }
  wall(beat: WallBeat): void {
    for (const [id, wall] of this.#walls) if (wall.at < beat.at - wallForgottenMs) this.#walls.delete(id);
    const id = `${beat.wall}/${beat.screen}`;
    if (this.#walls.has(id) || this.#walls.size < maxWalls) this.#walls.set(id, beat);
  }

  picture(now: Instant): Picture {
    return {
      now,
      organisation: this.#inventory?.organisation ?? '',
      sites: this.#sites,
      readings: this.#readings,
      ledger: this.#ledger,
      labels: this.#labels,
      roles: [...this.#roles.values()],
      collectors: [...this.#collectors.values()],
      book: bothBooks(this.#siteBook, this.#wholeBook),
      drill: this.#drill,
      incidents: this.incidents.all,
    };
  }

  snapshot(filter: LiveFilter, build: string, now: Instant): LiveSnapshot {
    return {
      now,
      build,
      organisation: this.#inventory?.organisation ?? '',
      locale: this.locale(),
      // All that may be seen, whatever the filter: the rail of every screen names each site.
      sites: sitesWithin(this.#sites, filter.sight),
      readings: [...this.#readings.values()].filter((reading) => wantsSeries(filter, reading)),
      ledger: [...this.#ledger.values()].filter((entry) => wantsDevice(filter, entry)),
      labels: [...this.#labels.values()].filter((label) => wantsSeries(filter, label)),
      roles: [...this.#roles.values()],
      collectors: [...this.#collectors.values()].filter((one) => wantsCollectors(filter, one.site)),
      book: bothBooks(this.#siteBook, this.#wholeBook),
      drill: this.#drill && drillWithin(this.#drill, filter.sight),
      incidents: [...this.incidents.all.values()].filter((one) => wantsDevice(filter, one)),
    };
  }

  recentOf(filter: LiveFilter, now: Instant): readonly RecentSeries[] {
    return this.recent.read((key) => wantsDevice(filter, key) && filter.recent.includes(key.metric), now);
  }

  /** With its secrets: for the doors that check them, never for a screen. */
  get inventory(): Inventory | null {
    return this.#inventory;
  }
  get walls(): readonly WallBeat[] {
    return [...this.#walls.values()];
  }
  get refused(): number {
    return this.#refused;
  }
  locale(): Locale {
    return this.#inventory?.locale ?? 'fr';
  }

  #room(map: ReadonlyMap<string, unknown>, of: { site: string; device: string }): boolean {
    // What Vigie measures of itself has no device in any site book.
    if (map.size < maxSeries && (of.site === selfSite || this.#known.has(`${of.site}/${of.device}`)))
      return true;
    this.#refused += 1;
    return false;
  }
}
