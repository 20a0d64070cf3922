/** What a simulated device sees of its site, and what one is. */
import type { Direction } from '../model/links.ts';
import { octetsAt } from '../model/links.ts';
import type { SiteState } from '../model/site.ts';
import type { SiteSpec } from '../model/spec.ts';
import type { MibObject } from '../snmp/mib-tree.ts';
import { counter32, counter64, gauge, integer, type MibValue, oid, text, ticks } from '../snmp/mib-tree.ts';
import type { Trap } from '../snmp/trap.ts';

/** The site as it is now; cheap, asked at each request. */
export interface SiteView {
  readonly spec: SiteSpec;
  readonly state: () => SiteState;
  readonly now: () => number;
  /** Milliseconds since the last step of the model: counters go on between steps. */
  readonly sinceStepMs: () => number;
}

export interface SnmpDevice {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly parent: string | null;
  readonly objects: readonly MibObject[];
  /** A v3 user instead of a community. */
  readonly v3?: boolean;
  /** Traps that a change of the site makes this device send. */
  readonly traps?: (before: SiteState, after: SiteState) => readonly Trap[];
  /** Lines for its entry of the site book, beyond address and access. */
  readonly book?: Readonly<Record<string, unknown>>;
}

const system = '1.3.6.1.2.1.1';

export function systemGroup(
  view: SiteView,
  about: { descr: string; objectId: string; name: string; upMs: () => number },
): MibObject[] {
  return [
    [`${system}.1.0`, text(about.descr)],
    [`${system}.2.0`, oid(about.objectId)],
    [`${system}.3.0`, () => ticks(about.upMs())],
    [`${system}.4.0`, text('noc@example.org')],
    [`${system}.5.0`, text(`${view.spec.id}-${about.name}`)],
    [`${system}.6.0`, text(`${view.spec.name}, salle technique`)],
    [`${system}.7.0`, integer(72)],
  ];
}

export interface SimulatedInterface {
  readonly index: number;
  readonly name: string;
  readonly alias: string;
  /** IANA ifType: 6 ethernet, 18 ds1, 24 loopback. */
  readonly type: number;
  readonly bitsPerSecond: number;
  readonly up: () => boolean;
  readonly in: () => number;
  readonly out: () => number;
}

export const octets =
  (view: SiteView, direction: () => Direction): (() => number) =>
  () =>
    octetsAt(direction(), view.sinceStepMs());

const ifTable = '1.3.6.1.2.1.2.2.1';
const ifXTable = '1.3.6.1.2.1.31.1.1.1';
const upDown = (up: boolean): MibValue => integer(up ? 1 : 2);

export function interfaceGroup(interfaces: readonly SimulatedInterface[]): MibObject[] {
  return [
    ['1.3.6.1.2.1.2.1.0', integer(interfaces.length)],
    ...interfaces.flatMap((port): MibObject[] => {
      const at = (column: number): string => `${ifTable}.${column}.${port.index}`;
      const x = (column: number): string => `${ifXTable}.${column}.${port.index}`;
      const packets = (octetsNow: number): number => octetsNow / 420;
      return [
        [at(1), integer(port.index)],
        [at(2), text(port.name)],
        [at(3), integer(port.type)],
        [at(4), integer(1500)],
        [at(5), gauge(Math.min(port.bitsPerSecond, 4_294_967_295))],
        [
          at(6),
          {
            type: 'octets',
            value: Buffer.from([0x02, 0x00, 0x5e, 0x00, port.index >> 8, port.index & 0xff]),
          },
        ],
        [at(7), integer(1)],
        [at(8), () => upDown(port.up())],
        [at(9), ticks(0)],
        [at(10), () => counter32(port.in())],
        [at(11), () => counter32(packets(port.in()))],
        [at(13), counter32(0)],
        [at(14), counter32(0)],
        [at(16), () => counter32(port.out())],
        [at(17), () => counter32(packets(port.out()))],
        [at(19), counter32(0)],
        [at(20), counter32(0)],
        [x(1), text(port.name)],
        [x(6), () => counter64(port.in())],
        [x(10), () => counter64(port.out())],
        [x(15), gauge(port.bitsPerSecond / 1_000_000)],
        [x(18), text(port.alias)],
        [x(19), ticks(0)],
      ];
    }),
  ];
}

export const linkTraps = { down: '1.3.6.1.6.3.1.1.5.3', up: '1.3.6.1.6.3.1.1.5.4' } as const;

export const linkTrap = (index: number, up: boolean): Trap => ({
  trap: up ? linkTraps.up : linkTraps.down,
  varbinds: [
    [`${ifTable}.1.${index}`, integer(index)],
    [`${ifTable}.7.${index}`, integer(1)],
    [`${ifTable}.8.${index}`, upDown(up)],
  ],
});
