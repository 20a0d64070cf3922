/**
 * Shelly, second generation and later: `DEVICE/status/COMPONENT:N` (whole), `DEVICE/events/rpc` NotifyStatus (partial),
 * `DEVICE/online` true/false as last will. null means not measured. Source: Shelly API documentation (MQTT, EM, Switch).
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
import { isObject, jsonOf, numberOf } from '../message-value.ts';

/** Field (without phase prefix) → metric and scale. Energies are Wh. */
const fields: Readonly<Record<string, readonly [string, number]>> = {
  act_power: ['sensor.power_watts', 1],
  apower: ['sensor.power_watts', 1],
  total_act_power: ['sensor.power_watts', 1],
  aprt_power: ['sensor.apparent_power_volt_amperes', 1],
  total_aprt_power: ['sensor.apparent_power_volt_amperes', 1],
  current: ['sensor.current_amperes', 1],
  total_current: ['sensor.current_amperes', 1],
  voltage: ['sensor.voltage_volts', 1],
  freq: ['sensor.frequency_hertz', 1],
  pf: ['sensor.power_factor_ratio', 1],
  total_act_energy: ['sensor.energy_watt_hours', 1],
  total_act: ['sensor.energy_watt_hours', 1],
  tC: ['environment.temperature_celsius', 1],
  rh: ['environment.humidity_ratio', 0.01],
  lux: ['sensor.light_lux', 1],
};

function component(name: string, status: Record<string, unknown>, settings: MqttSettings): Decoded[] {
  const readings: Decoded[] = [];
  for (const [key, raw] of Object.entries(status).slice(0, 100)) {
    const phase = /^([abcn])_(.+)$/.exec(key);
    const field = phase?.[2] ?? key;
    const instance = instanceOf(phase ? `${name}.${phase[1]}` : name);
    const own = settings.contacts[name];
    const number = numberOf(raw);
    if (Object.hasOwn(fields, field)) {
      const [metric, scale] = fields[field] as readonly [string, number];
      readings.push({
        metric,
        instance,
        value: number === null ? null : number * scale,
        text: null,
        description: `${name} ${key}`,
      });
    } else if (key === 'aenergy' && typeof raw === 'object' && raw !== null) {
      const total = numberOf((raw as Record<string, unknown>).total);
      readings.push({
        metric: 'sensor.energy_watt_hours',
        instance,
        value: total,
        text: null,
        description: `${name} energy`,
      });
    } else if (key === 'temperature' && typeof raw === 'object' && raw !== null) {
      readings.push({
        metric: 'sensor.temperature_celsius',
        instance,
        value: numberOf((raw as Record<string, unknown>).tC),
        text: null,
        description: `${name} temperature`,
      });
    } else if (key === 'output' && typeof raw === 'boolean') {
      readings.push({
        metric: 'outlet.state',
        instance,
        value: raw ? 1 : 0,
        text: raw ? 'on' : 'off',
        state: 'good',
        description: name,
      });
    } else if (name.startsWith('input:') && key === 'state' && typeof raw === 'boolean') {
      readings.push({
        ...contactReading(raw ? 'closed' : 'open', own?.rest ?? 'open', own?.means ?? 'input'),
        instance,
        description: own?.name ?? name,
      });
    }
  }
  return readings;
}

function make(settings: MqttSettings): FormatDecoder {
  const device = settings.topic ?? '';
  const [online, status, rpc] = [`${device}/online`, `${device}/status/`, `${device}/events/rpc`];
  return {
    topics: [online, `${status}+`, rpc],
    take(message: Message): Taken {
      if (message.topic === online) {
        const text = message.payload.toString('utf8', 0, 10);
        return text === 'true'
          ? liveness(true)
          : text === 'false'
            ? liveness(false)
            : refused('mqtt-unknown-availability');
      }
      if (message.retained) return nothing;
      const json = jsonOf(message.payload);
      if (!isObject(json)) return refused('mqtt-not-json');
      if (message.topic.startsWith(status))
        return {
          readings: component(message.topic.slice(status.length), json, settings),
          online: true,
          problem: null,
        };
      if (message.topic !== rpc || !isObject(json.params)) return nothing;
      const readings = Object.entries(json.params)
        .slice(0, 50)
        .flatMap(([name, part]) => (isObject(part) ? component(name, part, settings) : []));
      return { readings, online: true, problem: null };
    },
  };
}

export const shellyFormat: Format = { name: 'shelly', make };
