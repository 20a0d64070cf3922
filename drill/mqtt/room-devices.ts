/** A Tasmota room sensor, and a Zigbee2MQTT contact on the site's entry door. */
import { warmth } from '../model/day.ts';
import { wander } from '../model/noise.ts';
import type { SiteSpec } from '../model/spec.ts';
import { json, type PublishingDevice, round } from './publishing-device.ts';

export function roomSensor(spec: SiteSpec): PublishingDevice {
  const topic = `${spec.id}-room-1`;
  const lwt = `tele/${topic}/LWT`;
  return {
    id: 'room-1',
    kind: 'environment',
    name: 'Sonde du plateau',
    parent: 'sw-1',
    birth: { topic: lwt, payload: 'Online', retain: true },
    will: { topic: lwt, payload: 'Offline', retain: true },
    everyMs: 10_000,
    say: (view, now) => {
      const { floorCelsius, humidity } = view.state().climate;
      return [
        json(`tele/${topic}/SENSOR`, {
          Time: new Date(now).toISOString().slice(0, 19),
          SHT3X: {
            Temperature: round(floorCelsius + 0.1 * wander(spec.seed + 101, now, 30_000), 1),
            Humidity: round(100 * humidity + 4 * (1 - warmth(now, spec.offsetMinutes)), 1),
          },
          TempUnit: 'C',
        }),
      ];
    },
    book: { mqtt: { format: 'tasmota', topic, max_age: '1m' } },
  };
}

export function entryDoor(spec: SiteSpec): PublishingDevice {
  const base = `${spec.id}/zigbee`;
  const topic = `${base}/porte-entree`;
  const availability = `${topic}/availability`;
  return {
    id: 'door-1',
    kind: 'door',
    name: 'Porte d’entrée',
    parent: 'sw-1',
    birth: { topic: availability, payload: '{"state":"online"}', retain: true },
    will: { topic: availability, payload: '{"state":"offline"}', retain: true },
    everyMs: 30_000,
    // Closed: what it would mean to hold it open is not rehearsed.
    say: () => [json(topic, { battery: 97, contact: true, linkquality: 148, voltage: 3015 })],
    book: { mqtt: { format: 'zigbee2mqtt', topic, max_age: '3m' } },
  };
}
