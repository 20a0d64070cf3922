/** Guards against an alarm that is put aside and forgotten, and against a fire that somebody has put aside. */
import { describe, expect, it } from 'vitest';
import { longestShelfMs, type Shelf, shelfOf, shelfProblem } from './shelf.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;
const alarm = { rule: 'climate.hot', site: 'cotonou', device: 'room-1', instance: '' };
const key = 'climate.hot|cotonou/room-1/';
const shelf = (more: Partial<Shelf> = {}): Shelf => ({
  ...alarm,
  id: 'a',
  reason: 'porte ouverte pour travaux',
  fromAt: t0,
  toAt: t0 + hour,
  by: 'awa',
  ended: null,
  ...more,
});
const quiet = { immediate: false, lifeSafety: false };

describe('an alarm put aside', () => {
  it('comes back by itself', () => {
    expect(shelfOf([shelf()], key, t0 + hour - 1)?.id).toBe('a');
    expect(shelfOf([shelf()], key, t0 + hour)).toBeNull();
  });
  it('comes back at once when it is taken back', () => {
    expect(shelfOf([shelf({ ended: { at: t0 + 1, by: 'bio' } })], key, t0 + 2)).toBeNull();
  });
  it('leaves another rule and another thing alone', () => {
    expect(shelfOf([shelf()], 'climate.humid|cotonou/room-1/', t0)).toBeNull();
    expect(shelfOf([shelf()], 'climate.hot|cotonou/room-2/', t0)).toBeNull();
    expect(shelfOf([shelf()], 'climate.hot|cotonou/room-1/2', t0)).toBeNull();
    expect(shelfOf([shelf()], 'climate.hot|lome/room-1/', t0)).toBeNull();
  });
  it('lies on the shelf that ends last', () => {
    expect(shelfOf([shelf({ id: 'b', toAt: t0 + 2 * hour }), shelf()], key, t0)?.id).toBe('b');
  });
});

describe('what may be put aside', () => {
  it('is bounded by a shift', () => {
    expect(shelfProblem(quiet, t0, t0 + longestShelfMs)).toBeNull();
    expect(shelfProblem(quiet, t0, t0 + longestShelfMs + 1)).toBe('too-long');
    expect(shelfProblem(quiet, t0, t0)).toBe('ends-before-it-begins');
  });
  it('is never a fire, nor what is marked immediate', () => {
    expect(shelfProblem({ ...quiet, lifeSafety: true }, t0, t0 + hour)).toBe('never-silenced');
    expect(shelfProblem({ ...quiet, immediate: true }, t0, t0 + hour)).toBe('never-silenced');
  });
});
