/** A hacked plug must not be able to speak for another device. */
import { describe, expect, it } from 'vitest';
import type { Device, MqttFormat } from '../../lib/inventory/inventory.ts';
import { mayPublish, scopeOf } from './device-topics.ts';

const device = (format: MqttFormat, topic: string | null, readings: string[] = []): Device => ({
  site: 'cotonou',
  id: 'room-1',
  kind: 'environment',
  name: 'Room',
  parent: null,
  snmp: null,
  mqtt: {
    format,
    topic,
    availability: { topic: 'bj/room-1/LWT', online: 'Online', offline: 'Offline' },
    readings: readings.map((name) => ({
      topic: name,
      path: null,
      metric: 'x',
      instance: '',
      scale: 1,
      offset: 0,
      maxAgeMs: 1,
      states: null,
    })),
    maxAgeMs: 1,
    contacts: {},
  },
  ping: null,
  probes: [],
  heartbeats: [],
  everyMs: null,
  bands: {},
});

describe('the topics of a device', () => {
  it('are its own and what stands under them, not those that only begin alike', () => {
    const scope = scopeOf(device('zigbee2mqtt', 'bj/room-1'));
    expect(mayPublish(scope, 'bj/room-1')).toBe(true);
    expect(mayPublish(scope, 'bj/room-1/temperature')).toBe(true);
    expect(mayPublish(scope, 'bj/room-1/LWT')).toBe(true);
    expect(mayPublish(scope, 'bj/room-10')).toBe(false);
    expect(mayPublish(scope, 'bj/fire')).toBe(false);
  });
  it('follow the form: a Tasmota device speaks under tele and stat', () => {
    const scope = scopeOf(device('tasmota', 'bj/room-1'));
    expect(mayPublish(scope, 'tele/bj/room-1/SENSOR')).toBe(true);
    expect(mayPublish(scope, 'stat/bj/room-1/STATUS10')).toBe(true);
    expect(mayPublish(scope, 'tele/bj/room-2/SENSOR')).toBe(false);
  });
  it('of a Sparkplug node are its birth, data and death, not its neighbour’s', () => {
    const scope = scopeOf(device('sparkplug', 'BJ/node-1'));
    expect(mayPublish(scope, 'spBv1.0/BJ/NBIRTH/node-1')).toBe(true);
    expect(mayPublish(scope, 'spBv1.0/BJ/DDATA/node-1/ups')).toBe(true);
    expect(mayPublish(scope, 'spBv1.0/BJ/NDEATH/node-2')).toBe(false);
    expect(mayPublish(scope, 'STATE/host')).toBe(false);
  });
  it('of a device without a base topic are exactly those of its readings', () => {
    const scope = scopeOf(device('readings', null, ['bj/genset/state']));
    expect(mayPublish(scope, 'bj/genset/state')).toBe(true);
    expect(mayPublish(scope, 'bj/genset/state/more')).toBe(false);
  });
});
