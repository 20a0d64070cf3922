/** State and freshness of one device, and whose fault its silence is. */
import type { DeviceId, SiteId } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import { deviceFreshness, freshnessOf, isSilent } from './freshness.ts';
import type { Picture, SitePicture } from './picture.ts';
import { ledgerOf, readingsOf, siteOf } from './picture.ts';
import type { Freshness, Reading, State } from './reading.ts';

/** A reading with how much it is to be believed now. */
export interface Believed {
  readonly reading: Reading;
  readonly freshness: Freshness;
}

export interface DeviceState {
  readonly state: State;
  readonly freshness: Freshness;
  /** Since when it is in this state; null: never read. */
  readonly since: Instant | null;
  /** The reading that makes the state; null when good or unknown. */
  readonly worst: Reading | null;
  /** The ancestor whose silence explains this one's; null: its own. */
  readonly because: DeviceId | null;
}

/** Longest chain of parents followed; the site book refuses cycles, this bounds what is not from a book. */
const maxDepth = 32;

/**
 * The highest silent ancestor, when the chain from the device up to it is silent without a break. A parent that
 * nobody watches is passed through.
 */
export function silentAncestor(picture: Picture, site: SitePicture, device: DeviceId): DeviceId | null {
  let found: DeviceId | null = null;
  let parent = site.devices.find((one) => one.id === device)?.parent ?? null;
  for (let depth = 0; parent !== null && depth < maxDepth; depth++) {
    const id: DeviceId = parent;
    const entries = ledgerOf(picture, site.id, id);
    if (isSilent(entries, picture.now)) found = id;
    else if (entries.length > 0) break;
    parent = site.devices.find((one) => one.id === id)?.parent ?? null;
  }
  return found;
}

const parents = new WeakMap<Picture, Map<string, boolean>>();
/** Whether a silent ancestor hides the device; asked once a device and picture. */
export function parentDown(picture: Picture, site: SiteId, device: DeviceId): boolean {
  let known = parents.get(picture);
  if (known === undefined) {
    known = new Map();
    parents.set(picture, known);
  }
  const key = `${site}/${device}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const place = siteOf(picture, site);
  const down = place !== undefined && silentAncestor(picture, place, device) !== null;
  known.set(key, down);
  return down;
}

/** The device's readings, each with its freshness. */
export function believedOf(picture: Picture, site: SiteId, device: DeviceId): readonly Believed[] {
  const hidden = parentDown(picture, site, device);
  const entries = ledgerOf(picture, site, device);
  return readingsOf(picture, site, device).map((reading) => ({
    reading,
    freshness: freshnessOf(reading, entries, picture.now, hidden),
  }));
}

const weight: Record<State, number> = { good: 0, unknown: 1, warning: 2, critical: 3 };

/** Worst first: critical, warning, unknown, good. */
export const worstState = (states: readonly State[]): State =>
  states.reduce<State>((worst, state) => (weight[state] > weight[worst] ? state : worst), 'good');

export function deviceState(picture: Picture, site: SiteId, device: DeviceId): DeviceState {
  const place = siteOf(picture, site);
  const because = place ? silentAncestor(picture, place, device) : null;
  const entries = ledgerOf(picture, site, device);
  const freshness = deviceFreshness(entries, picture.now, because !== null);
  const answered = entries.flatMap((entry) => (entry.answeredAt === null ? [] : [entry.answeredAt]));
  if (isSilent(entries, picture.now) || entries.length === 0) {
    const since = answered.length > 0 ? Math.max(...answered) : null;
    return { state: 'unknown', freshness, since, worst: null, because };
  }
  const believed = believedOf(picture, site, device)
    .filter((one) => one.freshness === 'fresh')
    .map((one) => one.reading);
  // What the device never measures (n/a) does not make the device unknown; only having nothing at all does.
  const told = believed.filter((reading) => reading.state !== 'unknown');
  if (told.length === 0) {
    const unknown = believed.length > 0 || freshness !== 'fresh';
    return { state: unknown ? 'unknown' : 'good', freshness, since: null, worst: null, because };
  }
  const worst = told.reduce((a, b) => (weight[b.state] > weight[a.state] ? b : a));
  return worst.state === 'good'
    ? { state: 'good', freshness, since: Math.max(...told.map((r) => r.since)), worst: null, because }
    : { state: worst.state, freshness, since: worst.since, worst, because };
}
