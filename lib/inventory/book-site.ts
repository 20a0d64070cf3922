/** One site of the site book, with every reference inside it resolved. */
import type { Place } from '../config/place.ts';
import type { Read } from '../config/readers.ts';
import * as r from '../config/readers.ts';
import { readDevice } from './book-device.ts';
import { checkLinks, readLink, readTrunk, readTunnel } from './book-links.ts';
import { readPower } from './book-power.ts';
import { alwaysOpen, serviceHours } from './book-service.ts';
import * as v from './book-values.ts';
import type { Site } from './inventory.ts';

const position = r.fields('position', {
  latitude: r.required(r.number(-90, 90)),
  longitude: r.required(r.number(-180, 180)),
});

const asterisk = r.fields('asterisk', {
  url: r.required(v.url('http', 'https')),
  user: r.required(r.text),
  password: r.required(r.secret),
  client: r.optional(r.oneOf('vigie', 'ari-client'), 'vigie'),
});

/** Every key of a map read in its own way; complete only if each was right. */
const eachOf = <T>(read: (at: Place, id: string, index: number) => T | undefined): Read<readonly T[]> => {
  return (at) => {
    let index = 0;
    const all = r.recordOf((place, id) => read(place, id, index++))(at);
    return all === undefined ? undefined : Object.values(all);
  };
};

/** Parents that lead back to themselves: nothing could be blamed on anyone. */
function checkCycles(at: Place): void {
  const parentOf = (id: string): string | undefined => at.entries?.get(id)?.entries?.get('parent')?.written;
  const told = new Set<string>();
  for (const [id, place] of at.entries ?? []) {
    const chain = [id];
    for (let up = parentOf(id); up !== undefined && !told.has(up); up = parentOf(up)) {
      if (up === id && chain.length > 1) {
        place.problem(`a cycle of parents: ${[...chain, id].join(' → ')}: remove one of these "parent"`);
        for (const one of chain) told.add(one);
        break;
      }
      if (chain.includes(up)) break;
      chain.push(up);
    }
  }
}

const keysOf = (at: Place | undefined): ReadonlySet<string> => new Set(at?.entries?.keys() ?? []);

export function readSite(at: Place, id: string): Site | undefined {
  const named = r.checkId(at, id);
  const devicesAt = at.entries?.get('devices');
  const devices = keysOf(devicesAt);
  const links = keysOf(at.entries?.get('links'));
  if (devicesAt) checkCycles(devicesAt);
  const read = r.fields(`site "${id}"`, {
    name: r.optional(r.text, id),
    country: r.required(v.country),
    timezone: r.required(v.timezone),
    position: r.required(position),
    service: r.optional(serviceHours, alwaysOpen),
    alerting: r.optional(r.oneOf('centre', 'site'), 'centre'),
    contacts: r.optional(r.recordOf(v.phone, 64), {}),
    devices: r.optional(
      eachOf((place, device) => readDevice(place, id, device, devices)),
      [],
    ),
    links: r.optional(
      eachOf((place, link) => readLink(place, id, link, devices)),
      [],
    ),
    vpn: r.optional(
      eachOf((place, tunnel) => readTunnel(place, tunnel, devices)),
      [],
    ),
    trunks: r.optional(
      eachOf((place, trunk, index) => readTrunk(place, trunk, index + 1, devices, links)),
      [],
    ),
    asterisk: r.optional(asterisk, null),
    recordings: r.optional(
      r.fields('recordings', {
        to: r.required(v.url('file', 'sftp', 's3', 'https')),
        device: r.optional(r.reference('device', devices), null),
      }),
      null,
    ),
    power: r.optional((place) => readPower(place, devices), null),
  })(at);
  if (read === undefined || named === undefined) return undefined;
  const linksAt = at.entries?.get('links');
  if (linksAt) checkLinks(linksAt, read.links);
  return { id, ...read };
}
