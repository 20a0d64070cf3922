/** Buffer, ingest, delivery and announcements put together: everything between collectors and the outside. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Inventory } from '../lib/inventory/inventory.ts';
import type { LiveBus } from '../lib/live/messages.ts';
import type { ReadingStore } from '../lib/readings/reading-store.ts';
import type { CollectorStatus } from '../lib/readings/status.ts';
import type { Clock } from '../lib/time/clock.ts';
import { Announcer } from './announcer.ts';
import { type BufferLimits, FileBuffer } from './buffer/file-buffer.ts';
import { Deliver } from './deliver.ts';
import { Drops } from './drops.ts';
import { loadLastReadings, saveLastReadings } from './file-last-readings.ts';
import { Ingest } from './ingest.ts';
import { priorityOf } from './priority.ts';
import type { Counters } from './self/self-measures.ts';

export interface PipelinePorts {
  readonly dir: string;
  readonly store: ReadingStore;
  readonly bus: Pick<LiveBus, 'publish'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits?: Partial<BufferLimits>;
}

const everySecondMs = 1_000;
const saveEveryMs = 5_000;
const maintainEveryMs = 60_000;

export class Pipeline {
  readonly ingest: Ingest;
  readonly #ports: PipelinePorts;
  readonly #buffer: FileBuffer;
  readonly #deliver: Deliver;
  readonly #announcer: Announcer;
  readonly #drops: Drops;
  readonly #last: Awaited<ReturnType<typeof loadLastReadings>>;
  readonly #timers: NodeJS.Timeout[] = [];
  #bands = new Map<string, Inventory['sites'][number]['devices'][number]['bands']>();
  #maintaining = false;

  private constructor(
    ports: PipelinePorts,
    buffer: FileBuffer,
    drops: Drops,
    last: Awaited<ReturnType<typeof loadLastReadings>>,
  ) {
    const { bus, clock, log, store } = ports;
    this.#ports = ports;
    this.#buffer = buffer;
    this.#drops = drops;
    this.#last = last;
    const onDrop = (cause: string, count: number) => drops.add(cause, '', '', count);
    this.#deliver = new Deliver({ buffer, store, log, onDrop });
    this.#announcer = new Announcer({ bus, clock, store, onDrop: (...what) => drops.add(...what) });
    this.ingest = new Ingest({
      clock,
      log,
      buffer,
      bus,
      deliver: this.#deliver,
      announcer: this.#announcer,
      drops,
      last,
      bandOf: (raw) => this.#bands.get(`${raw.site}/${raw.device}`)?.[raw.metric],
    });
  }

  static async open(ports: PipelinePorts): Promise<Pipeline> {
    await mkdir(ports.dir, { recursive: true, mode: 0o700 });
    const drops = new Drops(ports.log);
    const buffer = await FileBuffer.open({
      dir: join(ports.dir, 'buffer'),
      limits: ports.limits ?? {},
      priorityOf,
      onDrop: (cause, count) => drops.add(cause, '', '', count),
    });
    const last = await loadLastReadings(join(ports.dir, 'last-readings'));
    const pipeline = new Pipeline(ports, buffer, drops, last);
    pipeline.#start();
    return pipeline;
  }

  /** Bands of the operator, and which devices there still are. */
  apply(inventory: Inventory): void {
    const devices = inventory.sites.flatMap((site) => site.devices);
    this.#bands = new Map(devices.map((device) => [`${device.site}/${device.id}`, device.bands]));
    this.#announcer.keepOnly((site, device) => site === 'vigie' || this.#bands.has(`${site}/${device}`));
  }

  get counters(): Counters {
    return {
      at: this.#ports.clock.now(),
      backlog: this.#buffer.waiting,
      acknowledged: this.#buffer.acknowledged,
      oldestAt: this.#deliver.oldestAt,
      checks: this.#announcer.checks,
    };
  }

  status(site: string): CollectorStatus {
    const { acknowledged, waiting, bytes } = this.#buffer;
    return {
      site,
      at: this.#ports.clock.now(),
      backlog: { readings: waiting, oldestAt: this.#deliver.oldestAt, bytes },
      acknowledged,
      stored: acknowledged - waiting,
      store: { kind: this.#ports.store.kind, ...this.#deliver.store },
      buffer: this.ingest.buffer,
      drops: this.#drops.list,
      queue: this.ingest.queue,
    };
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.ingest.close();
    await this.#deliver.stop();
    await this.#buffer.close();
    this.#last.changed = true;
    await this.#save();
  }

  #start(): void {
    this.#deliver.start();
    this.#timers.push(
      setInterval(() => {
        this.#announcer.announce();
        this.#tryOut(this.#buffer.upkeep(), 'upkeep of the buffer failed');
      }, everySecondMs),
      setInterval(() => void this.#save(), saveEveryMs),
      setInterval(() => this.#maintain(), maintainEveryMs),
    );
  }

  #save(): Promise<void> {
    return saveLastReadings(join(this.#ports.dir, 'last-readings'), this.#last, this.#ports.clock.now());
  }

  #maintain(): void {
    if (this.#maintaining || !this.#deliver.store.ok) return;
    this.#maintaining = true;
    const work = this.#announcer
      .saveLabels()
      .then(() => this.#ports.store.maintain(this.#ports.clock.now()))
      .finally(() => {
        this.#maintaining = false;
      });
    this.#tryOut(work, 'upkeep of the reading store failed');
  }

  /** Upkeep that fails is tried again at its next turn. */
  #tryOut(work: Promise<void>, sentence: string): void {
    work.catch((error: unknown) => this.#ports.log.warn({ err: error }, sentence));
  }
}
