/** What Vigie says of its own parts on the live bus, as readings that rules can look at: restarts, drops, stores, site book, channels. */
import type { Reading } from '../readings/reading.ts';
import { partStates } from '../readings/states.ts';
import type { BookStatus, CollectorStatus, RoleStatus } from '../readings/status.ts';
import type { Instant } from '../time/clock.ts';

/** The site under which Vigie speaks of itself. */
const ownSite = 'vigie';
/** To be told at least this often: a value that nobody repeats is not believed. */
export const ownEveryMs = 10_000;

const told = (metric: string, device: string, at: Instant): Omit<Reading, 'value' | 'text' | 'state'> => ({
  site: ownSite,
  device,
  metric,
  instance: '',
  since: at,
  at,
  everyMs: ownEveryMs,
});
const counted = (metric: string, device: string, value: number, at: Instant): Reading => ({
  ...told(metric, device, at),
  value,
  text: null,
  state: 'good',
});

/** A part of Vigie that works or fails: a store, a channel (its id is the instance), the heartbeat sent outside. */
export function partReading(
  metric: `vigie.${'store' | 'buffer' | 'book' | 'channel' | 'heartbeat' | 'host_power'}_state`,
  device: string,
  instance: string,
  works: boolean,
  at: Instant,
): Reading {
  const text = works ? 'works' : 'fails';
  return {
    ...told(metric, device, at),
    instance,
    value: partStates[text],
    text,
    state: works ? 'good' : 'critical',
  };
}

/** What a part of Vigie had to drop, since it started. */
export const droppedReading = (device: string, dropped: number, at: Instant): Reading =>
  counted('vigie.dropped_count', device, dropped, at);

/** Told by a site that watches itself: since when its centre has not answered. */
export const centreReading = (site: string, silentMs: number, at: Instant): Reading => ({
  ...told('vigie.centre_silent_seconds', 'centre', at),
  site,
  value: silentMs / 1_000,
  text: null,
  state: 'good',
});

/** `at`: now; a role says its status only when it changes. */
export const roleReadings = ({ role, restarts }: RoleStatus, at: Instant): readonly Reading[] => [
  counted('vigie.restarts_count', role, restarts, at),
];

export function collectorReadings({ site, at, drops, store, buffer }: CollectorStatus): readonly Reading[] {
  const device = site === '*' ? 'collectors' : `collectors-${site}`;
  const dropped = drops.reduce((sum, { count }) => sum + count, 0);
  return [
    droppedReading(device, dropped, at),
    partReading('vigie.store_state', device, '', store.ok, at),
    partReading('vigie.buffer_state', device, '', buffer.ok, at),
  ];
}

/** `at`: now; the book is read again only when it changes. */
export const bookReadings = ({ ok }: BookStatus, at: Instant): readonly Reading[] => [
  partReading('vigie.book_state', 'book', '', ok, at),
];
