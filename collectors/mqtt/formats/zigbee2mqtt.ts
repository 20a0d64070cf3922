/**
 * Zigbee2MQTT: `BASE/NAME` as JSON, `BASE/NAME/availability`, `BASE/bridge/state`. `contact: true` means closed
 * (the bridge's own description of door sensors). Without its bridge nothing of a child can be believed.
 */
import type { MqttSettings } from '../../../lib/inventory/inventory.ts';
import { type ContactMeaning, contactReading } from '../../../lib/readings/contact.ts';
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
import { measureOf } from '../measure-names.ts';
import { jsonOf, numberOf } from '../message-value.ts';

/** Boolean properties: the level that `true` stands for at an input that rests open, and what it means. */
const binary: Readonly<Record<string, ContactMeaning>> = {
  smoke: 'smoke',
  water_leak: 'water',
  occupancy: 'motion',
  presence: 'motion',
  vibration: 'intrusion',
  tamper: 'intrusion',
  gas: 'fire',
  carbon_monoxide: 'fire',
  alarm: 'input',
};

function reading(key: string, raw: unknown, settings: MqttSettings): Decoded | null {
  const own = settings.contacts[key];
  if (key === 'contact' && typeof raw === 'boolean') {
    return {
      ...contactReading(raw ? 'closed' : 'open', own?.rest ?? 'closed', own?.means ?? 'door'),
      instance: key,
      description: own?.name ?? key,
    };
  }
  const meaning = Object.hasOwn(binary, key) ? binary[key] : undefined;
  if (meaning && typeof raw === 'boolean') {
    return {
      ...contactReading(raw ? 'closed' : 'open', own?.rest ?? 'open', own?.means ?? meaning),
      instance: key,
      description: own?.name ?? key,
    };
  }
  if (key === 'state' && (raw === 'ON' || raw === 'OFF'))
    return {
      metric: 'outlet.state',
      instance: '',
      value: raw === 'ON' ? 1 : 0,
      text: raw === 'ON' ? 'on' : 'off',
      state: 'good',
      description: key,
    };
  const measure = measureOf(key);
  if (!measure) return null;
  const number = numberOf(raw);
  // Zigbee devices report their battery's voltage in mV, the mains plugs theirs in V; above 1 000 it can only be mV.
  const scale = key === 'voltage' && number !== null && number > 1_000 ? 0.001 : measure.scale;
  return {
    metric: measure.metric,
    instance: '',
    value: number === null ? null : number * scale,
    text: null,
    description: key,
  };
}

/** Both forms of the bridge's state: `online` and `{"state":"online"}`. */
function onlineOf(payload: Buffer): boolean | null {
  const text = payload.toString('utf8', 0, 100).trim();
  const json = text.startsWith('{') ? (jsonOf(payload) as { state?: unknown } | undefined)?.state : text;
  return json === 'online' ? true : json === 'offline' ? false : null;
}

function make(settings: MqttSettings): FormatDecoder {
  const topic = settings.topic ?? '';
  const base = topic.split('/').slice(0, -1).join('/') || 'zigbee2mqtt';
  const [availability, bridge] = [`${topic}/availability`, `${base}/bridge/state`];
  return {
    topics: [topic, availability, bridge],
    take(message: Message): Taken {
      if (message.topic === availability || message.topic === bridge) {
        const online = onlineOf(message.payload);
        if (online === null) return refused('mqtt-unknown-availability');
        // The bridge's return says nothing of the child; its loss takes the child with it.
        return message.topic === bridge && online ? nothing : liveness(online);
      }
      if (message.topic !== topic || message.retained) return nothing;
      const json = jsonOf(message.payload);
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return refused('mqtt-not-json');
      const readings = Object.entries(json)
        .slice(0, 200)
        .flatMap(([key, raw]) => reading(key, raw, settings) ?? []);
      return { readings, online: true, problem: null };
    },
  };
}

export const zigbee2mqttFormat: Format = { name: 'zigbee2mqtt', make };
