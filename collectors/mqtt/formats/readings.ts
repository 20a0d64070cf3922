/** The operator's own rules: one topic (and a JSON path, or the whole payload) → one metric. */
import type { MqttReadingRule, MqttSettings } from '../../../lib/inventory/inventory.ts';
import { type ContactMeaning, contactReading } from '../../../lib/readings/contact.ts';
import { contactStates } from '../../../lib/readings/states.ts';
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
  topicMatches,
} from '../format.ts';
import { type JsonPath, parseJsonPath, valueAt } from '../json-path.ts';
import { valueFor } from '../measure-names.ts';
import { inBaseUnit, jsonOf, maxPayloadBytes, measuredText } from '../message-value.ts';

interface Rule {
  readonly rule: MqttReadingRule;
  readonly path: JsonPath | null;
}

const known = (unit: string | null): boolean => unit !== null && inBaseUnit(1, unit) !== null;

/** For a contact the rule's numbers are Vigie's own: 0 at rest, 1 active, anything else unplugged. */
function contactOf(metric: string, state: number) {
  const level =
    state === contactStates.active ? 'closed' : state === contactStates.rest ? 'open' : 'unplugged';
  return contactReading(level, 'open', metric.slice('contact.'.length) as ContactMeaning);
}

/** The rule's scale is for what the device sends bare; a text that carries its own unit is converted by that unit. */
function decode({ rule, path }: Rule, payload: Buffer): Decoded | string {
  if (payload.length > maxPayloadBytes) return 'mqtt-oversized';
  const raw = path ? valueAt(path, jsonOf(payload)) : payload.toString('utf8');
  if (raw === undefined) return 'mqtt-path-missing';
  const base = {
    metric: rule.metric,
    instance: instanceOf(rule.instance),
    description: rule.topic,
    maxAgeMs: rule.maxAgeMs,
  };
  if (raw === null) return { ...base, value: null, text: null };
  const text = String(typeof raw === 'boolean' ? (raw ? 'true' : 'false') : raw).trim();
  if (rule.states) {
    const state = Object.hasOwn(rule.states, text) ? rule.states[text] : undefined;
    if (state === undefined) return 'mqtt-unknown-state';
    return rule.metric.startsWith('contact.')
      ? { ...base, ...contactOf(rule.metric, state) }
      : { ...base, value: state, text };
  }
  if (typeof raw === 'object') return 'mqtt-not-a-number';
  const found = typeof raw === 'boolean' ? { value: raw ? 1 : 0, unit: null } : measuredText(text);
  if (!found) return 'mqtt-not-a-number';
  const value = known(found.unit)
    ? valueFor(rule.metric, found.value, found.unit)
    : found.unit === null
      ? found.value * rule.scale + rule.offset
      : null;
  return value === null ? 'mqtt-wrong-unit' : { ...base, value, text: null };
}

function make(settings: MqttSettings): FormatDecoder {
  const rules: readonly Rule[] = settings.readings.map((rule) => ({
    rule,
    path: rule.path === null ? null : parseJsonPath(rule.path),
  }));
  const availability = settings.availability;
  return {
    topics: [
      ...new Set([...rules.map(({ rule }) => rule.topic), ...(availability ? [availability.topic] : [])]),
    ],
    take(message: Message): Taken {
      const said = availabilityOf(settings, message);
      if (said) return said;
      if (message.retained) return nothing;
      const readings: Decoded[] = [];
      let problem: string | null = null;
      for (const rule of rules) {
        if (!topicMatches(rule.rule.topic, message.topic)) continue;
        const decoded = decode(rule, message.payload);
        if (typeof decoded === 'string') problem = decoded;
        else readings.push(decoded);
      }
      return { readings, online: readings.length > 0 ? true : null, problem };
    },
  };
}

/** What a message on the declared availability topic says; null when it is another topic. Any form may have one. */
export function availabilityOf(settings: MqttSettings, message: Message): Taken | null {
  const availability = settings.availability;
  if (!availability || message.topic !== availability.topic) return null;
  const text = message.payload.subarray(0, 200).toString('utf8').trim();
  if (text === availability.online) return liveness(true);
  if (text === availability.offline) return liveness(false);
  return refused('mqtt-unknown-availability');
}

export const readingsFormat: Format = { name: 'readings', make };
