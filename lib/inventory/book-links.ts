/** What goes out of a site, in the site book: links, tunnels, trunks. */
import type { Place } from '../config/place.ts';
import * as r from '../config/readers.ts';
import * as v from './book-values.ts';
import type { Link, OverflowSettings, Trunk, VpnTunnel } from './inventory.ts';

/** The contract's promise when the book says no more than `overflow_at`. */
export const overflowDefaults: Omit<OverflowSettings, 'atRatio'> = {
  forMs: 30_000,
  returnAtRatio: 0.55,
  returnForMs: 300_000,
  relayRatio: 0.05,
  relayWithinMs: 60_000,
  reliefRatio: 0.8,
  reliefWithinMs: 300_000,
};
/** Channels of one E1 that carry speech: 32 timeslots less framing and signalling. */
const channelsPerE1 = 30;

const minute = v.duration(0, 3_600_000, '30s');
const overflowFields = {
  overflow_at: r.optional(r.ratio, undefined),
  overflow_for: r.optional(minute, undefined),
  return_at: r.optional(r.ratio, undefined),
  return_for: r.optional(minute, undefined),
  relay_share: r.optional(r.ratio, undefined),
  relay_within: r.optional(minute, undefined),
  relief_at: r.optional(r.ratio, undefined),
  relief_within: r.optional(minute, undefined),
} as const;

function readOverflow(at: Place, read: r.Fields<typeof overflowFields>): OverflowSettings | null | undefined {
  const { overflow_at: atRatio } = read;
  if (atRatio === undefined) {
    const orphan = (Object.keys(overflowFields) as (keyof typeof overflowFields)[]).find(
      (key) => read[key] !== undefined,
    );
    return orphan === undefined
      ? null
      : at.problem(`"${orphan}" means nothing without overflow_at: add overflow_at: 0.7, or remove it`);
  }
  const made: OverflowSettings = {
    atRatio,
    forMs: read.overflow_for ?? overflowDefaults.forMs,
    returnAtRatio: read.return_at ?? Math.min(overflowDefaults.returnAtRatio, atRatio * 0.8),
    returnForMs: read.return_for ?? overflowDefaults.returnForMs,
    relayRatio: read.relay_share ?? overflowDefaults.relayRatio,
    relayWithinMs: read.relay_within ?? overflowDefaults.relayWithinMs,
    reliefRatio: read.relief_at ?? Math.max(overflowDefaults.reliefRatio, Math.min(1, atRatio * 1.1)),
    reliefWithinMs: read.relief_within ?? overflowDefaults.reliefWithinMs,
  };
  if (made.returnAtRatio >= atRatio)
    return at.problem(
      `impossible thresholds: return_at (${made.returnAtRatio}) must be under overflow_at (${atRatio})`,
    );
  if (made.reliefRatio < atRatio)
    return at.problem(
      `impossible thresholds: relief_at (${made.reliefRatio}) must not be under overflow_at (${atRatio})`,
    );
  return made;
}

const provider = r.fields('provider', {
  name: r.required(r.text),
  circuit: r.optional(r.text, null),
  phone: r.optional(v.phone, null),
  repair: r.optional(v.duration(60_000, 2_678_400_000, '4h'), null),
});

export function readLink(
  at: Place,
  site: string,
  id: string,
  devices: ReadonlySet<string>,
): Link | undefined {
  const named = r.checkId(at, id);
  const read = r.fields(`link "${id}"`, {
    device: r.required(r.reference('device', devices)),
    interface: r.required(r.text),
    contracted: r.required(v.bitRate),
    role: r.required(r.oneOf('primary', 'backup')),
    ...overflowFields,
    probe: r.optional(r.listOf(v.host, 16), []),
    provider: r.optional(provider, undefined),
  })(at);
  if (read === undefined) return undefined;
  const overflow = readOverflow(at, read);
  if (overflow === undefined || named === undefined) return undefined;
  if (read.contracted <= 0)
    return at.problem('a contracted rate of nothing: write the rate of the contract, such as 4 Mbit/s');
  if (overflow !== null && read.role === 'backup')
    return at.problem('overflow_at belongs to the primary link: remove it here, or write role: primary');
  const operator = read.provider;
  return {
    id,
    site,
    device: read.device,
    interface: read.interface,
    contractedBitsPerSecond: read.contracted,
    role: read.role,
    overflow,
    probe: read.probe,
    provider:
      operator === undefined
        ? null
        : {
            name: operator.name,
            circuit: operator.circuit,
            phone: operator.phone,
            repairMs: operator.repair,
          },
  };
}

export function readTunnel(at: Place, id: string, devices: ReadonlySet<string>): VpnTunnel | undefined {
  const named = r.checkId(at, id);
  const read = r.fields(`tunnel "${id}"`, {
    device: r.required(r.reference('device', devices)),
    tunnel: r.required(r.text),
    applications: r.optional(r.listOf(v.url('http', 'https', 'tcp'), 64), []),
  })(at);
  return read === undefined || named === undefined ? undefined : { id, ...read };
}

export function readTrunk(
  at: Place,
  id: string,
  order: number,
  devices: ReadonlySet<string>,
  links: ReadonlySet<string>,
): Trunk | undefined {
  const named = r.checkId(at, id);
  const read = r.fields(`trunk "${id}"`, {
    kind: r.required(r.oneOf('e1', 'voip')),
    endpoint: r.required(r.text),
    spans: r.optional(r.integer(1, 64), undefined),
    channels: r.optional(r.integer(1, 10_000), undefined),
    codec: r.optional(r.text, null),
    order: r.optional(r.integer(1, 1_000), order),
    device: r.optional(r.reference('device', devices), null),
    link: r.optional(r.reference('link', links), null),
    countries: r.optional(r.listOf(v.country, 64), []),
  })(at);
  if (read === undefined || named === undefined) return undefined;
  const { kind } = read;
  if (kind === 'voip' && read.channels === undefined)
    return at.problem(`trunk "${id}" has no "channels": write how many calls it carries at once`);
  if (kind === 'voip' && read.spans !== undefined)
    return at.problem('"spans" belongs to an E1 trunk: write channels');
  const spans = kind === 'e1' ? (read.spans ?? 1) : 0;
  const channels = read.channels ?? spans * channelsPerE1;
  if (kind === 'e1' && channels > spans * channelsPerE1)
    return at.problem(
      `${channels} channels do not fit in ${spans} E1 of ${channelsPerE1}: correct spans or channels`,
    );
  return { ...read, id, spans, channels };
}

/** A part of the site in which an overflow has nowhere to go is a mistake, not a setting. */
export const checkLinks: (at: Place, links: readonly Link[]) => void = (at, links) => {
  const alone = links.find(
    (link) => link.overflow !== null && !links.some((other) => other.role === 'backup'),
  );
  if (alone)
    at.problem(
      `link "${alone.id}" has overflow_at but the site has no link with role: backup: declare it, or remove overflow_at`,
    );
  const seen = new Map<string, string>();
  for (const link of links) {
    const key = `${link.device} ${link.interface}`;
    const other = seen.get(key);
    if (other !== undefined)
      at.problem(
        `links "${other}" and "${link.id}" are both ${link.interface} of ${link.device}: correct one`,
      );
    seen.set(key, link.id);
  }
};
