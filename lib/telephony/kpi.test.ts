import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ftcAbandonRatio, ftcWindowStart, ofcomAbandoned, ofcomAbandonRatio } from './abandon.ts';
import {
  type AgentTime,
  meanHandleSeconds,
  occupancyRatio,
  predictiveGainSecondsPerHour,
  surveysPerLoggedHour,
  utilisationRatio,
  waitBetweenCallsSeconds,
} from './agent-kpi.ts';
import {
  abr,
  answerDelaySeconds,
  asr,
  countCall,
  isFalseAnswerSuspect,
  meanDurationSeconds,
  ner,
  noCalls,
  percentile,
  postDialDelaySeconds,
  shortCallRatio,
} from './network-kpi.ts';
import { networkOutcomes } from './network-outcome.ts';

describe('the figures of a trunk', () => {
  // 100 bids, 10 without a channel; of 90 seizures 36 answered, 18 busy, 18 not answered, 9 rejected, 9 congested.
  const day = (
    [
      ['not-placed', 10],
      ['picked-up', 36],
      ['busy', 18],
      ['no-answer', 18],
      ['rejected', 9],
      ['congestion', 9],
    ] as const
  )
    .flatMap(([outcome, times]) => Array.from({ length: times }, () => outcome))
    .reduce(countCall, noCalls);

  it('do not blame the trunk for people who do not pick up: NER, not ASR, is its health', () => {
    expect(asr(day)).toBeCloseTo(0.4);
    expect(abr(day)).toBeCloseTo(0.36);
    expect(ner(day)).toBeCloseTo(0.9);
  });
  it('are unknown, not zero, without a call', () => {
    expect([
      asr(noCalls),
      abr(noCalls),
      ner(noCalls),
      meanDurationSeconds(0, 0),
      percentile([], 0.5),
    ]).toEqual([null, null, null, null, null]);
  });
  it('stay in order whatever the calls: ABR ≤ ASR ≤ NER ≤ 1', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...networkOutcomes)), (outcomes) => {
        const counts = outcomes.reduce(countCall, noCalls);
        const [a, b, c] = [abr(counts) ?? 0, asr(counts) ?? 0, ner(counts) ?? 0];
        expect(a).toBeLessThanOrEqual(b);
        expect(b).toBeLessThanOrEqual(c);
        expect(c).toBeLessThanOrEqual(1);
      }),
    );
  });
  it('tell delays by percentile', () => {
    const call = { placedAt: 1_000, ringingAt: 3_500, pickedUpAt: 14_500 };
    expect(postDialDelaySeconds(call)).toBe(2.5);
    expect(answerDelaySeconds(call)).toBe(13.5);
    expect(postDialDelaySeconds({ ...call, ringingAt: null })).toBeNull();
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.95)]).toEqual([50, 95]);
    expect(meanDurationSeconds(5_400, 36)).toBe(150);
  });
  it('suspect an answer that no telephone rang for', () => {
    expect(isFalseAnswerSuspect({ placedAt: 0, ringingAt: 100, pickedUpAt: 900 })).toBe(true);
    expect(isFalseAnswerSuspect({ placedAt: 0, ringingAt: null, pickedUpAt: 9_000 })).toBe(true);
    expect(isFalseAnswerSuspect({ placedAt: 0, ringingAt: 2_000, pickedUpAt: 9_000 })).toBe(false);
    expect(shortCallRatio([2, 6, 7, 60])).toBe(0.5);
  });
});

describe('abandoned calls', () => {
  it('by Ofcom without detection of machines: 29 abandoned, 9 live, 7 machines are 64.44 %', () => {
    const counts = { abandoned: 29, live: 9, machines: 7 };
    expect(ofcomAbandoned(counts)).toBeCloseTo(16.3125, 4);
    expect(ofcomAbandonRatio(counts)).toBeCloseTo(0.6444, 4);
  });
  it('by the FTC are of those that a person answered', () => {
    expect(ftcAbandonRatio(3, 100)).toBe(0.03);
    expect(ftcAbandonRatio(0, 0)).toBeNull();
  });
  it('by Ofcom never exceed the plain ratio: a machine can only excuse', () => {
    const count = fc.nat({ max: 1_000 });
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 1_000 }), count, (abandoned, live, machines) => {
        const corrected = ofcomAbandonRatio({ abandoned, live, machines }) ?? 0;
        expect(corrected).toBeGreaterThanOrEqual(0);
        expect(corrected).toBeLessThanOrEqual(abandoned / (abandoned + live) + 1e-12);
      }),
    );
  });
  it('are counted over the campaign, or over successive 30 days of a longer one', () => {
    const day = 86_400_000;
    expect(ftcWindowStart(0, 29 * day)).toBe(0);
    expect(ftcWindowStart(0, 30 * day)).toBe(30 * day);
    expect(ftcWindowStart(5 * day, 94 * day)).toBe(65 * day);
    expect(ftcWindowStart(5 * day, 0)).toBe(5 * day);
  });
});

describe('the time of agents', () => {
  const hour: AgentTime = {
    talkSeconds: 1_800,
    holdSeconds: 60,
    wrapSeconds: 540,
    waitSeconds: 600,
    loggedSeconds: 3_600,
    handled: 15,
  };
  it('holds pauses against utilisation, never against occupancy', () => {
    expect(occupancyRatio(hour)).toBe(0.8);
    expect(utilisationRatio(hour)).toBeCloseTo(2_400 / 3_600);
    expect(occupancyRatio({ ...hour, loggedSeconds: 7_200 })).toBe(0.8);
  });
  it('gives AHT, wait between calls and surveys per logged hour', () => {
    expect(meanHandleSeconds(hour)).toBe(160);
    expect(waitBetweenCallsSeconds(hour)).toBe(40);
    expect(surveysPerLoggedHour(6, { ...hour, loggedSeconds: 7_200 })).toBe(3);
    expect(predictiveGainSecondsPerHour({ ...hour, talkSeconds: 2_400 }, hour)).toBe(600);
    expect(surveysPerLoggedHour(6, { ...hour, loggedSeconds: 0 })).toBeNull();
  });
});
