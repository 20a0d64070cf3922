/** The transfer switch (PowerNet ATS) and the generator's controller (HIMOINSAv14-MIB). */
import { type PowerState, running } from '../model/power.ts';
import { gauge, integer, type MibObject, text } from '../snmp/mib-tree.ts';
import type { Trap } from '../snmp/trap.ts';
import { type SiteView, type SnmpDevice, systemGroup } from './view.ts';

const ats = '1.3.6.1.4.1.318.1.1.8';

export function transferSwitch(view: SiteView, upMs: () => number): SnmpDevice {
  const power = () => view.state().power;
  const onB = () => power().source === 'generator';
  const input = `${ats}.5.3.3.1.3`;
  return {
    id: 'ats-1',
    kind: 'ats',
    name: 'Inverseur de source',
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, {
        descr:
          'APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.4.6 PN:apc_hw05_aos_646.bin AF1:v6.4.7 AN1:apc_hw05_ats4g_647.bin MN:AP4423 HR:R01)',
        objectId: '1.3.6.1.4.1.318.1.3.32',
        name: 'ats-1',
        upMs,
      }),
      [`${ats}.1.1.0`, text('R01')],
      [`${ats}.1.5.0`, text('AP4423')],
      [`${ats}.1.6.0`, text(`AT${10_000 + view.spec.seed}`)],
      [`${ats}.5.1.1.0`, integer(2)],
      [`${ats}.5.1.2.0`, () => integer(onB() ? 2 : 1)],
      [`${ats}.5.1.3.0`, () => integer(power().mainsVolts > 0 ? 2 : 1)],
      [`${ats}.5.1.4.0`, integer(2)],
      [`${ats}.5.1.5.0`, integer(2)],
      [`${ats}.5.1.6.0`, integer(2)],
      [`${ats}.5.1.10.0`, integer(2)],
      [`${ats}.5.1.12.0`, () => integer(power().mainsVolts > 0 ? 2 : 1)],
      [`${ats}.5.1.13.0`, integer(2)],
      [`${ats}.5.1.14.0`, integer(1)],
      // Only the preferred source is measured: the sensing lines of the second hang on the generator's own controller.
      [`${ats}.5.3.2.1.4.1`, () => integer(power().mainsHertz)],
      [`${input}.1.1.1`, () => integer(power().mainsVolts)],
      [`${ats}.5.4.3.1.3.1.1.1`, () => integer(onB() ? 229 : power().mainsVolts)],
    ],
  };
}

const root = '1.3.6.1.4.1.41809.1';
/** Bits of the status word. */
const status = { running: 1, stopped: 2, auto: 4, onMains: 256, onGenset: 512 } as const;

function statusOf(power: PowerState): number {
  const engine = running(power) || power.generator === 'cranking' ? status.running : status.stopped;
  return (
    engine |
    status.auto |
    (power.source === 'generator' ? status.onGenset : power.source === 'mains' ? status.onMains : 0)
  );
}

function engine(view: SiteView): MibObject[] {
  const power = () => view.state().power;
  const turning = (value: number) => () => integer(running(power()) ? value : 0);
  const kilowatts = (): number => (power().source === 'generator' ? power().siteWatts / 1000 : 0);
  const amperes = () => integer((kilowatts() * 1000) / (3 * 230 * 0.86));
  return [
    [`${root}.1.0`, () => integer(power().mainsHertz * 10)],
    ...[2, 3, 4].map(
      (arc): MibObject => [`${root}.${arc}.0`, () => integer(power().mainsVolts * Math.sqrt(3))],
    ),
    ...[5, 6, 7].map((arc): MibObject => [`${root}.${arc}.0`, () => integer(power().mainsVolts)]),
    [`${root}.8.0`, turning(500)],
    ...[9, 10, 11].map((arc): MibObject => [`${root}.${arc}.0`, turning(399)]),
    ...[12, 13, 14].map((arc): MibObject => [`${root}.${arc}.0`, turning(230)]),
    ...[15, 16, 17].map((arc): MibObject => [`${root}.${arc}.0`, amperes]),
    [`${root}.23.0`, () => integer(kilowatts())],
    [`${root}.26.0`, turning(1_500)],
    [`${root}.27.0`, () => integer((power().fuelLitres / view.spec.tankLitres) * 1000)],
    [`${root}.28.0`, turning(282)],
    [`${root}.29.0`, () => integer(power().generator === 'cranking' ? 104 : running(power()) ? 141 : 132)],
    [`${root}.30.0`, () => integer(power().coolantCelsius)],
    [`${root}.31.0`, turning(42)],
    [`${root}.40.0`, () => integer(power().runMs / 3_600_000)],
    [`${root}.42.0`, () => integer(power().starts)],
    [`${root}.43.0`, integer(1)],
    [`${root}.46.0`, () => gauge(statusOf(power()))],
    [`${root}.47.0`, gauge(0)],
    [`${root}.48.0`, gauge(0)],
    [`${root}.49.0`, gauge(0)],
  ];
}

export function generator(view: SiteView, upMs: () => number): SnmpDevice {
  return {
    id: 'genset-1',
    kind: 'generator',
    name: 'Groupe 100 kVA',
    parent: 'sw-1',
    // This controller gives no sysObjectID worth the name: it is recognised by what it answers.
    objects: [
      ...systemGroup(view, { descr: 'C2LAN SNMP', objectId: '0.0', name: 'genset-1', upMs }),
      ...engine(view),
    ],
    traps: (before, after): Trap[] =>
      before.power.mainsVolts > 0 && after.power.mainsVolts === 0
        ? [{ trap: '1.3.6.1.4.1.41809.3.8', varbinds: [[`${root}.46.0`, gauge(statusOf(after.power))]] }]
        : [],
  };
}
