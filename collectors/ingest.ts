/**
 * Ingest: raw readings → admitted → judged → fsynced in the buffer, a few hundredths of a second together → live
 * bus and reading store. Nothing here throws or blocks; whatever does not get through is counted by cause.
 */
import type { Logger } from 'pino';
import type { LiveBus } from '../lib/live/messages.ts';
import type { NormalBand } from '../lib/readings/catalogue/metric.ts';
import { judge } from '../lib/readings/judge.ts';
import type { RawReading, Reading } from '../lib/readings/reading.ts';
import type { Clock } from '../lib/time/clock.ts';
import { refusalOf } from './admit.ts';
import type { Announcer } from './announcer.ts';
import type { CommitOutcome } from './buffer/file-segment-writer.ts';
import type { Sink } from './collector.ts';
import type { Deliver } from './deliver.ts';
import type { Drops } from './drops.ts';
import type { LastReadings } from './last-readings.ts';

export interface IngestLimits {
  /** Readings that wait for their commit; beyond, new ones are refused. */
  readonly maxQueue: number;
  /** How long readings wait for company before they are fsynced together. */
  readonly commitMs: number;
  /** Readings in one live message. */
  readonly maxMessage: number;
}
const defaultLimits: IngestLimits = { maxQueue: 20_000, commitMs: 50, maxMessage: 500 };

export interface IngestPorts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly buffer: { commit(readings: readonly Reading[]): Promise<CommitOutcome> };
  readonly bus: Pick<LiveBus, 'publish'>;
  readonly deliver: Pick<Deliver, 'offer'>;
  readonly announcer: Announcer;
  readonly drops: Drops;
  readonly last: LastReadings;
  readonly bandOf: (raw: RawReading) => NormalBand | undefined;
  readonly limits?: Partial<IngestLimits>;
}

interface Waiting {
  readonly readings: readonly Reading[];
  readonly settle: (kept: boolean) => void;
}

export interface BufferHealth {
  readonly ok: boolean;
  readonly reason: string | null;
}

export class Ingest implements Sink {
  readonly #ports: IngestPorts;
  readonly #limits: IngestLimits;
  readonly #taps = new Set<(batch: readonly RawReading[]) => void>();
  #waiting: Waiting[] = [];
  #queued = 0;
  #committing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #health: BufferHealth = { ok: true, reason: null };

  constructor(ports: IngestPorts) {
    this.#ports = ports;
    this.#limits = { ...defaultLimits, ...ports.limits };
  }

  /** Readings that wait for their commit. */
  get queue(): number {
    return this.#queued;
  }

  get buffer(): BufferHealth {
    return this.#health;
  }

  readings(batch: readonly RawReading[]): Promise<boolean> {
    const admitted = this.#admit(batch);
    if (admitted.length === 0) return Promise.resolve(batch.length === 0);
    for (const tap of this.#taps) this.#tapped(tap, admitted);
    if (this.#queued + admitted.length > this.#limits.maxQueue) {
      for (const raw of admitted) this.#ports.drops.add('queue-full', raw.site, raw.device);
      return Promise.resolve(false);
    }
    const readings = admitted.map((given) => {
      const raw = this.#ports.last.apart(given);
      const reading = judge(raw, this.#ports.last.get(raw), this.#ports.bandOf(raw));
      this.#ports.last.set(reading);
      return reading;
    });
    this.#queued += readings.length;
    return new Promise((resolve) => {
      this.#waiting.push({ readings, settle: (kept) => resolve(kept && admitted.length === batch.length) });
      this.#schedule();
    });
  }

  ledger: Sink['ledger'] = (entry) => this.#ports.announcer.ledger(entry);
  labels: Sink['labels'] = (batch) => this.#ports.announcer.labels(batch);
  drop: Sink['drop'] = (cause, site, device, count) => this.#ports.drops.add(cause, site, device, count);

  tap(listener: (batch: readonly RawReading[]) => void): () => void {
    this.#taps.add(listener);
    return () => this.#taps.delete(listener);
  }

  /** Commits what waits. */
  async close(): Promise<void> {
    while (this.#queued > 0) await this.#flush();
  }

  #admit(batch: readonly RawReading[]): readonly RawReading[] {
    const now = this.#ports.clock.now();
    let refused = false;
    const keep = (raw: RawReading): boolean => {
      const refusal = refusalOf(raw, now);
      if (refusal === null) return true;
      refused = true;
      this.#ports.drops.add(refusal, raw.site, raw.device);
      return false;
    };
    const kept = batch.filter(keep);
    return refused ? kept : batch;
  }

  /** One derived reading's bug must not cost the reading it is derived from. */
  #tapped(tap: (batch: readonly RawReading[]) => void, batch: readonly RawReading[]): void {
    try {
      tap(batch);
    } catch (error) {
      this.#ports.log.error({ err: error }, 'a listener of raw readings failed');
    }
  }

  #schedule(): void {
    if (this.#timer !== null || this.#committing !== null) return;
    this.#timer = setTimeout(() => void this.#flush(), this.#limits.commitMs);
  }

  #flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#committing ??= this.#commit().finally(() => {
      this.#committing = null;
      if (this.#queued > 0) this.#schedule();
    });
    return this.#committing;
  }

  async #commit(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const readings = waiting.flatMap((one) => one.readings);
    const outcome = await this.#ports.buffer.commit(readings);
    this.#queued -= readings.length;
    this.#publish(readings);
    if (outcome.ok) {
      this.#ports.deliver.offer({ from: outcome.firstSeq, to: outcome.endSeq, readings });
      if (!this.#health.ok) this.#ports.log.info('the buffer takes readings again');
      this.#health = { ok: true, reason: null };
    } else {
      // Said and shown all the same, and stored if the store can take it now; only the promise is not given.
      this.#ports.deliver.offer({ from: 0, to: 0, readings });
      for (const reading of readings) this.#ports.drops.add('not-buffered', reading.site, reading.device);
      if (this.#health.ok) this.#ports.log.error({ reason: outcome.reason }, 'the buffer takes no readings');
      this.#health = { ok: false, reason: outcome.reason };
    }
    for (const one of waiting) one.settle(outcome.ok);
  }

  #publish(readings: readonly Reading[]): void {
    const bySite = new Map<string, Reading[]>();
    for (const reading of readings) {
      const some = bySite.get(reading.site);
      if (some === undefined) bySite.set(reading.site, [reading]);
      else some.push(reading);
    }
    for (const [site, some] of bySite) {
      for (let from = 0; from < some.length; from += this.#limits.maxMessage) {
        this.#ports.bus.publish(
          'vigie/v1/readings/{}',
          some.slice(from, from + this.#limits.maxMessage),
          site,
        );
      }
    }
  }
}
