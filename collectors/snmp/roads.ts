/**
 * Chooses the road of each device: v3 by net-snmp, v1 and v2c by snmp-native, until a device answers road 1
 * three times with packets that cannot be read and road 2 can. What was found is remembered on disk.
 */
import type { DeviceMemory, Remembered } from './device-memory.ts';
import type { Cursor, GetResult, NextResult, SnmpTarget, SnmpTransport } from './snmp-transport.ts';
import type { Oid } from './varbind.ts';

const malformedBeforeOther = 3;
/** Devices whose malformed answers are being counted. */
const maxCounted = 10_000;

export class Roads implements SnmpTransport {
  readonly name = 'roads';
  private readonly first: SnmpTransport;
  private readonly second: SnmpTransport;
  private readonly memory: DeviceMemory;
  private readonly malformed = new Map<string, number>();

  constructor(first: SnmpTransport, second: SnmpTransport, memory: DeviceMemory) {
    this.first = first;
    this.second = second;
    this.memory = memory;
  }

  get(target: SnmpTarget, oids: readonly Oid[]): Promise<GetResult> {
    return this.go(target, (road) => road.get(target, oids));
  }

  next(target: SnmpTarget, cursors: readonly Cursor[], maxRepetitions: number): Promise<NextResult> {
    return this.go(target, (road) => road.next(target, cursors, maxRepetitions));
  }

  async close(): Promise<void> {
    await Promise.all([this.first.close(), this.second.close()]);
  }

  private async go<Result extends GetResult | NextResult>(
    target: SnmpTarget,
    request: (road: SnmpTransport) => Promise<Result>,
  ): Promise<Result> {
    if (target.access.version === '3') return request(this.second);
    const key = memoryKey(target);
    const remembered = this.memory.of(key);
    if (remembered.road === 'net-snmp') return request(this.second);
    const result = await request(this.first);
    if (result.ok || result.kind !== 'malformed') {
      this.malformed.delete(key);
      return result;
    }
    return this.tryOther(key, remembered, result, request);
  }

  private async tryOther<Result extends GetResult | NextResult>(
    key: string,
    remembered: Remembered,
    result: Result,
    request: (road: SnmpTransport) => Promise<Result>,
  ): Promise<Result> {
    const count = (this.malformed.get(key) ?? 0) + 1;
    if (this.malformed.size >= maxCounted) this.malformed.clear();
    this.malformed.set(key, count);
    if (count < malformedBeforeOther) return result;
    this.malformed.delete(key);
    const other = await request(this.second);
    if (!other.ok) return result;
    remembered.road = 'net-snmp';
    this.memory.touched();
    return other;
  }
}

/** By address and version, not by name: what is learned is of the machine that answers there. */
export const memoryKey = (target: SnmpTarget): string =>
  `${target.address} ${target.port} ${target.access.version} ${target.access.version === '3' ? target.access.user : communityMark(target.access.community)}`;

/** Tells communities of one agent apart (a replay of many devices) without writing the secret to disk. */
function communityMark(community: string): string {
  let mark = 0;
  for (let i = 0; i < community.length; i += 1) mark = (mark * 31 + community.charCodeAt(i)) | 0;
  return (mark >>> 0).toString(36);
}
