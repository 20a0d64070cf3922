/** What every device's poller shares with the others. */
import type { Clock } from '../../lib/time/clock.ts';
import type { Sink } from '../collector.ts';
import type { DeviceMemory } from './device-memory.ts';
import type { PolledCadence } from './device-plan.ts';
import type { Gate } from './gate.ts';
import type { Profile } from './profile.ts';
import type { AddressBook } from './resolve-address.ts';
import type { SnmpTransport } from './snmp-transport.ts';

export interface PollerParts {
  readonly transport: SnmpTransport;
  readonly profiles: readonly Profile[];
  readonly sink: Sink;
  readonly clock: Clock;
  readonly memory: DeviceMemory;
  readonly addresses: AddressBook;
  /** Bounds the jobs of all devices together, fast and slow apart. */
  readonly gates: { readonly fast: Gate; readonly slow: Gate };
  readonly log: (text: string, about: object) => void;
}

/** `hastened`: the interfaces that somebody wants more often. */
export type DueFast = PolledCadence | 'hastened';
