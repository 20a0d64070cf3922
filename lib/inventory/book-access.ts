/** How a device is reached, in the site book: SNMP and MQTT. */

import type { HostAddress } from '../config/host-address.ts';
import { remedy } from '../config/nearest.ts';
import type { Place } from '../config/place.ts';
import type { Read } from '../config/readers.ts';
import * as r from '../config/readers.ts';
import { catalogue } from '../readings/catalogue/index.ts';
import * as v from './book-values.ts';
import type { MqttReadingRule, MqttSettings, SnmpAccess, SnmpSettings } from './inventory.ts';

export const snmpPort = 161;
const defaultTimeoutMs = 2_000;
/** A thing that publishes at its own pace and says nothing for this long is stale. */
const defaultMaxAgeMs = 300_000;

export function checkMetric(at: Place, metric: string): string | undefined {
  if (Object.hasOwn(catalogue, metric)) return metric;
  return at.problem(
    `"${metric}" is not a metric of the catalogue: ${remedy(metric, Object.keys(catalogue))}`,
  );
}
const metric: Read<string> = (at) => {
  const name = r.text(at);
  return name === undefined ? undefined : checkMetric(at, name);
};

const meanings = ['fire', 'smoke', 'door', 'water', 'motion', 'intrusion', 'input'] as const;
const contactInput = r.fields('a contact', {
  name: r.optional(r.text, undefined),
  rest: r.required(r.oneOf('open', 'closed')),
  means: r.optional(r.oneOf(...meanings), undefined),
});
const contacts: Read<SnmpSettings['contacts']> = r.recordOf((at) => {
  const read = contactInput(at);
  if (read === undefined) return undefined;
  const { name, means, rest } = read;
  return { rest, ...(name === undefined ? {} : { name }), ...(means === undefined ? {} : { means }) };
}, 256);

/** The user-based security model asks for eight characters at least (RFC 3414 §11.2). */
const key: Read<string> = (at) => {
  const value = r.secret(at);
  return value === undefined || value.length >= 8
    ? value
    : at.problem('the key is shorter than 8 characters: SNMP version 3 refuses it (RFC 3414)');
};
const spelled =
  <T extends string>(
    names: Readonly<Record<string, T>>,
    refused: Readonly<Record<string, string>>,
  ): Read<T> =>
  (at) => {
    const value = r.text(at);
    if (value === undefined) return undefined;
    const plain = value.toLowerCase().replace(/[-_]/g, '');
    // Own ones only: an object also answers to "constructor".
    const found = Object.hasOwn(names, plain) ? names[plain] : undefined;
    if (found !== undefined) return found;
    const why = Object.hasOwn(refused, plain) ? refused[plain] : undefined;
    return at.problem(why ?? `"${at.key}: ${at.written}" is not known: ${remedy(value, Object.keys(names))}`);
  };
const authProtocol = spelled(
  {
    sha: 'sha1',
    sha1: 'sha1',
    sha224: 'sha224',
    sha256: 'sha256',
    sha384: 'sha384',
    sha512: 'sha512',
  } as const,
  { md5: 'MD5 is broken and not offered: set the device to sha256, or sha1 if it has nothing better' },
);
const privacyProtocol = spelled({ aes: 'aes', aes128: 'aes', aes256: 'aes256' } as const, {
  des: 'DES is broken and not offered: set the device to aes',
  '3des': 'DES is broken and not offered: set the device to aes',
});

const snmpFields = r.fields('snmp', {
  version: r.required(r.oneOf('1', '2c', '3')),
  community: r.optional(r.secret, undefined),
  user: r.optional(r.text, undefined),
  auth: r.optional(r.fields('auth', { protocol: r.required(authProtocol), key: r.required(key) }), undefined),
  privacy: r.optional(
    r.fields('privacy', { protocol: r.required(privacyProtocol), key: r.required(key) }),
    undefined,
  ),
  context: r.optional(r.text, undefined),
  port: r.optional(r.integer(1, 65_535), undefined),
  timeout: r.optional(v.duration(100, 30_000, '2s'), defaultTimeoutMs),
  profiles: r.optional(r.listOf(r.text, 16), []),
  contacts: r.optional(contacts, {}),
});

