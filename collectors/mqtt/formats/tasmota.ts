/**
 * Tasmota: `tele/DEVICE/SENSOR` and `STATE` as JSON, `LWT` Online/Offline (retained). Source: Tasmota documentation,
 * MQTT and JSON status responses. Temperatures follow `TempUnit`; energy totals are kWh; pressure is hPa unless `PressureUnit` differs.
 */
import type { MqttSettings } from '../../../lib/inventory/inventory.ts';
import { contactReading } from '../../../lib/readings/contact.ts';
import {
  type Decoded,
  type Format,
  type FormatDecoder,
  instanceOf,
  liveness,
  type Message,
  nothing,
  refused,
  type Taken,
} from '../format.ts';
import { measureOf } from '../measure-names.ts';
import { inBaseUnit, isObject, jsonOf, numberOf } from '../message-value.ts';

/** Sensors and phases of one message that are looked at. */
const maxEntries = 200;

interface Units {
  readonly temperature: string;
  readonly pressure: string;
}

function scaled(key: string, metric: string, scale: number, value: number, units: Units): number | null {
  if (key === 'temperature' || key === 'dewpoint') return inBaseUnit(value, units.temperature)?.value ?? null;
  if (key === 'pressure') return inBaseUnit(value, units.pressure)?.value ?? null;
  return metric ? value * scale : null;
}

/** One sensor's object: `{"Temperature":24.7,"Humidity":61.9}`; an array is one value a phase. */
function sensorReadings(sensor: string, fields: Record<string, unknown>, units: Units): Decoded[] {
  const readings: Decoded[] = [];
  for (const [key, raw] of Object.entries(fields)) {
    const measure = measureOf(key);
    if (!measure || (sensor === 'ENERGY' && key === 'Period')) continue;
    const values = Array.isArray(raw) ? raw : [raw];
    for (const [phase, one] of values.slice(0, 4).entries()) {
      const suffix = Array.isArray(raw) ? `.L${phase + 1}` : '';
      const named = key === 'DewPoint' ? `${sensor}.DewPoint` : sensor;
      const number = numberOf(one);
      readings.push({
        metric: measure.metric,
        instance: instanceOf(named + suffix),
        // null is how Tasmota says that the sensor did not answer.
        value:
          number === null ? null : scaled(key.toLowerCase(), measure.metric, measure.scale, number, units),
        text: null,
        description: `${sensor} ${key}${suffix}`,
      });
    }
  }
  return readings;
}

function switchReading(name: string, raw: unknown, settings: MqttSettings): Decoded | null {
  const text = typeof raw === 'string' ? raw.toUpperCase() : '';
  if (text !== 'ON' && text !== 'OFF') return null;
  const own = settings.contacts[name];
  // A Tasmota switch input reads ON when its contact is closed to ground.
  const contact = contactReading(
    text === 'ON' ? 'closed' : 'open',
    own?.rest ?? 'open',
    own?.means ?? 'input',
  );
  return { ...contact, instance: instanceOf(name), description: own?.name ?? name };
}

function telemetry(json: Record<string, unknown>, settings: MqttSettings): Decoded[] {
  const unit = (key: string, fallback: string): string =>
    typeof json[key] === 'string' ? (json[key] as string) : fallback;
  const units: Units = { temperature: unit('TempUnit', 'C'), pressure: unit('PressureUnit', 'hPa') };
  const readings: Decoded[] = [];
  for (const [name, value] of Object.entries(json).slice(0, maxEntries)) {
    if (/^POWER\d*$/.test(name) && (value === 'ON' || value === 'OFF')) {
      readings.push({
        metric: 'outlet.state',
        instance: name,
        value: value === 'ON' ? 1 : 0,
        text: value === 'ON' ? 'on' : 'off',
        state: 'good',
        description: name,
      });
    } else if (/^Switch\d+$/.test(name)) {
      const contact = switchReading(name, value, settings);
      if (contact) readings.push(contact);
    } else if (name === 'ZbReceived' && isObject(value)) {
      // The Zigbee bridge: one object a child, by name or short address.
      for (const [child, fields] of Object.entries(value).slice(0, maxEntries)) {
        if (isObject(fields)) readings.push(...sensorReadings(child, fields, units));
      }
    } else if (isObject(value) && name !== 'Wifi') {
      readings.push(...sensorReadings(name, value, units));
    }
  }
  return readings;
}

function make(settings: MqttSettings): FormatDecoder {
  const device = settings.topic ?? '';
  // The documentation's default is `%prefix%/%topic%/`; `topic` of the site book is the middle part, or holds `%prefix%`.
  const under = (prefix: string, leaf: string): string =>
    device.includes('%prefix%')
      ? `${device.replace('%prefix%', prefix)}/${leaf}`
      : `${prefix}/${device}/${leaf}`;
  const [lwt, sensor, state, power] = [
    under('tele', 'LWT'),
    under('tele', 'SENSOR'),
    under('tele', 'STATE'),
    under('stat', 'RESULT'),
  ];
  return {
    topics: [lwt, sensor, state, power],
    take(message: Message): Taken {
      if (message.topic === lwt) {
        const text = message.payload.toString('utf8', 0, 20);
        return text === 'Online'
          ? liveness(true)
          : text === 'Offline'
            ? liveness(false)
            : refused('mqtt-unknown-availability');
      }
      if (message.retained) return nothing;
      if (message.topic !== sensor && message.topic !== state && message.topic !== power) return nothing;
      const json = jsonOf(message.payload);
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return refused('mqtt-not-json');
      return { readings: telemetry(json as Record<string, unknown>, settings), online: true, problem: null };
    },
  };
}

export const tasmotaFormat: Format = { name: 'tasmota', make };
