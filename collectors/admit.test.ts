import { expect, test } from 'vitest';
import type { RawReading } from '../lib/readings/reading.ts';
import { refusalOf } from './admit.ts';

const now = 1_795_000_000_000;
const raw = (over: Partial<RawReading> = {}): RawReading => ({
  site: 'cotonou',
  device: 'ups-1',
  metric: 'ups.load_ratio',
  instance: 'ge-0/0/1',
  value: 0.5,
  text: null,
  at: now,
  everyMs: 5_000,
  ...over,
});

test('what is sound passes: a slash in an instance, "not available", a late reading of a replayed outage', () => {
  for (const one of [raw(), raw({ value: null }), raw({ at: now - 7 * 86_400_000 })])
    expect(refusalOf(one, now)).toBeNull();
});

test.each<[string, Partial<RawReading>, string]>([
  ['not a number', { value: Number.NaN }, 'not-a-number'],
  ['infinity', { value: Infinity }, 'not-a-number'],
  ['a metric that nobody knows', { metric: 'ups.loda_ratio' }, 'unknown-metric'],
  ['a metric named like a property of every object', { metric: 'constructor' }, 'unknown-metric'],
  ['a separator in a site', { site: 'a/b' }, 'bad-name'],
  ['a wildcard of the bus in a device', { device: '+' }, 'bad-name'],
  ['a line break in an instance', { instance: 'a\nb' }, 'bad-name'],
  ['bytes that are not text', { instance: 'a\ufffdb' }, 'bad-name'],
  ['an endless name', { instance: 'a'.repeat(5_000) }, 'bad-name'],
  ['an endless word', { text: 'a'.repeat(5_000) }, 'bad-text'],
  ['a reading from tomorrow', { at: now + 86_400_000 }, 'absurd-instant'],
  ['a reading of 1970', { at: 0 }, 'absurd-instant'],
  ['half a millisecond', { at: now + 0.5 }, 'absurd-instant'],
  ['a period of nothing', { everyMs: 0 }, 'absurd-instant'],
])('%s is refused by its cause', (_, over, cause) => {
  expect(refusalOf(raw(over), now)).toBe(cause);
});
