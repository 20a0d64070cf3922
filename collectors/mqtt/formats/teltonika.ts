/** Teltonika routers: `router/SERIAL/PARAMETER`, plain values; temperature in tenths of a degree, signal in dBm. Source: the maker's page on monitoring by MQTT. */
import type { MqttSettings } from '../../../lib/inventory/inventory.ts';
import { contactReading } from '../../../lib/readings/contact.ts';
import {
  type Decoded,
  type Format,
  type FormatDecoder,
  type Message,
  nothing,
  refused,
  type Taken,
} from '../format.ts';
import { numberOf } from '../message-value.ts';

const parameters: Readonly<Record<string, readonly [string, number]>> = {
  temperature: ['sensor.temperature_celsius', 0.1],
  signal: ['sensor.signal_dbm', 1],
  uptime: ['host.uptime_seconds', 1],
};

function reading(parameter: string, payload: Buffer, settings: MqttSettings): Decoded | string | null {
  const number = numberOf(payload.toString('utf8', 0, 64));
  if (/^digital\d$/.test(parameter)) {
    if (number !== 0 && number !== 1) return 'mqtt-not-a-number';
    const own = settings.contacts[parameter];
    return {
      ...contactReading(number === 1 ? 'closed' : 'open', own?.rest ?? 'open', own?.means ?? 'input'),
      instance: parameter,
      description: own?.name ?? parameter,
    };
  }
  if (!Object.hasOwn(parameters, parameter)) return null;
  const [metric, scale] = parameters[parameter] as readonly [string, number];
  return number === null
    ? 'mqtt-not-a-number'
    : { metric, instance: '', value: number * scale, text: null, description: parameter };
}

function make(settings: MqttSettings): FormatDecoder {
  const base = `${settings.topic ?? ''}/`;
  return {
    topics: [`${base}+`],
    take(message: Message): Taken {
      if (message.retained || !message.topic.startsWith(base)) return nothing;
      const found = reading(message.topic.slice(base.length), message.payload, settings);
      if (typeof found === 'string') return refused(found);
      return { readings: found ? [found] : [], online: true, problem: null };
    },
  };
}

export const teltonikaFormat: Format = { name: 'teltonika', make };
