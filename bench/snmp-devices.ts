/** The simulated devices of the SNMP benches, in the terms of RFC 1628 (UPS) and RFC 2863 (48 ports). */
import { tags } from '../collectors/snmp/ber.ts';
import type { ServedObject } from './snmp-responder.ts';

const system: readonly ServedObject[] = [
  { oid: '1.3.6.1.2.1.1.1.0', tag: tags.octets, value: 'bench' },
  { oid: '1.3.6.1.2.1.1.2.0', tag: tags.oid, value: '1.3.6.1.2.1.33' },
  { oid: '1.3.6.1.2.1.1.3.0', tag: tags.timeticks, value: 123_456_789 },
  { oid: '1.3.6.1.2.1.1.5.0', tag: tags.octets, value: 'bench' },
];

const ups = '1.3.6.1.2.1.33.1';
/** Nineteen objects of UPS-MIB that have a value on every UPS; with sysUpTime the twenty of the bench. */
export const upsObjects: readonly ServedObject[] = [
  ['2.1.0', 2],
  ['2.2.0', 0],
  ['2.3.0', 42],
  ['2.4.0', 97],
  ['2.5.0', 545],
  ['2.6.0', 3],
  ['2.7.0', 24],
  ['3.3.1.2.1', 500],
  ['3.3.1.3.1', 231],
  ['3.3.1.4.1', 12],
  ['3.3.1.5.1', 410],
  ['4.1.0', 3],
  ['4.2.0', 500],
  ['4.4.1.2.1', 230],
  ['4.4.1.3.1', 22],
  ['4.4.1.4.1', 333],
  ['4.4.1.5.1', 38],
  ['5.1.0', 499],
  ['6.1.0', 0],
].map(([oid, value]) => ({ oid: `${ups}.${oid}`, tag: tags.integer, value: value as number }));

export const upsDevice: readonly ServedObject[] = [...system, ...upsObjects];

const ifTable = '1.3.6.1.2.1.2.2.1';
const ifXTable = '1.3.6.1.2.1.31.1.1.1';
export const portCount = 48;

/** A switch with its ports, every column that a poll or a learning asks for. */
export function switchDevice(): ServedObject[] {
  const objects: ServedObject[] = system.map((one) =>
    one.oid.endsWith('.2.0') ? { ...one, value: '1.3.6.1.4.1.99999.1' } : one,
  );
  const add = (
    entry: string,
    column: number,
    tag: number,
    value: (port: number) => number | bigint | string,
  ): void => {
    for (let port = 1; port <= portCount; port += 1)
      objects.push({ oid: `${entry}.${column}.${port}`, tag, value: value(port) });
  };
  add(ifTable, 1, tags.integer, (port) => port);
  add(ifTable, 2, tags.octets, (port) => `GigabitEthernet1/0/${port}`);
  add(ifTable, 3, tags.integer, () => 6);
  add(ifTable, 4, tags.integer, () => 1_500);
  add(ifTable, 5, tags.gauge32, () => 1_000_000_000);
  add(ifTable, 7, tags.integer, () => 1);
  add(ifTable, 8, tags.integer, (port) => (port % 7 === 0 ? 2 : 1));
  for (const column of [10, 11, 13, 14, 16, 17, 19, 20])
    add(ifTable, column, tags.counter32, (port) => 1_000_003 * port + column);
  add(ifXTable, 1, tags.octets, (port) => `Gi1/0/${port}`);
  for (const column of [6, 7, 10, 11])
    add(ifXTable, column, tags.counter64, (port) => 2n ** 40n + BigInt(port * 1_000 + column));
  add(ifXTable, 15, tags.gauge32, () => 1_000);
  add(ifXTable, 18, tags.octets, (port) => `poste ${port}`);
  add(ifXTable, 19, tags.timeticks, () => 0);
  return objects;
}
