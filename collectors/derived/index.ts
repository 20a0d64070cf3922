/** The derived collector: listens to what the others read and says what links and power make of it. */
import { join } from 'node:path';
import type { Inventory } from '../../lib/inventory/inventory.ts';
import { powerDevice } from '../../lib/readings/power-picture.ts';
import type { RawReading, SeriesLabel } from '../../lib/readings/reading.ts';
import type { Collector, CollectorContext, MakeCollector } from '../collector.ts';
import type { Remembered } from './file-memory.ts';
import { loadMemory, saveMemory } from './file-memory.ts';
import type { LinksOutput } from './site-links.ts';
import { SiteLinksTracker, stateEveryMs } from './site-links.ts';
import { noPowerMemory, SitePowerTracker } from './site-power.ts';

const labelsEveryMs = 600_000;
/** What is remembered is written at most this often, and at the stop. */
const saveEveryMs = 5_000;

interface SiteTrackers {
  readonly links: SiteLinksTracker;
  readonly power: SitePowerTracker;
}

export class DerivedCollector implements Collector {
  readonly name = 'derived';
  readonly #context: CollectorContext;
  readonly #file: string;
  readonly #remembered: Remembered;
  readonly #sites = new Map<string, SiteTrackers>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #untap: () => void;
  #labels: readonly SeriesLabel[] = [];
  #saved = '';

  constructor(context: CollectorContext, file: string, remembered: Remembered) {
    this.#context = context;
    this.#file = file;
    this.#remembered = remembered;
    this.#untap = context.sink.tap((batch) => this.take(batch));
    this.#timers.push(
      setInterval(() => this.tick(), stateEveryMs),
      setInterval(() => void this.#save(), saveEveryMs),
      setInterval(() => this.#context.sink.labels(this.#labels), labelsEveryMs),
    );
    for (const timer of this.#timers) timer.unref();
  }

  async apply(inventory: Inventory): Promise<void> {
    for (const id of this.#sites.keys())
      if (!inventory.sites.some((site) => site.id === id)) this.#sites.delete(id);
    for (const site of inventory.sites) {
      const trackers = this.#sites.get(site.id) ?? {
        links: new SiteLinksTracker(new Map(Object.entries(this.#remembered.links[site.id] ?? {}))),
        power: new SitePowerTracker(this.#remembered.power[site.id] ?? noPowerMemory),
      };
      trackers.links.apply(site);
      trackers.power.apply(site);
      this.#sites.set(site.id, trackers);
    }
    this.#labels = labelsOf(inventory);
    this.#context.sink.labels(this.#labels);
  }

  /** A batch on its way to the stores. What is said here comes by again, and concerns nobody. */
  take(batch: readonly RawReading[]): void {
    const now = this.#context.clock.now();
    const bySite = new Map<string, RawReading[]>();
    for (const raw of batch) {
      if (!this.#sites.has(raw.site)) continue;
      const list = bySite.get(raw.site);
      if (list) list.push(raw);
      else bySite.set(raw.site, [raw]);
    }
    for (const [id, list] of bySite) {
      const site = this.#sites.get(id);
      if (site === undefined) continue;
      this.#say(id, site.links.take(list, now));
      this.#put(site.power.take(list, now));
    }
  }

  tick(): void {
    const now = this.#context.clock.now();
    for (const [id, site] of this.#sites) {
      this.#say(id, site.links.tick(now));
      this.#put(site.power.tick(now));
    }
  }

  #say(site: string, output: LinksOutput): void {
    for (const one of output.hasten)
      this.#context.polling.hasten(site, one.device, one.interface, one.everyMs);
    this.#put(output.readings);
  }

  #put(readings: readonly RawReading[]): void {
    // A full queue is counted by ingest; the next ones say the same again.
    if (readings.length > 0) void this.#context.sink.readings(readings);
  }

  async #save(): Promise<void> {
    const memory: Remembered = {
      links: Object.fromEntries(
        [...this.#sites].map(([id, site]) => [id, Object.fromEntries(site.links.memories)]),
      ),
      power: Object.fromEntries([...this.#sites].map(([id, site]) => [id, site.power.memory])),
    };
    const text = JSON.stringify(memory);
    if (text === this.#saved) return;
    if (await saveMemory(this.#file, memory)) this.#saved = text;
    else
      this.#context.log.warn({ file: this.#file }, 'what links and power must remember could not be written');
  }

  async stop(): Promise<void> {
    this.#untap();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#save();
  }
}

/** Labels of what is derived: the provider's name and where the figures come from. */
function labelsOf(inventory: Inventory): SeriesLabel[] {
  return inventory.sites.flatMap((site) => [
    ...site.links.flatMap((link) =>
      ['link.use_ratio', 'link.state', 'link.overflow_state'].map((metric) => ({
        site: site.id,
        device: link.device,
        metric,
        instance: link.id,
        description: link.provider?.name ?? link.interface,
        source: `${link.device} ${link.interface}`,
      })),
    ),
    ...(site.power === null
      ? []
      : ['power.source', 'power.load_watts', 'power.fuel_litres', 'power.fuel_runway_seconds'].map(
          (metric) => ({
            site: site.id,
            device: (site.power && powerDevice(site.power)) ?? '',
            metric,
            instance: '',
            description: '',
            source: [site.power?.mains, ...(site.power?.ups ?? []), site.power?.generator]
              .filter(Boolean)
              .join(' '),
          }),
        )),
  ]);
}

export const makeDerivedCollector: MakeCollector = async (context) => {
  const file = join(context.memoryDir, 'overflow.json');
  return new DerivedCollector(context, file, await loadMemory(file));
};
