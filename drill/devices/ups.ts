/** The UPS, in two makes: UPS-MIB of RFC 1628 alone, or the maker's PowerNet. */
import { batteryWattHours, type PowerState, runtimeSeconds, upsRatedWatts } from '../model/power.ts';
import { counter32, gauge, integer, type MibObject, oid, text, ticks } from '../snmp/mib-tree.ts';
import type { Trap } from '../snmp/trap.ts';
import { type SiteView, type SnmpDevice, systemGroup } from './view.ts';

const mib = '1.3.6.1.2.1.33.1';
const alarmOnBattery = `${mib}.6.3.2`;
const outputVolts = 230;
const inputVolts = (power: PowerState): number =>
  power.source === 'mains' ? power.mainsVolts : power.source === 'generator' ? 229 : 0;
const batteryVolts = (power: PowerState): number => 192 + 26 * power.charge - (power.onBattery ? 8 : 0);
const batteryAmperes = (power: PowerState): number =>
  power.onBattery ? power.upsWatts / batteryVolts(power) : power.charge < 1 ? -2 : 0;
const loadPercent = (power: PowerState): number => (power.upsWatts / upsRatedWatts) * 100;

function rfc1628(view: SiteView): MibObject[] {
  const power = () => view.state().power;
  return [
    [`${mib}.1.1.0`, text('Generex')],
    [`${mib}.1.2.0`, text('Onduleur 15 kVA')],
    [`${mib}.1.3.0`, text('1.84')],
    [`${mib}.1.4.0`, text('CS141 1.80')],
    [`${mib}.1.5.0`, text(`${view.spec.id}-ups-1`)],
    [`${mib}.2.1.0`, () => integer(power().charge < 0.2 ? 3 : 2)],
    [`${mib}.2.2.0`, () => integer(power().onBatteryMs / 1000)],
    [`${mib}.2.3.0`, () => integer(runtimeSeconds(power()) / 60)],
    [`${mib}.2.4.0`, () => integer(power().charge * 100)],
    [`${mib}.2.5.0`, () => integer(batteryVolts(power()) * 10)],
    [`${mib}.2.6.0`, () => integer(batteryAmperes(power()) * 10)],
    [`${mib}.2.7.0`, () => integer(view.state().climate.technicalRoomCelsius + 1)],
    [`${mib}.3.1.0`, () => counter32(power().starts)],
    [`${mib}.3.2.0`, integer(1)],
    [`${mib}.3.3.1.2.1`, () => integer((inputVolts(power()) > 0 ? 50 : 0) * 10)],
    [`${mib}.3.3.1.3.1`, () => integer(inputVolts(power()))],
    [
      `${mib}.3.3.1.4.1`,
      () => integer(inputVolts(power()) > 0 ? (power().upsWatts / inputVolts(power())) * 10 : 0),
    ],
    [`${mib}.4.1.0`, () => integer(power().onBattery ? 5 : 3)],
    [`${mib}.4.2.0`, integer(500)],
    [`${mib}.4.3.0`, integer(1)],
    [`${mib}.4.4.1.2.1`, integer(outputVolts)],
    [`${mib}.4.4.1.3.1`, () => integer((power().upsWatts / outputVolts) * 10)],
    [`${mib}.4.4.1.4.1`, () => integer(power().upsWatts)],
    [`${mib}.4.4.1.5.1`, () => integer(loadPercent(power()))],
    [`${mib}.6.1.0`, () => gauge(power().onBattery ? 1 : 0)],
    [`${mib}.7.3.0`, integer(6)],
    [`${mib}.9.7.0`, integer(5)],
  ];
}

const powernet = '1.3.6.1.4.1.318.1.1.1';

