/** Values of the site book that several of its parts share: quantities, addresses, URLs, topics, zones. */
import { parseHostAddress } from '../config/host-address.ts';
import { nearest } from '../config/nearest.ts';
import * as quantities from '../config/quantities.ts';
import type { Read } from '../config/readers.ts';
import { parsed, text } from '../config/readers.ts';

export const bitRate = parsed(quantities.bitRate, 'a rate such as 4 Mbit/s');
export const litres = parsed(quantities.litres, 'a volume such as 200 L');
export const litresPerHour = parsed(quantities.litresPerHour, 'a consumption such as 24 L/h');
export const bytes = parsed(quantities.byteSize, 'a size such as 10 GB');

export const duration = (minMs: number, maxMs: number, example: string): Read<number> =>
  parsed(
    (value) => {
      const ms = quantities.durationMs(value);
      return ms !== null && ms >= minMs && ms <= maxMs ? ms : null;
    },
    `a duration such as ${example} (at least ${shown(minMs)}, at most ${shown(maxMs)})`,
  );
const shown = (ms: number): string =>
  ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : ms % 1_000 === 0 ? `${ms / 1_000} s` : `${ms} ms`;

/** A period of polling: never under a second, never over a day. */
export const period = duration(1_000, 86_400_000, '10s');

export const address = parsed(
  parseHostAddress,
  'an address: write an IP address or a host name, with a port if it is not the usual one (192.0.2.1, ups.example:1161)',
);

/** An address in which no port is meant. */
export const host: Read<string> = (at) => {
  const found = address(at);
  if (found === undefined) return undefined;
  return found.port === null
    ? found.host
    : at.problem(`"${at.key}: ${at.written}" takes no port: write the address alone`);
};

/** A URL of one of the schemes. Its user and password, if any, stand in keys of their own. */
export const url =
  (...schemes: readonly string[]): Read<string> =>
  (at) => {
    const value = text(at);
    if (value === undefined) return undefined;
    const known = schemes.map((scheme) => `${scheme}://`).join(', ');
    if (!URL.canParse(value)) return at.problem(`"${at.key}" is not a URL: it begins with ${known}`);
    const read = new URL(value);
    if (!schemes.includes(read.protocol.slice(0, -1)))
      return at.problem(`"${at.key}" has another scheme: it must begin with ${known}`);
    if (read.password !== '' && !schemes.includes('postgres'))
      return at.problem(`"${at.key}" holds a password: write it in a key of its own, as \${NAME}`);
    if (read.hostname !== '' && parseHostAddress(read.hostname) === null)
      return at.problem(`"${at.key}" does not name a host: write an IP address or a host name after ://`);
    return value;
  };

/** An MQTT topic to subscribe to: no wildcard, so that one device never speaks for another. */
export const topic: Read<string> = (at) => {
  const value = text(at);
  if (value === undefined) return undefined;
  if (/[+#]/.test(value))
    return at.problem(`"${at.key}: ${at.written}" holds a wildcard: name one topic, without + or #`);
  if (value.startsWith('$') || value.length > 512 || value.split('/').includes(''))
    return at.problem(
      `"${at.key}: ${at.written}" is not a topic: no leading $, no empty level, at most 512 characters`,
    );
  return value;
};

export const jsonPath = parsed(
  (value) => (/^\$(\.[A-Za-z_][\w-]*|\[\d{1,6}\]|\['[^'\]]+'\])*$/.test(value) ? value : null),
  "a JSON path such as $.fuel, $.phases[0].volts or $['a b']",
);

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

export const timezone: Read<string> = (at) => {
  const value = text(at);
  if (value === undefined || value === 'UTC') return value;
  // Offsets (+01:00) are refused: they know no summer time, and no place.
  if (value.includes('/') && isZone(value)) return value;
  const near = nearest(value, Intl.supportedValuesOf('timeZone'));
  return at.problem(
    `"${at.key}: ${at.written}" is not a time zone: ${near ? `did you mean "${near}"?` : 'write a name such as Africa/Porto-Novo'}`,
  );
};

export const country = parsed(
  (value) => (/^[A-Z]{2}$/.test(value) ? value : null),
  'a country: two capital letters (ISO 3166), such as BJ',
);

export const phone = parsed(
  (value) => (/^\+?[0-9][0-9 .-]{1,24}$/.test(value) ? value : null),
  'a telephone number: digits, with a leading + for the international form',
);
