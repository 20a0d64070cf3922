/**
 * A FortiGate-like firewall: the two links, the LAN, link monitors named after their interface, VPN tunnels, sessions.
 * OIDs: FORTINET-FORTIGATE-MIB (fgSystemInfo, fgLinkMonitorTable, fgVpnTunTable, fgHaInfo) and IF-MIB.
 */
import { activity } from '../model/day.ts';
import type { LinkState } from '../model/links.ts';
import { wander } from '../model/noise.ts';
import { counter32, counter64, gauge, integer, type MibObject, text } from '../snmp/mib-tree.ts';
import type { Trap } from '../snmp/trap.ts';
import {
  interfaceGroup,
  linkTrap,
  octets,
  type SimulatedInterface,
  type SiteView,
  type SnmpDevice,
  systemGroup,
} from './view.ts';

const fortinet = '1.3.6.1.4.1.12356';
const fortigate = `${fortinet}.101`;
const monitor = `${fortigate}.4.8.2.1`;
const tunnel = `${fortigate}.12.2.2.1`;
const index = { wan1: 1, wan2: 2, lan: 3 } as const;
/** A link monitor speaks of its last thirty probes, as text with three decimals. */
const decimals = (value: number): string => value.toFixed(3);

function interfaces(view: SiteView): SimulatedInterface[] {
  const { spec } = view;
  const links = () => view.state().links;
  const wan = (number: 1 | 2, link: () => LinkState): SimulatedInterface => ({
    index: number,
    name: `wan${number}`,
    alias: spec.providers[number - 1] ?? '',
    type: 6,
    bitsPerSecond: 100_000_000,
    up: () => link().up,
    in: octets(view, () => link().in),
    out: octets(view, () => link().out),
  });
  const both = (way: 'in' | 'out') => () =>
    octets(view, () => links().primary[way])() + octets(view, () => links().backup[way])();
  return [
    wan(1, () => links().primary),
    wan(2, () => links().backup),
    // What comes in from outside goes out to the LAN.
    {
      index: index.lan,
      name: 'lan',
      alias: 'Plateau',
      type: 6,
      bitsPerSecond: 1_000_000_000,
      up: () => true,
      in: both('out'),
      out: both('in'),
    },
  ];
}

function monitors(view: SiteView): MibObject[] {
  const links = () => view.state().links;
  const row = (number: 1 | 2, link: () => LinkState): MibObject[] => [
    [`${monitor}.2.${number}`, text(`wan${number}`)],
    [`${monitor}.3.${number}`, () => integer(link().alive ? 0 : 1)],
    [`${monitor}.4.${number}`, () => text(decimals(link().alive ? link().latencySeconds * 1000 : 0))],
    [`${monitor}.5.${number}`, () => text(decimals(link().alive ? link().jitterSeconds * 1000 : 0))],
    [`${monitor}.6.${number}`, () => counter64(Math.floor(view.now() / 500) % 1_000_000_000)],
    [`${monitor}.7.${number}`, () => counter64(Math.floor(view.now() / 500) % 1_000_000_000)],
    [`${monitor}.8.${number}`, () => text(decimals(link().lossRatio * 100))],
    [`${monitor}.14.${number}`, text(`203.0.113.${number}`)],
  ];
  return [...row(1, () => links().primary), ...row(2, () => links().backup)];
}

const tunnels = ['canal-plus', 'supervision'] as const;

function vpn(view: SiteView): MibObject[] {
  const up = () => view.state().links.tunnelUp;
  const share = (part: number, way: 'in' | 'out') => () => {
    const { primary, backup } = view.state().links;
    return counter64((octets(view, () => primary[way])() + octets(view, () => backup[way])()) * part);
  };
  return [
    [`${fortigate}.12.1.1.0`, () => integer(up() ? tunnels.length : 0)],
    ...tunnels.flatMap((name, i): MibObject[] => [
      [`${tunnel}.2.${i + 1}`, text(name)],
      [`${tunnel}.3.${i + 1}`, text(`${name}-p2`)],
      [`${tunnel}.4.${i + 1}`, { type: 'ip', value: `198.51.100.${10 + i}` }],
      [`${tunnel}.18.${i + 1}`, share(0.3 / (i + 1), 'in')],
      [`${tunnel}.19.${i + 1}`, share(0.3 / (i + 1), 'out')],
      [`${tunnel}.20.${i + 1}`, () => integer(up() ? 2 : 1)],
    ]),
  ];
}

function box(view: SiteView): MibObject[] {
  const { spec } = view;
  const busy = () => activity(view.now(), spec.offsetMinutes);
  return [
    [`${fortinet}.100.1.1.1.0`, text(`FG100FTK${20_000_000 + spec.seed}`)],
    [`${fortigate}.4.1.1.0`, text('v7.2.8,build1639,240313 (GA.M)')],
    [`${fortigate}.4.1.3.0`, () => gauge(6 + 14 * busy() + 2 * wander(spec.seed + 81, view.now(), 15_000))],
    [`${fortigate}.4.1.4.0`, () => gauge(41 + 4 * busy())],
    [`${fortigate}.4.1.5.0`, gauge(3_870_000)],
    [`${fortigate}.4.1.6.0`, gauge(210)],
    [`${fortigate}.4.1.7.0`, gauge(28_000)],
    [
      `${fortigate}.4.1.8.0`,
      () => gauge(60 + spec.agents * 12 * busy() * (1 + 0.06 * wander(spec.seed + 82, view.now(), 20_000))),
    ],
    [`${fortigate}.4.1.20.0`, () => counter64(view.now() / 10)],
    [`${fortigate}.13.1.1.0`, integer(1)],
  ];
}

export function firewall(view: SiteView, upMs: () => number): SnmpDevice {
  return {
    id: 'fw-1',
    kind: 'firewall',
    name: 'FortiGate 100F',
    parent: null,
    objects: [
      ...systemGroup(view, { descr: 'FortiGate-100F', objectId: `${fortigate}.1.1006`, name: 'fw-1', upMs }),
      ...interfaceGroup(interfaces(view)),
      ...box(view),
      ...monitors(view),
      ...vpn(view),
      ['1.3.6.1.2.1.11.1.0', () => counter32(view.now() / 1000)],
    ],
    book: { ping: {} },
    traps: (before, after): Trap[] => [
      ...(before.links.primary.up === after.links.primary.up
        ? []
        : [linkTrap(index.wan1, after.links.primary.up)]),
      ...(before.links.tunnelUp === after.links.tunnelUp
        ? []
        : [
            {
              trap: `${fortigate}.2.0.${after.links.tunnelUp ? 301 : 302}`,
              varbinds: [[`${tunnel}.2.1`, text('canal-plus')]],
            } satisfies Trap,
          ]),
    ],
  };
}
