/** A bus that loses a message must not leave a wall with an alarm that is over, nor without one that is not. */
import { describe, expect, it } from 'vitest';
import type { IncidentQuery } from '../../../lib/alarm/incident-store.ts';
import { smallIncident } from '../../../lib/alarm/small-incident.ts';
import type { StoredIncident } from '../../../lib/alarm/stored-incident.ts';
import { IncidentMemory } from '../../../lib/readings/incident-memory.ts';
import { IncidentFeed, lookBackEvery } from './incidents-from-store.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;

/** A store in memory that counts changes as the real one does. */
function stage() {
  const rows = new Map<string, { stored: StoredIncident; change: number }>();
  let last = 0;
  const put = (stored: StoredIncident, change = ++last) => rows.set(stored.incident.id, { stored, change });
  const sorted = () => [...rows.values()].toSorted((a, b) => a.change - b.change);
  const store = {
    changedSince: (since: number) => {
      const found = sorted().filter(
        ({ change, stored }) => change > since && (since !== 0 || stored.incident.state !== 'resolved'),
      );
      return Promise.resolve({
        items: found.map(({ stored }) => stored),
        change: found.at(-1)?.change ?? (since === 0 ? last : since),
      });
    },
    list: ({ states }: IncidentQuery) =>
      Promise.resolve({
        items: sorted()
          .map(({ stored }) => stored)
          .filter(({ incident }) => states?.includes(incident.state) ?? true),
        next: null,
      }),
  };
  const memory = new IncidentMemory();
  const feed = new IncidentFeed(store, { now: () => t0 }, (one) => memory.put(one));
  return { put, feed, memory, at: () => last, skip: () => ++last };
}
const resolved = (stored: StoredIncident, at: number): StoredIncident => ({
  ...stored,
  incident: { ...stored.incident, version: stored.incident.version + 1, state: 'resolved', resolvedAt: at },
});

describe('incidents from the store', () => {
  it('begin with what is open, and what was resolved in the last day only', async () => {
    const { put, feed, memory } = stage();
    put(smallIncident('open', 'room-1', t0 - hour));
    put(resolved(smallIncident('today', 'room-2', t0 - 5 * hour), t0 - hour));
    put(resolved(smallIncident('old', 'room-3', t0 - 40 * hour), t0 - 30 * hour));
    await feed.ask();
    expect([...memory.all.keys()].toSorted()).toEqual(['open', 'today']);
  });

  it('follow what has changed since, so that a lost message is harmless', async () => {
    const { put, feed, memory } = stage();
    const one = smallIncident('one', 'room-1', t0 - hour);
    await feed.ask();
    put(one);
    await feed.ask();
    expect(memory.all.get('one')?.state).toBe('open');
    put(resolved(one, t0));
    await feed.ask();
    expect(memory.all.get('one')?.state).toBe('resolved');
  });

  it('find in the end a change that was committed after a later one', async () => {
    const { put, feed, memory, skip } = stage();
    await feed.ask();
    const early = skip();
    put(smallIncident('late', 'room-2', t0));
    await feed.ask();
    put(smallIncident('early', 'room-1', t0), early);
    await feed.ask();
    expect(memory.all.has('early')).toBe(false);
    for (let i = 0; i < lookBackEvery; i += 1) await feed.ask();
    expect(memory.all.has('early')).toBe(true);
  });
});
