/** The two air conditioners of the server room, of two makers: LIEBERT-GP-ENVIRONMENTAL-MIB, and PowerNet (InRow). */
import type { HvacState } from '../model/climate.ts';
import { counter32, gauge, integer, text } from '../snmp/mib-tree.ts';
import { type SiteView, type SnmpDevice, systemGroup } from './view.ts';

const liebert = '1.3.6.1.4.1.476.1.42';
const environment = `${liebert}.3.4`;
/** on(1) off(2) */
const onOff = (on: boolean) => integer(on ? 1 : 2);
/** A unit counts as cooling from here: below, its compressor pauses. */
const coolsFrom = 0.05;

/** The one that fails in `hvac-failure`: its compressor trips, and it says that it is off. */
export function splitUnit(view: SiteView, upMs: () => number): SnmpDevice {
  const hvac = (): HvacState => view.state().climate.hvac[0];
  const measured = `${environment}.1.3.3.1`;
  return {
    id: 'hvac-1',
    kind: 'hvac',
    name: 'Climatisation 1',
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, {
        descr: 'Liebert DS, IS-UNITY-DP 8.2.0',
        objectId: `${liebert}.4.3.20`,
        name: 'hvac-1',
        upMs,
      }),
      [`${liebert}.2.1.1.0`, text('Vertiv')],
      [`${liebert}.2.1.2.0`, text('Liebert DS')],
      [`${liebert}.2.1.3.0`, text('8.2.0.0')],
      [`${liebert}.2.1.4.0`, text(`LD${20_000 + view.spec.seed}`)],
      [`${liebert}.3.2.2.0`, () => gauge(hvac().failed ? 1 : 0)],
      [`${measured}.3.1`, () => integer(hvac().returnCelsius)],
      [`${measured}.3.2`, () => integer(hvac().supplyCelsius)],
      [`${environment}.2.2.3.1.3.1`, () => integer(view.state().climate.humidity * 100)],
      [`${environment}.3.1.0`, () => onOff(hvac().on)],
      [`${environment}.3.2.0`, () => onOff(hvac().output > coolsFrom)],
      [`${environment}.3.3.0`, integer(2)],
      [`${environment}.3.4.0`, integer(2)],
      [`${environment}.3.5.0`, integer(2)],
      [`${environment}.3.7.0`, () => onOff(hvac().on)],
      [`${environment}.3.9.0`, () => integer(hvac().output * 100)],
      [`${environment}.3.10.0`, integer(0)],
    ],
    traps: (before, after) =>
      before.climate.hvac[0].failed === after.climate.hvac[0].failed
        ? []
        : [
            {
              trap: `${liebert}.3.2.7.0.${after.climate.hvac[0].failed ? 1 : 2}`,
              varbinds: [[`${liebert}.3.2.2.0`, gauge(after.climate.hvac[0].failed ? 1 : 0)]],
            },
          ],
  };
}

const inrow = '1.3.6.1.4.1.318.1.1.13.3';
const unit = `${inrow}.2.2.2`;
const ratedHundredWatts = 90;

export function rowUnit(view: SiteView, upMs: () => number): SnmpDevice {
  const hvac = (): HvacState => view.state().climate.hvac[1];
  const tenths = (celsius: number) => integer(celsius * 10);
  const fahrenheit = (celsius: number) => integer((celsius * 1.8 + 32) * 10);
  return {
    id: 'hvac-2',
    kind: 'hvac',
    name: 'Climatisation 2',
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, {
        descr:
          'APC Web/SNMP Management Card (MB:v4.1.1 PF:v3.9.2 PN:apc_hw03_aos_392.bin AF1:v3.8.0 AN1:apc_hw03_acrc_380.bin MN:ACRC103 HR:04)',
        objectId: '1.3.6.1.4.1.318.1.3.14.5',
        name: 'hvac-2',
        upMs,
      }),
      ['1.3.6.1.2.1.11.1.0', () => counter32(view.now() / 1000)],
      [`${inrow}.1.1.0`, () => gauge(hvac().failed ? 1 : 0)],
      [`${inrow}.2.2.1.2.0`, text('hvac-2')],
      [`${inrow}.2.2.1.4.0`, text('ACRC103')],
      // 1 standby, 2 on: a unit whose compressor has tripped falls back to standby.
      [`${unit}.1.0`, () => integer(hvac().on ? 2 : 1)],
      [`${unit}.2.0`, () => integer(hvac().output * ratedHundredWatts)],
      [`${unit}.3.0`, () => integer((hvac().failed ? 1 : hvac().output) * ratedHundredWatts)],
      [`${unit}.4.0`, () => integer(900 + 800 * hvac().output)],
      [`${unit}.5.0`, () => integer(425 + 378 * hvac().output)],
      [`${unit}.6.0`, () => fahrenheit(view.state().climate.serverRoomCelsius)],
      [`${unit}.7.0`, () => tenths(view.state().climate.serverRoomCelsius)],
      [`${unit}.8.0`, () => fahrenheit(hvac().supplyCelsius)],
      [`${unit}.9.0`, () => tenths(hvac().supplyCelsius)],
      [`${unit}.10.0`, () => fahrenheit(hvac().returnCelsius)],
      [`${unit}.11.0`, () => tenths(hvac().returnCelsius)],
      [`${unit}.16.0`, () => integer((0.35 + 0.6 * hvac().output) * 1000)],
      [`${unit}.19.0`, integer(1)],
      [`${unit}.20.0`, () => integer(hvac().output * 100)],
      [`${unit}.27.0`, integer(1)],
    ],
  };
}
