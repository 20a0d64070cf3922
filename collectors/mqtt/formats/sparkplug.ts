/** Sparkplug B 3.0: the site book's topic is `GROUP/NODE` or `GROUP/NODE/DEVICE`; rules name metrics, units name the rest. */
import type { MqttReadingRule, MqttSettings } from '../../../lib/inventory/inventory.ts';
import {
  type Decoded,
  type Format,
  type FormatDecoder,
  instanceOf,
  type Message,
  nothing,
  refused,
  type Taken,
} from '../format.ts';
import { genericReading, measureOf } from '../measure-names.ts';
import { maxPayloadBytes } from '../message-value.ts';
import {
  type NamedMetric,
  type SparkplugKind,
  SparkplugNode,
  type SparkplugOutcome,
} from '../sparkplug-node.ts';
import { decodeSparkplug, rebirthCommand } from '../sparkplug-payload.ts';

const kinds: ReadonlySet<string> = new Set<SparkplugKind>([
  'NBIRTH',
  'NDATA',
  'NDEATH',
  'DBIRTH',
  'DDATA',
  'DDEATH',
]);

/** Housekeeping of the node, not measurements. */
const notMeasured = /^(bdSeq$|Node Control\/|Device Control\/|Properties\/|Node Info\/)/;

function reading({ name, metric }: NamedMetric, rules: ReadonlyMap<string, MqttReadingRule>): Decoded | null {
  if (notMeasured.test(name) || typeof metric.value === 'string') return null;
  const rule = rules.get(name);
  const at = metric.timestamp === null ? {} : { at: metric.timestamp };
  const base = { instance: instanceOf(rule?.instance || name), description: name, text: null, ...at };
  const number = metric.value === null ? null : Number(metric.value);
  if (rule)
    return {
      ...base,
      instance: instanceOf(rule.instance),
      metric: rule.metric,
      value: number === null ? null : number * rule.scale + rule.offset,
      maxAgeMs: rule.maxAgeMs,
    };
  if (typeof metric.value === 'boolean')
    return {
      ...base,
      metric: 'sensor.state',
      value: metric.value ? 1 : 0,
      text: metric.value ? 'true' : 'false',
      state: 'good',
    };
  if (metric.unit !== null) {
    const generic = genericReading(number ?? 0, metric.unit);
    return generic
      ? { ...base, metric: generic.metric, value: number === null ? null : generic.value }
      : null;
  }
  const measure = measureOf(name.slice(name.lastIndexOf('/') + 1).replace(/^.* /, ''));
  if (measure)
    return { ...base, metric: measure.metric, value: number === null ? null : number * measure.scale };
  return { ...base, metric: 'sensor.count', value: number };
}

function make(settings: MqttSettings): FormatDecoder {
  const [group = '', nodeId = '', device = null] = (settings.topic ?? '').split('/');
  const node = new SparkplugNode();
  const rules = new Map(settings.readings.map((rule) => [rule.topic, rule]));
  const prefix = `spBv1.0/${group}/`;

  function taken(outcome: SparkplugOutcome, now: number): Taken {
    const readings: Decoded[] = [];
    let online: boolean | null = null;
    for (const event of outcome.events) {
      // The node's death is the death of all its devices.
      if (event.type === 'dead' && (event.device === null || event.device === device)) online = false;
      if (event.type !== 'metrics' || event.device !== device) continue;
      online = true;
      readings.push(...event.metrics.flatMap((metric) => reading(metric, rules) ?? []));
    }
    const publish = outcome.rebirth
      ? [{ topic: `${prefix}NCMD/${nodeId}`, payload: rebirthCommand(now) }]
      : [];
    return { readings, online, problem: outcome.problem, publish };
  }

  return {
    topics: [`${prefix}+/${nodeId}`, `${prefix}+/${nodeId}/+`],
    take(message: Message): Taken {
      const [, , kind = '', from, child = null] = message.topic.split('/');
      if (from !== nodeId || !kinds.has(kind) || message.retained) return nothing;
      if (message.payload.length > maxPayloadBytes) return refused('mqtt-oversized');
      const payload = decodeSparkplug(message.payload);
      if (!payload) return refused('sparkplug-malformed');
      return taken(
        node.take({ kind: kind as SparkplugKind, device: child, payload }, message.at),
        message.at,
      );
    },
    tick: (now) => taken(node.tick(now), now),
  };
}

export const sparkplugFormat: Format = { name: 'sparkplug', make };
