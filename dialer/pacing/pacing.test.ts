import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pacingModes } from '../../lib/campaigns/campaign.ts';
import { capReached, riskLimit } from './abandon-budget.ts';
import { answerRatio, noCallsSeen, pickUpLaw, pickUpWeights, seeCall } from './call-estimate.ts';
import { defaultSettings, noMemory, type PacingPicture } from './contract.ts';
import { explain } from './explain.ts';
import { freeChance, noHandleSeen, seeHandle } from './handle-estimate.ts';
import { pacing } from './index.ts';
import { grid, lookAhead, marginalRisk, oneMore, withCall } from './marginal-risk.ts';

/** 35 of 100 picked up around 14 s, 10 fail at 4 s, the rest ring out at 30 s. */
const learned = Array.from({ length: 1_000 }, (_, index) => index % 100).reduce((estimate, kind) => {
  if (kind < 35) return seeCall(estimate, 6 + (kind % 18), true);
  return seeCall(estimate, kind < 45 ? 4 : 30, false);
}, noCallsSeen);
const handle = Array.from({ length: 400 }, (_, index) => 60 + (index % 25) * 10).reduce(
  seeHandle,
  noHandleSeen,
);

const picture = (rest: Partial<PacingPicture> = {}): PacingPicture => ({
  at: 0,
  freeAgents: 3,
  busyAgents: Array.from({ length: 17 }, (_, index) => ({ busySeconds: index * 12, leaving: false })),
  waiting: 0,
  inFlightSeconds: [],
  freeLines: 100,
  callsAllowed: 50,
  contacts: 1_000,
  abandon: { answers: 1_000, abandons: 20, lastMinuteAnswers: 10, lastMinuteAbandons: 0 },
  calls: learned,
  handle,
  ...rest,
});
const decide = (mode: (typeof pacingModes)[number], rest: Partial<PacingPicture> = {}) =>
  pacing[mode](picture(rest), defaultSettings, noMemory);

const seconds = fc.nat({ max: 60 });
const anyPicture: fc.Arbitrary<PacingPicture> = fc
  .record({
    freeAgents: fc.nat({ max: 8 }),
    busyAgents: fc.array(fc.record({ busySeconds: fc.nat({ max: 900 }), leaving: fc.boolean() }), {
      maxLength: 12,
    }),
    waiting: fc.nat({ max: 4 }),
    inFlightSeconds: fc.array(seconds, { maxLength: 20 }),
    freeLines: fc.nat({ max: 30 }),
    callsAllowed: fc.nat({ max: 10 }),
    contacts: fc.nat({ max: 30 }),
    abandon: fc.record({
      answers: fc.nat({ max: 2_000 }),
      abandons: fc.nat({ max: 80 }),
      lastMinuteAnswers: fc.nat({ max: 20 }),
      lastMinuteAbandons: fc.nat({ max: 6 }),
    }),
  })
  .map(picture);

describe('pacing, whatever the moment', () => {
  it('never goes on dialling with no agent: none free and none coming free', () => {
    fc.assert(
      fc.property(anyPicture, (any) => {
        const leaving = any.busyAgents.map(({ busySeconds }) => ({ busySeconds, leaving: true }));
        const alone = { ...any, freeAgents: 0, busyAgents: leaving };
        for (const mode of pacingModes)
          if (mode !== 'ivr') expect(pacing[mode](alone, defaultSettings, noMemory).dial).toBe(0);
      }),
    );
  });
  it('never asks for more than lines, calls per second and contacts allow', () => {
    fc.assert(
      fc.property(anyPicture, (any) => {
        for (const mode of pacingModes) {
          const { dial } = pacing[mode](any, defaultSettings, noMemory);
          expect(Number.isInteger(dial) && dial >= 0).toBe(true);
          expect(dial).toBeLessThanOrEqual(Math.min(any.freeLines, any.callsAllowed, any.contacts));
        }
      }),
    );
  });
  it('gives each free agent at most one call once the abandon cap is reached', () => {
    fc.assert(
      fc.property(anyPicture, (any) => {
        fc.pre(capReached(any.abandon, defaultSettings.abandonCapRatio));
        const calls = any.waiting + any.inFlightSeconds.length;
        for (const mode of ['power', 'predictive'] as const)
          expect(pacing[mode](any, defaultSettings, noMemory).dial).toBeLessThanOrEqual(
            Math.max(0, any.freeAgents - calls),
          );
      }),
    );
  });
  it('progressive never has more calls than free agents', () => {
    fc.assert(
      fc.property(anyPicture, (any) => {
        const { dial } = pacing.progressive(any, defaultSettings, noMemory);
        const calls = any.waiting + any.inFlightSeconds.length;
        if (dial > 0) expect(calls + dial).toBeLessThanOrEqual(any.freeAgents);
      }),
    );
  });
  it('says why in a sentence, in both languages', () => {
    fc.assert(
      fc.property(anyPicture, fc.constantFrom(...pacingModes), (any, mode) => {
        const decision = pacing[mode](any, defaultSettings, noMemory);
        for (const locale of ['fr', 'en'] as const)
          expect(explain(decision, locale)).toMatch(/^[A-ZÀ-Ü0-9].*\.$/);
      }),
    );
  });
});