function snmpAccess(at: Place, read: r.FieldsOf<typeof snmpFields>): SnmpAccess | undefined {
  const { version, community, user, auth, privacy, context } = read;
  if (version !== '3') {
    if (user !== undefined || auth !== undefined || privacy !== undefined)
      return at.problem(
        `user, auth and privacy belong to SNMP version 3: write version: 3, or only community`,
      );
    return community === undefined
      ? at.problem(`snmp version ${version} has no "community": add it, as \${NAME}`)
      : { version, community };
  }
  if (community !== undefined)
    return at.problem('SNMP version 3 takes no community: write user, auth and privacy');
  if (user === undefined) return at.problem('snmp version 3 has no "user": add it');
  if (privacy !== undefined && auth === undefined)
    return at.problem('privacy without auth does not exist in SNMP version 3: add auth');
  return {
    version,
    user,
    ...(auth === undefined ? {} : { auth }),
    ...(privacy === undefined ? {} : { privacy }),
    ...(context === undefined ? {} : { context }),
  };
}

export function readSnmp(at: Place, address: HostAddress | null): SnmpSettings | undefined {
  const read = snmpFields(at);
  if (read === undefined) return undefined;
  const access = snmpAccess(at, read);
  if (address === null) return at.problem('a device read over SNMP has no "address": add it beside snmp');
  if (access === undefined) return undefined;
  const { timeout, profiles, contacts: inputs, port } = read;
  return {
    address: address.host,
    port: port ?? address.port ?? snmpPort,
    access,
    profiles,
    timeoutMs: timeout,
    contacts: inputs,
  };
}

const states: Read<Readonly<Record<string, number>>> = r.recordOf((at) => r.number(-1e9, 1e9)(at), 256);
const anyNumber = r.number(-1e12, 1e12);
const rule: Read<MqttReadingRule> = (at) => {
  const read = r.fields('a reading', {
    topic: r.required(v.topic),
    path: r.optional(v.jsonPath, null),
    metric: r.required(metric),
    instance: r.optional(r.text, ''),
    scale: r.optional(anyNumber, 1),
    offset: r.optional(anyNumber, 0),
    max_age: r.optional(v.duration(1_000, 604_800_000, '2m'), defaultMaxAgeMs),
    states: r.optional(states, null),
  })(at);
  if (read === undefined) return undefined;
  const { max_age: maxAgeMs, ...rest } = read;
  return rest.scale === 0
    ? at.problem('"scale: 0" makes every value 0: write another, or leave it out')
    : { ...rest, maxAgeMs };
};
const formats = [
  'readings',
  'tasmota',
  'genmon',
  'sparkplug',
  'zigbee2mqtt',
  'shelly',
  'victron',
  'teltonika',
] as const;

export const readMqtt: Read<MqttSettings> = (at) => {
  const read = r.fields('mqtt', {
    format: r.optional(r.oneOf(...formats), 'readings'),
    topic: r.optional(v.topic, null),
    availability: r.optional(
      r.fields('availability', {
        topic: r.required(v.topic),
        online: r.required(r.text),
        offline: r.required(r.text),
      }),
      null,
    ),
    readings: r.optional(r.listOf(rule), []),
    max_age: r.optional(v.duration(1_000, 604_800_000, '5m'), defaultMaxAgeMs),
    contacts: r.optional(contacts, {}),
  })(at);
  if (read === undefined) return undefined;
  const { max_age: maxAgeMs, ...rest } = read;
  if (rest.format !== 'readings' && rest.topic === null)
    return at.problem(`mqtt of the format ${rest.format} has no "topic": add the device's own`);
  if (rest.format === 'readings' && rest.readings.length === 0)
    return at.problem(
      `mqtt has neither "readings" nor "format": list the readings, or name a format (${formats.slice(1).join(', ')})`,
    );
  return { ...rest, maxAgeMs };
};
