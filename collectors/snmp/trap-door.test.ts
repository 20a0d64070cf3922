import { describe, expect, test } from 'vitest';
import { inventoryOf, snmpDevice } from '../../tests/snmp/inventory.ts';
import { TrapDoor } from './trap-door.ts';

const access = { version: '2c', community: 'c' } as const;
const community = Buffer.from('c');

describe('the door of traps', () => {
  test('of many agents behind one address it asks the one on whose port the trap was sent', () => {
    const door = new TrapDoor();
    const ports = Array.from({ length: 40 }, (_, i) => 2_000 + i);
    door.apply(inventoryOf(...ports.map((port) => snmpDevice(`d-${port}`, access, '127.0.0.1', { port }))));
    const asked = door.ofCommunity({ address: '127.0.0.1', port: 2_033 }, community);
    expect(asked.map((one) => one.device)).toEqual(['d-2033']);
    expect(door.ofCommunity({ address: '127.0.0.1', port: 9 }, community).length).toBeLessThanOrEqual(16);
  });

  test('a storm is cut to its rate, without costing the other sources', () => {
    const door = new TrapDoor();
    door.apply(inventoryOf(snmpDevice('a', access, '127.0.0.1'), snmpDevice('b', access, '127.0.0.2')));
    const through = (address: string, nowMs: number) =>
      Array.from({ length: 1_000 }, () => door.admits(address, nowMs)).filter(Boolean).length;
    expect(through('127.0.0.1', 0)).toBe(100);
    expect(through('127.0.0.1', 1_000)).toBe(20);
    expect(door.admits('127.0.0.2', 1_000)).toBe(true);
  });
});
