/** The E1 gateway: DS1-MIB (RFC 4805) by span, calls in progress by the maker's MIB (SmartNode). */
import type { SiteState } from '../model/site.ts';
import { voipChannels } from '../model/telephony.ts';
import { counter32, gauge, integer, type MibObject, text, ticks } from '../snmp/mib-tree.ts';
import type { Trap } from '../snmp/trap.ts';
import {
  interfaceGroup,
  type SimulatedInterface,
  type SiteView,
  type SnmpDevice,
  systemGroup,
} from './view.ts';

const ds1 = '1.3.6.1.2.1.10.18';
const smartnode = '1.3.6.1.4.1.1768.100';
/** dsx1LineStatus is a bit map. */
const lineStatus = { noAlarm: 1, lossOfSignal: 64 } as const;
/** dsx1E1CRC: framing with CRC-4. */
const e1Crc = 5;
const ds1Type = 18;
const quarterSeconds = 900;

/** The same in both MIBs, so that a span is one thing. */
const spanName = (i: number): string => `E1 ${i + 1}`;

function spanRows(view: SiteView, span: number, upMs: () => number): MibObject[] {
  const state = () => view.state().telephony.spans[span - 1];
  const config = (column: number): string => `${ds1}.6.1.${column}.${span}`;
  const current = (column: number): string => `${ds1}.7.1.${column}.${span}`;
  const none = (): MibObject[1] => gauge(0);
  return [
    [config(1), integer(span)],
    [config(2), integer(span)],
    [config(3), () => integer((view.now() / 1000) % quarterSeconds)],
    [config(4), integer(96)],
    [config(5), integer(e1Crc)],
    [config(6), integer(3)],
    [config(8), text(`${view.spec.id.slice(0, 3).toUpperCase()}-E1-${span}`)],
    [config(9), integer(1)],
    [config(10), () => integer(state()?.alarm ? lineStatus.lossOfSignal : lineStatus.noAlarm)],
    [config(16), () => ticks(Math.max(0, upMs() - (view.now() - (state()?.changedAt ?? 0))))],
    [config(17), integer(1)],
    [config(18), integer(1)],
    [current(2), () => gauge(state()?.erroredSeconds ?? 0)],
    [current(3), () => gauge(state()?.severelyErroredSeconds ?? 0)],
    [current(4), none()],
    [current(5), () => gauge(state()?.unavailableSeconds ?? 0)],
    ...[6, 7, 8, 9, 10, 11].map((column): MibObject => [current(column), none()]),
  ];
}

function callRows(view: SiteView): MibObject[] {
  const { spec } = view;
  const telephony = () => view.state().telephony;
  const total = () => telephony().voipCalls + telephony().spans.reduce((sum, span) => sum + span.calls, 0);
  return [
    [`${smartnode}.1.1.0`, text(`00A0BA${spec.seed.toString(16).toUpperCase().padStart(6, '0')}`)],
    [`${smartnode}.1.5.0`, text('R6.10 2017-09-08')],
    [`${smartnode}.1.6.0`, text('SN4971/4E120V')],
    [`${smartnode}.70.10.2.1.1.1`, text('Main CPU')],
    [`${smartnode}.70.10.2.1.2.1`, () => gauge(4 + total() / 6)],
    [`${smartnode}.70.20.2.1.1.1`, text('System Heap')],
    [`${smartnode}.70.20.2.1.3.1`, integer(61_000_000)],
    [`${smartnode}.70.20.2.1.4.1`, integer(183_000_000)],
    [`${smartnode}.70.30.2.1.1.1`, text('Probe 1')],
    [`${smartnode}.70.30.2.1.2.1`, () => gauge(20 + view.state().climate.serverRoomCelsius)],
    [`${smartnode}.70.40.2.1.1.1`, text('SIP')],
    [`${smartnode}.70.40.2.1.2.1`, () => gauge(Math.min(voipChannels, telephony().voipCalls))],
    [`${smartnode}.70.40.2.1.3.1`, () => gauge(Math.min(voipChannels, telephony().voipCalls))],
    [`${smartnode}.70.40.2.1.4.1`, () => counter32(view.now() / 60_000)],
    ...telephony().spans.flatMap((_, i): MibObject[] => {
      const calls = () => gauge(telephony().spans[i]?.calls ?? 0);
      return [
        [`${smartnode}.70.50.2.1.1.${i + 1}`, text(spanName(i))],
        [`${smartnode}.70.50.2.1.2.${i + 1}`, calls],
        [`${smartnode}.70.50.2.1.3.${i + 1}`, calls],
        [`${smartnode}.70.50.2.1.4.${i + 1}`, () => counter32(view.now() / 60_000)],
      ];
    }),
  ];
}

/** dsx1LineStatusChange for each span whose signal went or came. */
const spanTraps = (before: SiteState, after: SiteState, upMs: () => number): Trap[] =>
  after.telephony.spans.flatMap((state, i) => {
    if (state.alarm === before.telephony.spans[i]?.alarm) return [];
    const status = integer(state.alarm ? lineStatus.lossOfSignal : lineStatus.noAlarm);
    const varbinds: Trap['varbinds'] = [
      [`${ds1}.6.1.10.${i + 1}`, status],
      [`${ds1}.6.1.16.${i + 1}`, ticks(upMs())],
    ];
    return [{ trap: `${ds1}.15.0.1`, varbinds }];
  });

function ports(view: SiteView): SimulatedInterface[] {
  const lan = (): number => view.state().servers.lanInOctets * 0.05;
  const e1 = view.state().telephony.spans.map(
    (_, i): SimulatedInterface => ({
      index: i + 1,
      name: spanName(i),
      alias: `E1 n° ${i + 1}`,
      type: ds1Type,
      bitsPerSecond: 2_048_000,
      up: () => view.state().telephony.spans[i]?.alarm === false,
      in: () => 0,
      out: () => 0,
    }),
  );
  return [
    ...e1,
    {
      index: 10,
      name: 'eth0',
      alias: 'Voix',
      type: 6,
      bitsPerSecond: 1_000_000_000,
      up: () => true,
      in: lan,
      out: lan,
    },
  ];
}

export function gateway(view: SiteView, upMs: () => number): SnmpDevice {
  const descr = 'SN4971/4E120V Hardware Release 3 Version 1, Software R6.10 2017-09-08 H323 SIP';
  return {
    id: 'gw-1',
    kind: 'gateway',
    name: 'Passerelle 4 E1',
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, { descr, objectId: `${smartnode}.4.23.14`, name: 'gw-1', upMs }),
      ...interfaceGroup(ports(view)),
      ...view.state().telephony.spans.flatMap((_, i) => spanRows(view, i + 1, upMs)),
      ...callRows(view),
    ],
    traps: (before, after) => spanTraps(before, after, upMs),
  };
}
