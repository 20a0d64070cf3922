/**
 * genmon: one topic a leaf of the generator monitor's status tree, text with unit ("13.2 V"), or `…/value` and `…/unit` with its
 * numeric option. Source: genmon's own topic tree (Status, Maintenance, Outage). Unchanged values are not repeated, so the maximum age is long.
 */
import type { MqttSettings } from '../../../lib/inventory/inventory.ts';
import type { State } from '../../../lib/readings/reading.ts';
import { generatorStates } from '../../../lib/readings/states.ts';
import {
  type Decoded,
  type Format,
  type FormatDecoder,
  liveness,
  type Message,
  nothing,
  refused,
  type Taken,
} from '../format.ts';
import { valueFor } from '../measure-names.ts';
import { inBaseUnit, maxPayloadBytes, measuredText } from '../message-value.ts';

/** Leaf (below the root topic) → metric, and the unit that a bare number has. */
const leaves: Readonly<Record<string, readonly [metric: string, bareUnit: string | null]>> = {
  'Status/Engine/Battery Voltage': ['generator.start_battery_volts', 'V'],
  'Status/Engine/RPM': ['generator.speed_rpm', null],
  'Status/Engine/Frequency': ['generator.frequency_hertz', 'Hz'],
  'Status/Engine/Output Voltage': ['generator.output_voltage_volts', 'V'],
  'Status/Engine/Output Current': ['generator.output_current_amperes', 'A'],
  'Status/Engine/Output Power (Single Phase)': ['generator.output_power_watts', 'kW'],
  'Status/Engine/Output Power': ['generator.output_power_watts', 'kW'],
  'Status/Engine/Coolant Temp': ['generator.coolant_celsius', null],
  'Status/Engine/Oil Pressure': ['generator.oil_pressure_pascals', null],
  'Status/Line/Utility Voltage': ['mains.voltage_volts', 'V'],
  'Outage/Utility Voltage': ['mains.voltage_volts', 'V'],
  'Maintenance/Fuel Level': ['generator.fuel_level_ratio', '%'],
  'Maintenance/Fuel Level Sensor': ['generator.fuel_level_ratio', '%'],
  'Maintenance/Service/Total Run Hours': ['generator.run_seconds', 'h'],
};

/** What the engine says, by its first words: the rest is prose that changes between versions. */
const engineStates: readonly (readonly [RegExp, keyof typeof generatorStates, State])[] = [
  [/^off - ready|^stopped - auto|^standby/i, 'ready', 'good'],
  [/^crank|^starting/i, 'cranking', 'good'],
  [/^running|^exercising/i, 'on-load', 'good'],
  [/^cool/i, 'cooldown', 'good'],
  [/^off|switched off|^manual|not in auto/i, 'not-in-auto', 'critical'],
  [/fail.*start|overcrank/i, 'fail-to-start', 'critical'],
  [/alarm|fault|shut ?down|stopped due/i, 'shutdown', 'critical'],
];

function engine(text: string): Decoded {
  // A fault named anywhere in the sentence outranks its first word.
  const found = /alarm|fault|shut ?down|fail/i.test(text)
    ? engineStates.findLast(([pattern]) => pattern.test(text))
    : engineStates.find(([pattern]) => pattern.test(text));
  if (!found)
    return {
      metric: 'generator.state',
      instance: '',
      value: null,
      text: text.slice(0, 80),
      state: 'unknown',
      description: 'Engine State',
    };
  return {
    metric: 'generator.state',
    instance: '',
    value: generatorStates[found[1]],
    text: found[1],
    state: found[2],
    description: 'Engine State',
  };
}

function measure(leaf: string, text: string): Decoded | string | null {
  if (!Object.hasOwn(leaves, leaf)) return null;
  const [metric, bareUnit] = leaves[leaf] as readonly [string, string | null];
  const found = measuredText(text);
  if (!found) return 'mqtt-not-a-number';
  const unit = found.unit ?? bareUnit;
  if (unit !== null && inBaseUnit(1, unit) === null) return 'mqtt-wrong-unit';
  const value = valueFor(metric, found.value, unit);
  return value === null ? 'mqtt-wrong-unit' : { metric, instance: '', value, text: null, description: leaf };
}

function make(settings: MqttSettings): FormatDecoder {
  const root = `${settings.topic ?? 'generator'}/`;
  return {
    topics: [`${root}#`],
    take(message: Message): Taken {
      if (!message.topic.startsWith(root)) return nothing;
      const leaf = message.topic.slice(root.length).replace(/\/value$/, '');
      const text = message.payload.subarray(0, maxPayloadBytes).toString('utf8', 0, 400).trim();
      if (leaf === 'client_status')
        return text === 'Online' ? liveness(true) : text === 'Offline' ? liveness(false) : nothing;
      if (message.retained) return nothing;
      if (leaf === 'Status/Engine/Engine State')
        return { readings: [engine(text)], online: true, problem: null };
      if (leaf === 'Outage/System In Outage') {
        const out = text === 'Yes';
        if (!out && text !== 'No') return refused('mqtt-unknown-state');
        return {
          readings: [
            {
              metric: 'mains.state',
              instance: '',
              value: out ? 2 : 1,
              text: out ? 'absent' : 'present',
              state: out ? 'critical' : 'good',
              description: leaf,
            },
          ],
          online: true,
          problem: null,
        };
      }
      const found = measure(leaf, text);
      if (typeof found === 'string') return refused(found);
      return { readings: found ? [found] : [], online: true, problem: null };
    },
  };
}

export const genmonFormat: Format = { name: 'genmon', make };