describe('predictive', () => {
  it('dials more than one call for an agent, for not every call is picked up, and within the risk', () => {
    const decision = decide('predictive');
    expect(decision.dial).toBeGreaterThan(3);
    expect(decision.reason).toMatchObject({ kind: 'risk' });
    if (decision.reason.kind === 'risk')
      expect(decision.reason.risk).toBeLessThanOrEqual(decision.reason.limit);
  });
  it('falls back on one call each without history, with few agents, when the breaker opens', () => {
    const reasons = [
      decide('predictive', { calls: noCallsSeen }),
      decide('predictive', { busyAgents: [] }),
      decide('predictive', {
        abandon: { answers: 1_000, abandons: 5, lastMinuteAnswers: 10, lastMinuteAbandons: 3 },
      }),
      decide('predictive', {
        abandon: { answers: 1_000, abandons: 30, lastMinuteAnswers: 10, lastMinuteAbandons: 0 },
      }),
    ].map(({ reason }) => (reason.kind === 'one-each' ? reason.guard : reason.kind));
    expect(reasons).toEqual(['little-history', 'few-agents', 'breaker', 'cap-reached']);
  });
  it('keeps the breaker open for five minutes, and closes it by itself', () => {
    const tripped = decide('predictive', {
      at: 1_000,
      abandon: { answers: 1_000, abandons: 5, lastMinuteAnswers: 10, lastMinuteAbandons: 3 },
    }).memory;
    const calm = (at: number) => pacing.predictive(picture({ at }), defaultSettings, tripped);
    expect(calm(200_000).reason).toMatchObject({ guard: 'breaker' });
    expect(calm(302_000).reason.kind).toBe('risk');
    expect(calm(302_000).memory.cautiousUntil).toBeNull();
  });
  it('dials less as calls fly, more as agents come free, less as people were abandoned', () => {
    const base = decide('predictive').dial;
    expect(decide('predictive', { inFlightSeconds: [5, 8, 10, 12] }).dial).toBeLessThan(base);
    expect(decide('predictive', { freeAgents: 6 }).dial).toBeGreaterThan(base);
    const spent = { answers: 1_000, abandons: 29, lastMinuteAnswers: 10, lastMinuteAbandons: 0 };
    expect(decide('predictive', { abandon: spent }).dial).toBeLessThan(base);
  });
  it('keeps its risk a probability that grows with each call', () => {
    fc.assert(
      fc.property(anyPicture, (any) => {
        let ahead = lookAhead(any, 2);
        let last = 0;
        for (let call = 0; call < 5; call += 1) {
          const risk = marginalRisk(ahead, any);
          expect(risk).toBeGreaterThanOrEqual(last - 1e-9);
          expect(risk).toBeLessThanOrEqual(1);
          last = risk;
          ahead = withCall(ahead);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('what was learned', () => {
  it('a call that has rung long is not one that was just dialled: it is likelier never picked up', () => {
    expect(pickUpLaw(learned)(0, 30)).toBeCloseTo(0.35, 1);
    expect(pickUpLaw(learned)(25, 10)).toBe(0);
    expect(answerRatio(learned)).toBeCloseTo(0.35, 1);
    expect(pickUpWeights(learned, grid).reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  });
  it('an agent long on a call is not nearly done: the law is conditional on the time spent', () => {
    const wide = [20, 40, 60, 120, 240, 480, 900, 1_500].reduce(seeHandle, noHandleSeen);
    expect(freeChance(wide, 900, 20)).toBeLessThan(freeChance(wide, 100, 20));
    expect(freeChance(handle, 0, 5)).toBeLessThan(0.01);
  });
  it('risk may grow while nobody was abandoned and shrinks when people were', () => {
    expect(
      riskLimit({ answers: 0, abandons: 0, lastMinuteAnswers: 0, lastMinuteAbandons: 0 }, 0.03),
    ).toBeCloseTo(0.0255);
    const limitAfter = (abandons: number) =>
      riskLimit({ answers: 500, abandons, lastMinuteAnswers: 0, lastMinuteAbandons: 0 }, 0.03);
    expect(limitAfter(5)).toBeGreaterThan(0.03);
    expect(limitAfter(25)).toBeLessThan(0.0255);
  });
  it('the law of a sum is exact: two of a half and a quarter', () => {
    expect([0.5, 0.25].reduce(oneMore, [1])).toEqual([0.375, 0.5, 0.125]);
  });
});