function apc(view: SiteView): MibObject[] {
  const power = () => view.state().power;
  return [
    [`${powernet}.1.1.1.0`, text('Smart-UPS SRT 15000')],
    [`${powernet}.1.2.1.0`, text('UPS 09.9 (ID20)')],
    [`${powernet}.1.2.3.0`, text(`AS${1_000_000_000 + view.spec.seed}`)],
    [`${powernet}.2.1.1.0`, () => integer(power().charge < 0.2 ? 3 : 2)],
    [`${powernet}.2.1.2.0`, () => ticks(power().onBatteryMs)],
    [`${powernet}.2.2.1.0`, () => gauge(power().charge * 100)],
    [`${powernet}.2.2.2.0`, () => gauge(view.state().climate.technicalRoomCelsius + 1)],
    [`${powernet}.2.2.3.0`, () => ticks(runtimeSeconds(power()) * 1000)],
    [`${powernet}.2.2.4.0`, integer(1)],
    [`${powernet}.2.2.8.0`, () => integer(batteryVolts(power()))],
    [`${powernet}.2.3.1.0`, () => gauge(power().charge * 1000)],
    [`${powernet}.2.3.2.0`, () => gauge((view.state().climate.technicalRoomCelsius + 1) * 10)],
    [`${powernet}.3.2.1.0`, () => gauge(inputVolts(power()))],
    [`${powernet}.3.2.4.0`, () => gauge(inputVolts(power()) > 0 ? 50 : 0)],
    [`${powernet}.3.2.5.0`, () => integer(power().onBattery ? 3 : 9)],
    [`${powernet}.3.3.1.0`, () => gauge(inputVolts(power()) * 10)],
    [`${powernet}.3.3.4.0`, () => gauge(inputVolts(power()) > 0 ? 500 : 0)],
    [`${powernet}.4.1.1.0`, () => integer(power().onBattery ? 3 : 2)],
    [`${powernet}.4.2.1.0`, gauge(outputVolts)],
    [`${powernet}.4.2.2.0`, gauge(50)],
    [`${powernet}.4.2.3.0`, () => gauge(loadPercent(power()))],
    [`${powernet}.4.2.4.0`, () => gauge(power().upsWatts / outputVolts)],
    [`${powernet}.4.2.8.0`, () => gauge(power().upsWatts)],
    [`${powernet}.4.3.1.0`, gauge(outputVolts * 10)],
    [`${powernet}.4.3.2.0`, gauge(500)],
    [`${powernet}.4.3.3.0`, () => gauge(loadPercent(power()) * 10)],
    [`${powernet}.4.3.4.0`, () => gauge((power().upsWatts / outputVolts) * 10)],
    [`${powernet}.7.2.3.0`, integer(1)],
  ];
}

/** Traps as each maker sends them: RFC 1628 upsTrapOnBattery and alarm removed, PowerNet upsOnBattery and powerRestored. */
function traps(view: SiteView, before: PowerState, after: PowerState): Trap[] {
  if (before.onBattery === after.onBattery) return [];
  if (view.spec.ups === 'powernet')
    return [{ trap: `1.3.6.1.4.1.318.0.${after.onBattery ? 5 : 9}`, varbinds: [] }];
  return [
    after.onBattery
      ? {
          trap: '1.3.6.1.2.1.33.2.1',
          varbinds: [
            [`${mib}.2.3.0`, integer(runtimeSeconds(after) / 60)],
            [`${mib}.2.2.0`, integer(after.onBatteryMs / 1000)],
            [`${mib}.9.7.0`, integer(5)],
          ],
        }
      : { trap: '1.3.6.1.2.1.33.2.4', varbinds: [[`${mib}.6.2.1.2.1`, oid(alarmOnBattery)]] },
  ];
}

export function ups(view: SiteView, upMs: () => number): SnmpDevice {
  const standard = view.spec.ups === 'rfc1628';
  const about = standard
    ? { descr: 'CS141 SNMP adapter', objectId: '1.3.6.1.2.1.33', name: 'ups-1', upMs }
    : {
        descr:
          'APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.7.2 PN:apc_hw05_aos_672.bin AF1:v6.7.2 AN1:apc_hw05_sumx_672.bin MN:AP9631 HR:05)',
        objectId: '1.3.6.1.4.1.318.1.3.27',
        name: 'ups-1',
        upMs,
      };
  return {
    id: 'ups-1',
    kind: 'ups',
    name: `Onduleur 15 kVA (${Math.round(batteryWattHours / 100) / 10} kWh)`,
    parent: 'sw-1',
    objects: [...systemGroup(view, about), ...(standard ? rfc1628(view) : apc(view))],
    traps: (before, after) => traps(view, before.power, after.power),
  };
}
