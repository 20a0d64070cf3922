/** Energy over MQTT: a three-phase Shelly meter at the main board, the gauge of the tank, and a genmon monitor on some generators. */
import { wander } from '../model/noise.ts';
import { type PowerState, running } from '../model/power.ts';
import type { SiteSpec } from '../model/spec.ts';
import { json, type Message, type PublishingDevice, round } from './publishing-device.ts';

const powerFactor = 0.92;
const volts = (power: PowerState): number =>
  power.source === 'mains' ? power.mainsVolts : power.source === 'generator' ? 229.4 : 0;

export function energyMeter(spec: SiteSpec): PublishingDevice {
  const topic = `shellypro3em-${spec.id}`;
  return {
    id: 'meter-1',
    kind: 'meter',
    name: 'Compteur du tableau général',
    parent: 'sw-1',
    birth: { topic: `${topic}/online`, payload: 'true', retain: true },
    will: { topic: `${topic}/online`, payload: 'false', retain: true },
    everyMs: 5_000,
    say: (view, now) => {
      const { power } = view.state();
      const phases = ['a', 'b', 'c'].map((phase, i) => {
        const voltage = volts(power) + (voltage0(power) ? 0 : 0.8 * wander(spec.seed + 110 + i, now, 20_000));
        const watts = (power.siteWatts / 3) * (1 + 0.06 * (i - 1));
        const current = voltage > 0 ? watts / powerFactor / voltage : 0;
        return {
          [`${phase}_voltage`]: round(voltage, 1),
          [`${phase}_current`]: round(current, 2),
          [`${phase}_act_power`]: round(watts, 1),
          [`${phase}_pf`]: powerFactor,
          [`${phase}_freq`]: round(voltage > 0 ? 50 : 0, 1),
        };
      });
      return [
        json(`${topic}/status/em:0`, {
          id: 0,
          ...phases[0],
          ...phases[1],
          ...phases[2],
          n_current: null,
          total_act_power: round(power.siteWatts, 1),
        }),
        json(`${topic}/status/emdata:0`, { id: 0, total_act: round(power.energyWattHours, 1) }),
      ];
    },
    book: { mqtt: { format: 'shelly', topic, max_age: '30s' } },
  };
}
const voltage0 = (power: PowerState): boolean => volts(power) === 0;

/** The gauge in the generator's tank: a plain JSON payload that the site book explains, as home-made devices have. */
export function tankGauge(spec: SiteSpec): PublishingDevice {
  const topic = `${spec.id}/tank`;
  const rule = (path: string, metric: string, more: object = {}) => ({
    topic: `${topic}/state`,
    path,
    metric,
    max_age: '1m',
    ...more,
  });
  return {
    id: 'tank-1',
    kind: 'meter',
    name: 'Jauge de la cuve',
    parent: 'sw-1',
    birth: { topic: `${topic}/LWT`, payload: 'Online', retain: true },
    will: { topic: `${topic}/LWT`, payload: 'Offline', retain: true },
    everyMs: 10_000,
    say: (view) => {
      const { power, climate } = view.state();
      return [
        json(`${topic}/state`, {
          level: { percent: round((power.fuelLitres / spec.tankLitres) * 100, 1) },
          celsius: round(climate.technicalRoomCelsius + 2, 1),
          valve: 'open',
        }),
      ];
    },
    book: {
      mqtt: {
        availability: { topic: `${topic}/LWT`, online: 'Online', offline: 'Offline' },
        readings: [
          rule('$.level.percent', 'sensor.level_ratio', { scale: 0.01 }),
          rule('$.celsius', 'sensor.temperature_celsius'),
          rule('$.valve', 'sensor.state', { states: { closed: 0, open: 1 } }),
        ],
      },
    },
  };
}

const engineWords: Readonly<Record<PowerState['generator'], string>> = {
  ready: 'Off - Ready',
  cranking: 'Cranking',
  'running-no-load': 'Running',
  'on-load': 'Running',
  cooldown: 'Cooling Down',
};

export function generatorMonitor(spec: SiteSpec): PublishingDevice {
  const topic = `${spec.id}/generator`;
  const leaf = (name: string, payload: string): Message => ({ topic: `${topic}/${name}`, payload });
  return {
    id: 'genset-1',
    kind: 'generator',
    name: 'Groupe 60 kVA',
    parent: 'sw-1',
    birth: { topic: `${topic}/client_status`, payload: 'Online', retain: true },
    will: { topic: `${topic}/client_status`, payload: 'Offline', retain: true },
    everyMs: 5_000,
    say: (view) => {
      const { power } = view.state();
      const turning = running(power);
      const watts = power.source === 'generator' ? power.siteWatts : 0;
      return [
        leaf('Status/Engine/Engine State', engineWords[power.generator]),
        leaf(
          'Status/Engine/Battery Voltage',
          `${(turning ? 14.1 : power.generator === 'cranking' ? 11.6 : 13.2).toFixed(2)} V`,
        ),
        leaf('Status/Engine/RPM', String(turning ? 1_500 : 0)),
        leaf('Status/Engine/Frequency', `${turning ? '50.0' : '0.0'} Hz`),
        leaf('Status/Engine/Output Voltage', `${turning ? 229 : 0} V`),
        leaf('Status/Engine/Output Power', `${(watts / 1000).toFixed(2)} kW`),
        leaf('Maintenance/Fuel Level', `${((power.fuelLitres / spec.tankLitres) * 100).toFixed(1)} %`),
        leaf('Maintenance/Service/Total Run Hours', `${(power.runMs / 3_600_000).toFixed(2)} h`),
        leaf('Outage/Utility Voltage', `${Math.round(power.mainsVolts)} V`),
        leaf('Outage/System In Outage', power.mainsVolts > 0 ? 'No' : 'Yes'),
      ];
    },
    book: { mqtt: { format: 'genmon', topic, max_age: '30s' } },
  };
}
