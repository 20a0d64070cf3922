/** Which topics a device may publish on the embedded devices' broker: its own, and nothing of another's. */
import type { Device } from '../../lib/inventory/inventory.ts';

/** Prefixes that a form puts before the device's own topic (Tasmota: prefix/topic/word). */
const prefixesOf = (format: string): readonly string[] =>
  format === 'tasmota' ? ['tele/', 'stat/', 'cmnd/'] : [''];

/** Sparkplug B 3.0, 4: spBv1.0/group/KIND/node[/device]; the site book names it `group/node[/device]`. */
const sparkplugKinds = ['NBIRTH', 'NDEATH', 'NDATA', 'DBIRTH', 'DDEATH', 'DDATA'];

/** `exact` topics and `below` (everything under this prefix, the prefix itself included). */
export interface TopicScope {
  readonly exact: readonly string[];
  readonly below: readonly string[];
}

export function scopeOf(device: Device): TopicScope {
  const { mqtt } = device;
  const exact: string[] = [];
  const below: string[] = [];
  if (mqtt?.topic && mqtt.format === 'sparkplug') {
    const [group = '', node = ''] = mqtt.topic.split('/');
    for (const kind of sparkplugKinds) below.push(`spBv1.0/${group}/${kind}/${node}`);
  } else if (mqtt?.topic) {
    for (const prefix of prefixesOf(mqtt.format)) below.push(`${prefix}${mqtt.topic}`);
    // Tasmota's full topic can be set to topic/prefix; then the device's name comes first.
    if (mqtt.format === 'tasmota') below.push(mqtt.topic);
  }
  if (mqtt?.availability) exact.push(mqtt.availability.topic);
  for (const rule of mqtt?.readings ?? []) exact.push(rule.topic);
  for (const heartbeat of device.heartbeats) if (heartbeat.topic) exact.push(heartbeat.topic);
  return { exact, below };
}

export const mayPublish = (scope: TopicScope, topic: string): boolean =>
  scope.exact.includes(topic) ||
  scope.below.some((prefix) => topic === prefix || topic.startsWith(`${prefix}/`));
