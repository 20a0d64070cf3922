/**
 * The contract of a collector: it is given the devices of the site book and a place to put what it learns.
 * Each folder beside this file holds one; `index.ts` is their table.
 */
import type { Logger } from 'pino';
import type { Inventory } from '../lib/inventory/inventory.ts';
import type { HeartbeatCall } from '../lib/live/messages.ts';
import type { LedgerEntry } from '../lib/readings/ledger.ts';
import type { RawReading, SeriesLabel } from '../lib/readings/reading.ts';
import type { Clock } from '../lib/time/clock.ts';

/** The way from a collector into `ingest`. Nothing here ever throws or blocks. */
export interface Sink {
  /**
   * Takes readings. The promise settles true once all of them are fsynced in the buffer and counted in its
   * ledger (at most 1 s later), false if they were dropped (full queue, full disk): counted, never silent.
   * Callers that owe nobody an acknowledgement may ignore it.
   */
  readings(batch: readonly RawReading[]): Promise<boolean>;
  ledger(entry: LedgerEntry): void;
  labels(batch: readonly SeriesLabel[]): void;
  /** Something was refused or lost: counted by cause, logged once per device and cause. */
  drop(cause: string, site: string, device: string, count?: number): void;
  /** Every raw reading as it passes (links and power are derived from them). Returns the way to stop. */
  tap(listener: (batch: readonly RawReading[]) => void): () => void;
}

/** Lets one collector ask another for an earlier or faster reading. */
export interface Polling {
  /** Read this device now, by whatever collector knows it. */
  pollNow(site: string, device: string): void;
  /** Read one interface's traffic every `everyMs` from now on; null goes back to the usual cadence. */
  hasten(site: string, device: string, interfaceName: string, everyMs: number | null): void;
}

/** Jobs that call in, by HTTP (over the live bus) or by MQTT, reach the heartbeat collector through this. */
export interface HeartbeatRelay {
  call(call: HeartbeatCall): void;
  /** Returns the way to stop. */
  listen(listener: (call: HeartbeatCall) => void): () => void;
}

export interface CollectorContext {
  readonly sink: Sink;
  readonly polling: Polling;
  readonly heartbeats: HeartbeatRelay;
  readonly clock: Clock;
  readonly log: Logger;
  /** The broker that devices publish to; never the live bus. */
  readonly devicesBroker: {
    readonly url: string;
    readonly user?: string | undefined;
    readonly password?: string | undefined;
  };
  /** A folder of this collector's own for what it must remember (engine boots, learned sizes, session ids). */
  readonly memoryDir: string;
}

export interface Collector {
  readonly name: string;
  /** Called at start and again with each accepted site book; devices that did not change keep their state. */
  apply(inventory: Inventory): Promise<void>;
  /** Optional parts of `Polling` that this collector can do. */
  pollNow?(site: string, device: string): void;
  hasten?(site: string, device: string, interfaceName: string, everyMs: number | null): void;
  /** Stops within 5 s. */
  stop(): Promise<void>;
}

export type MakeCollector = (context: CollectorContext) => Promise<Collector>;
