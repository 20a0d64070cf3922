/** Guards against a part of Vigie that says on the bus that it fails, while no rule is ever told. */
import { describe, expect, it } from 'vitest';
import type { AlertingEvent } from '../alerting/transition.ts';
import type { LiveBus, LiveTopic, LiveTopics } from '../live/messages.ts';
import { listenToBus } from './bus-events.ts';

const now = Date.UTC(2026, 2, 1, 8);
const clock = { now: () => now, monotonic: () => 0 };

/** A bus that the test speaks on. */
function talk() {
  const listeners = new Map<string, (message: never, level: string) => void>();
  const bus: LiveBus = {
    publish: () => {},
    subscribe: (topic, listener) => {
      listeners.set(topic, listener);
      return () => listeners.delete(topic);
    },
    connected: true,
    drops: new Map(),
    close: async () => {},
  };
  const taken: AlertingEvent[] = [];
  const events = listenToBus(
    bus,
    clock,
    (site) => site === 'cotonou',
    (some) => taken.push(...some),
  );
  const say = <T extends LiveTopic>(topic: T, message: LiveTopics[T]): void =>
    listeners.get(topic)?.(message as never, '');
  return { say, taken, events, listeners };
}
const readingsIn = (events: readonly AlertingEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'reading'
      ? [`${event.reading.device} ${event.reading.metric} ${event.reading.text ?? event.reading.value}`]
      : [],
  );

describe('the alerting role hears', () => {
  it('of a collector its beat, what it dropped, and whether store and buffer work', () => {
    const { say, taken } = talk();
    say('vigie/v1/collectors/{}', {
      site: 'cotonou',
      at: now,
      backlog: { readings: 0, oldestAt: null, bytes: 0 },
      acknowledged: 1,
      stored: 1,
      store: { kind: 'embedded', ok: false, reason: 'gone' },
      buffer: { ok: true, reason: null },
      drops: [{ cause: 'disk-full', count: 4 }],
      queue: 0,
    });
    expect(readingsIn(taken)).toEqual([
      'collectors-cotonou vigie.dropped_count 4',
      'collectors-cotonou vigie.store_state fails',
      'collectors-cotonou vigie.buffer_state works',
    ]);
    expect(taken[0]).toMatchObject({ kind: 'ledger', entry: { site: 'cotonou', check: 'collector' } });
  });
  it('of a role and of the book again at each second, although they say it once', () => {
    const { say, events } = talk();
    say('vigie/v1/roles/{}', { role: 'web', pid: 1, state: 'running', startedAt: now, restarts: 3 });
    say('vigie/v1/roles/{}', { role: 'survey', pid: null, state: 'restarting', startedAt: now, restarts: 9 });
    say('vigie/v1/book', { at: now, ok: false, problems: ['sites.yaml:3: …'], warnings: [] });
    for (const beat of [events.beats(), events.beats()]) {
      expect(readingsIn(beat)).toEqual([
        'web vigie.restarts_count 3',
        'survey vigie.restarts_count 9',
        'book vigie.book_state fails',
      ]);
      // A role that restarts gives no sign of life.
      expect(beat.filter(({ kind }) => kind === 'ledger')).toHaveLength(1);
    }
  });
  it('nothing of a site that another process watches, and nothing any more once it has stopped', () => {
    const { say, taken, events, listeners } = talk();
    const at = now;
    const reading = { device: 'd', metric: 'device.online', instance: '', value: 1, text: 'online', at };
    const whole = { ...reading, state: 'good' as const, since: at, everyMs: 5_000 };
    say('vigie/v1/readings/{}', [
      { ...whole, site: 'cotonou' },
      { ...whole, site: 'lome' },
    ]);
    expect(taken).toHaveLength(1);
    events.stop();
    expect(listeners.size).toBe(0);
  });
});
