/** Both roads to the devices, joined: for the collector, which remembers on disk, and for verbs, which do not. */
import { randomInt } from 'node:crypto';
import { DeviceMemory } from './device-memory.ts';
import { NetSnmpRoad } from './net-snmp-road.ts';
import { Roads } from './roads.ts';
import { SnmpNativeRoad } from './snmp-native-road.ts';
import type { CountDrop } from './snmp-transport.ts';

const fraction = (): number => randomInt(1_000_000) / 1_000_000;

/** Without `memory` nothing is read from or written to disk. */
export function openRoads(drop: CountDrop, memory?: DeviceMemory): Roads {
  return new Roads(
    new SnmpNativeRoad(drop, fraction),
    new NetSnmpRoad(drop),
    memory ?? new DeviceMemory(null, () => {}),
  );
}
