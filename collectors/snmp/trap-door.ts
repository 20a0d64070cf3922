/** Who may send a trap, how often, and whom it makes us ask: trap is hint, poll is truth. No socket here. */
import type { Inventory, SnmpAccess } from '../../lib/inventory/inventory.ts';

export interface TrapSource {
  readonly site: string;
  readonly device: string;
  readonly port: number;
  readonly access: SnmpAccess;
}

/** Traps of one source that are looked at, at a steady rate and at once. */
const perSecond = 20;
const burst = 100;
/** Devices behind one address that one trap may ask. */
const maxAsked = 16;

export class TrapDoor {
  private sources = new Map<string, TrapSource[]>();
  private readonly allowances = new Map<string, { left: number; atMs: number }>();

  apply(inventory: Inventory): void {
    const sources = new Map<string, TrapSource[]>();
    for (const site of inventory.sites)
      for (const device of site.devices) {
        if (device.snmp === null) continue;
        const known = sources.get(device.snmp.address) ?? [];
        const { port, access } = device.snmp;
        known.push({ site: device.site, device: device.id, port, access });
        sources.set(device.snmp.address, known);
      }
    this.sources = sources;
    for (const address of this.allowances.keys()) if (!sources.has(address)) this.allowances.delete(address);
  }

  at(address: string): readonly TrapSource[] {
    return this.sources.get(address) ?? [];
  }

  /** False: this source sends too much, the packet is not even read. */
  admits(address: string, nowMs: number): boolean {
    const allowance = this.allowances.get(address) ?? { left: burst, atMs: nowMs };
    const left = Math.min(burst, allowance.left + ((nowMs - allowance.atMs) * perSecond) / 1_000);
    this.allowances.set(address, { left: Math.max(0, left - 1), atMs: nowMs });
    return left >= 1;
  }

  /** Those of the address that speak with this community. */
  ofCommunity(from: TrapSender, community: Buffer): readonly TrapSource[] {
    return likely(
      this.at(from.address).filter(
        ({ access }) => access.version !== '3' && Buffer.from(access.community).equals(community),
      ),
      from.port,
    );
  }

  ofUser(from: TrapSender, user: string): readonly TrapSource[] {
    return likely(
      this.at(from.address).filter(({ access }) => access.version === '3' && access.user === user),
      from.port,
    );
  }
}

/** Where a trap came from. */
export interface TrapSender {
  readonly address: string;
  readonly port: number;
}

/** Behind one address (a gateway, a loopback full of agents) the one that answers on the port the trap was sent from. */
function likely(sources: readonly TrapSource[], port: number): readonly TrapSource[] {
  const exact = sources.filter((one) => one.port === port);
  return (exact.length > 0 ? exact : sources).slice(0, maxAsked);
}
