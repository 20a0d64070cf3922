/** Devices and a sink for the SNMP tests. */
import type { Sink } from '../../collectors/collector.ts';
import type { Device, Inventory, SnmpAccess, SnmpSettings } from '../../lib/inventory/inventory.ts';
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { RawReading, SeriesLabel } from '../../lib/readings/reading.ts';

export function snmpDevice(
  id: string,
  access: SnmpAccess,
  address = '127.0.0.1',
  more: Partial<SnmpSettings> & { readonly everyMs?: number } = {},
): Device & { readonly snmp: SnmpSettings } {
  const { everyMs = null, ...settings } = more;
  return {
    site: 's',
    id,
    kind: 'switch',
    name: id,
    parent: null,
    snmp: { address, port: 161, access, profiles: [], timeoutMs: 300, contacts: {}, ...settings },
    mqtt: null,
    ping: null,
    probes: [],
    heartbeats: [],
    everyMs,
    bands: {},
  };
}

export const inventoryOf = (...devices: Device[]): Inventory =>
  ({ sites: [{ id: 's', devices }], trapPort: 0 }) as unknown as Inventory;

/** Keeps everything that it is given. */
export class CollectingSink implements Sink {
  readonly taken: RawReading[] = [];
  readonly entries: LedgerEntry[] = [];
  readonly named: SeriesLabel[] = [];
  readonly drops: string[] = [];

  async readings(batch: readonly RawReading[]): Promise<boolean> {
    this.taken.push(...batch);
    return true;
  }
  ledger(entry: LedgerEntry): void {
    this.entries.push(entry);
  }
  labels(batch: readonly SeriesLabel[]): void {
    this.named.push(...batch);
  }
  drop(cause: string, _site: string, device: string): void {
    this.drops.push(`${cause} (${device})`);
  }
  tap(): () => void {
    return () => {};
  }
}
