/** Guards against a replay that says something else than Vigie would have said, or lets a night switched off count as a fault. */
import { describe, expect, it } from 'vitest';
import type { Reading } from '../readings/reading.ts';
import { rulesOf } from './evaluation-bench.ts';
import { replayRules } from './replay.ts';
import { ruleSet } from './rule-set.ts';

const minute = 60_000;
const from = Date.UTC(2026, 2, 1, 8);
const rules = rulesOf(`rules:
  hot:
    when: { metric: environment.temperature_celsius, above: 30, clear: 28 }
    for: 2m
    SAY
  hotter:
    when: { metric: environment.temperature_celsius, above: 40, clear: 38 }
    SAY
  held:
    when: { metric: environment.temperature_celsius, above: 40, clear: 38 }
    hold: 1h
    SAY
  quiet:
    when: { silence: device }
    SAY
  gone:
    when: { metric: environment.temperature_celsius, absent: 10m }
    SAY
`);
const set = ruleSet(rules, () => 'environment');

/** A value each ten seconds; undefined: nothing was read. */
const day = (
  device: string,
  minutes: number,
  value: (at: number) => number | undefined,
): readonly Reading[] =>
  Array.from({ length: minutes * 6 }, (_, i) => from + i * 10_000).flatMap((at) => {
    const said = value((at - from) / minute);
    if (said === undefined) return [];
    const metric = 'environment.temperature_celsius';
    const state = 'good' as const;
    return [
      {
        site: 'a',
        device,
        metric,
        instance: '',
        value: said,
        text: null,
        state,
        since: at,
        at,
        everyMs: 10_000,
      },
    ];
  });
/** As the stores do: any order, and never what was not asked for. */
const store = (all: readonly Reading[], asked: [number, number][] = []) => ({
  readingsBetween: async (begin: number, end: number) => {
    asked.push([begin, end]);
    return all.filter(({ at }) => at >= begin && at < end).reverse();
  },
});
const replay = (all: readonly Reading[], minutes: number) =>
  replayRules({ set, source: store(all), from, to: from + minutes * minute });
const told = ({ episodes }: Awaited<ReturnType<typeof replay>>): readonly string[] =>
  episodes.map(({ rule, device, raisedAt, clearedAt }) => {
    const at = (instant: number) => Math.round(((instant - from) / minute) * 10) / 10;
    return `${rule} ${device} ${at(raisedAt)} ${clearedAt === null ? '…' : at(clearedAt)}`;
  });

describe('a replay', () => {
  it('raises and clears at the instants of the day itself, whatever order the store answers in', async () => {
    const all = [
      ...day('sensor-1', 60, (at) => (at >= 5 && at < 20 ? 35 : 22)),
      ...day('sensor-2', 60, (at) => (at >= 50 ? 45 : 22)),
    ];
    const replayed = await replay(all, 60);
    expect(told(replayed)).toEqual([
      'hot sensor-1 7 20',
      'hotter sensor-2 50 …',
      'held sensor-2 50 …',
      'hot sensor-2 52 …',
    ]);
    expect(replayed.readings).toBe(all.length);
  });
  it('adds up how often and how long, what is still raised until the end, the noisiest thing first', async () => {
    const all = [
      ...day('sensor-1', 60, (at) => (at % 20 >= 10 ? 35 : 22)),
      ...day('sensor-2', 60, (at) => (at >= 50 ? 35 : 22)),
    ];
    const { rules: summary } = await replay(all, 60);
    expect(summary[0]).toEqual({
      rule: 'hot',
      raised: 4,
      totalMs: (8 + 8 + 8 + 8) * minute,
      longestMs: 8 * minute,
      stillRaised: 2,
      noisiest: { thing: 'a/sensor-1', raised: 3 },
    });
    expect(summary[1]).toMatchObject({ rule: 'held', raised: 0, noisiest: null });
  });
  it('names the rules that readings cannot tell of, and says nothing in their name', async () => {
    const replayed = await replay(
      day('sensor-1', 60, (at) => (at < 10 ? 22 : undefined)),
      60,
    );
    expect(replayed.notReplayed).toEqual(['quiet', 'gone']);
    expect(replayed.rules.map(({ rule }) => rule)).toEqual(['held', 'hot', 'hotter']);
    expect(replayed.episodes).toEqual([]);
  });
  it('lets no hold pass while nothing was read at all', async () => {
    // Held an hour of watching: 4 min 50, one minute more until the gap is one, and the rest after it.
    const all = day('sensor-1', 240, (at) => (at < 1 ? 45 : at < 5 || at >= 125 ? 22 : undefined));
    expect(told(await replay(all, 240))).toEqual(['hotter sensor-1 0 1', 'held sensor-1 0 179.2']);
  });
  it('asks for less at once where much was read, and leaves nothing out', async () => {
    const asked: [number, number][] = [];
    const quiet = day('sensor-0', 1_440, () => 22);
    const busy = Array.from({ length: 60 }, (_, i) => day(`sensor-${i}`, 180, () => 22))
      .flat()
      .map((reading) => ({ ...reading, at: reading.at + 1_440 * minute }));
    const to = from + 1_620 * minute;
    const replayed = await replayRules({ set, source: store([...quiet, ...busy], asked), from, to });
    expect(replayed.readings).toBe(quiet.length + busy.length);
    const begins = asked.map(([begin]) => begin);
    expect(new Set(begins).size).toBeLessThan(begins.length);
  });
});
