import { describe, expect, it } from 'vitest';
import { episodesOf, sharpen } from './overflow-episodes.ts';

const point = (at: number, min: number, max = min) => ({ at, min, max, mean: (min + max) / 2, count: 1 });

describe('the overflows of a link', () => {
  it('are the runs of its overflow state', () => {
    const points = [point(0, 1), point(10, 1, 2), point(20, 2), point(30, 1), point(40, 2), point(50, 1)];
    expect(episodesOf(points, 10, 60)).toEqual([
      { from: 10, to: 30 },
      { from: 40, to: 50 },
    ]);
  });
  it('last on when the newest reading is one', () => {
    expect(episodesOf([point(0, 1), point(10, 2)], 10, 30)).toEqual([{ from: 10, to: null }]);
  });
  it('do not last on through a silence: nobody knows what happened in it', () => {
    expect(episodesOf([point(0, 2)], 10, 500)).toEqual([{ from: 0, to: 10 }]);
    expect(episodesOf([point(0, 2), point(400, 2)], 10, 500)).toHaveLength(2);
  });
  it('are no fail-over: a cut link does not overflow', () => {
    expect(episodesOf([point(0, 3), point(10, 4)], 10, 20)).toEqual([]);
  });
  it('begin when the fine readings say so, not at the edge of a coarse span', () => {
    const fine = [point(2, 1), point(4, 1), point(6, 2), point(8, 2)];
    expect(sharpen({ from: 0, to: null }, fine)).toEqual({ from: 6, to: null });
  });
});
