import { describe, expect, it } from 'vitest';
import type { LiveSnapshot } from '../../../components/live/events.ts';
import type { Reading } from '../../../lib/readings/reading.ts';
import type { LiveFilter } from './filter.ts';
import { LiveStream, maxClients, maxFramesKept, maxWaitingBytes } from './stream.ts';

const reading = (value: number, more: Partial<Reading> = {}): Reading => ({
  site: 'abidjan',
  device: 'fw-1',
  metric: 'link.in_ratio',
  instance: 'primary',
  value,
  text: null,
  state: 'good',
  since: 0,
  at: value,
  everyMs: 1000,
  ...more,
});
const all = { sites: null, numbers: true } as const;
const everything: LiveFilter = {
  sight: all,
  sites: null,
  device: null,
  metrics: null,
  recent: [],
  batch: true,
};
const emptySnapshot: LiveSnapshot = {
  now: 0,
  build: 'b',
  organisation: '',
  locale: 'fr',
  sites: [],
  readings: [],
  ledger: [],
  labels: [],
  roles: [],
  collectors: [],
  book: null,
  drill: null,
  incidents: [],
};

function stage() {
  let now = 1_000_000;
  const stream = new LiveStream(
    { build: 'b', now: () => now, snapshot: () => emptySnapshot, recent: () => [] },
    'mark',
  );
  const yes = () => Promise.resolve(true);
  return {
    stream,
    pass: (ms: number) => {
      now += ms;
    },
    say: (...all: Reading[]) => {
      stream.maker.readings(all);
      stream.flush();
    },
    open: (filter = everything, last: string | null = null, allowed = yes) =>
      stream.open(filter, last, allowed),
  };
}

/** What has been sent so far, without waiting for more. */
async function heard(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  if (!stream) throw new Error('refused');
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const next = await Promise.race([
      reader.read(),
      new Promise<null>((resolve) => setImmediate(() => resolve(null))),
    ]);
    if (next === null || next.done) break;
    text += decoder.decode(next.value);
  }
  reader.releaseLock();
  return text;
}
const ids = (text: string): string[] => [...text.matchAll(/^id: (.+)$/gm)].map((match) => match[1] ?? '');

describe('the live stream', () => {
  it('begins with a snapshot, then says what happens', async () => {
    const { open, say } = stage();
    const stream = open();
    say(reading(1));
    const text = await heard(stream);
    expect(text.indexOf('event: snapshot')).toBeLessThan(text.indexOf('event: readings'));
  });

  it('sends a reader that was cut for a moment what it missed, and no snapshot', async () => {
    const { open, say } = stage();
    const first = open();
    say(reading(1));
    const last = ids(await heard(first)).at(-1) ?? '';
    say(reading(2));
    say(reading(3));
    const again = await heard(open(everything, last));
    expect(again).not.toContain('event: snapshot');
    expect(again).toContain('"value":2');
    expect(again).toContain('"value":3');
    expect(again).not.toContain('"value":1');
  });

  it('sends a snapshot to a reader of another server’s life, or one that was away too long', async () => {
    const { open, say } = stage();
    say(reading(1));
    expect(await heard(open(everything, 'other.1'))).toContain('event: snapshot');
    expect(await heard(open(everything, 'mark.999'))).toContain('event: snapshot');
    for (let value = 0; value < maxFramesKept + 2; value += 1) say(reading(value));
    expect(await heard(open(everything, 'mark.1'))).toContain('event: snapshot');
  });

  it('says only what the reader asked for', async () => {
    const { open, say } = stage();
    const stream = open({ ...everything, sites: ['douala'], metrics: ['ups.'] });
    say(reading(1), reading(2, { site: 'douala' }), reading(3, { site: 'douala', metric: 'ups.load_ratio' }));
    const text = await heard(stream);
    expect(text).toContain('"value":3');
    expect(text).not.toContain('"value":1');
    expect(text).not.toContain('"value":2');
  });

  it('speaks one event a reading to who did not ask for lists, as the contract says', async () => {
    const { open, say } = stage();
    const stream = open({ ...everything, batch: false });
    say(reading(1), reading(2, { instance: 'backup' }));
    expect((await heard(stream)).match(/^event: reading$/gm)).toHaveLength(2);
  });

  it('keeps the last of several readings of a series within one flush', async () => {
    const { open, say } = stage();
    const stream = open();
    say(reading(1), reading(2), reading(3));
    const text = await heard(stream);
    expect(text).toContain('"value":3');
    expect(text).not.toContain('"value":2');
  });

  it('ticks once a second when nothing happens: silence must be told from a dead server', async () => {
    const { stream, open, pass } = stage();
    const one = open();
    for (let i = 0; i < 30; i += 1) {
      pass(100);
      stream.flush();
    }
    expect((await heard(one)).match(/^event: tick$/gm)).toHaveLength(3);
  });

  it('cuts and counts a reader that does not read, and goes on for the others', async () => {
    const { stream, open, say } = stage();
    const slow = open();
    const big = 'x'.repeat(maxWaitingBytes / 4);
    for (let i = 0; i < 6; i += 1) say(reading(i, { text: big }));
    expect(stream.counts()).toMatchObject({ clients: 0, cutSlow: 1 });
    await expect(heard(slow)).rejects.toThrow('too slow');
  });

  it('refuses and counts a reader beyond the limit', () => {
    const { stream, open } = stage();
    for (let i = 0; i < maxClients; i += 1) expect(open()).not.toBeNull();
    expect(open()).toBeNull();
    expect(stream.counts()).toMatchObject({ clients: maxClients, refused: 1 });
  });

  it('forgets a reader that has left', async () => {
    const { stream, open } = stage();
    await open()?.cancel();
    expect(stream.counts().clients).toBe(0);
  });

  it('ends when the right is taken away', async () => {
    const { stream, open, pass } = stage();
    open(everything, null, () => Promise.resolve(false));
    pass(31_000);
    stream.flush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.counts().clients).toBe(0);
  });
});
