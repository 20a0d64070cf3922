import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eligibleShare, type FinalDispositions, responseRates } from './response-rates.ts';
import { customerEffort, customerSatisfaction, netPromoterScore } from './scores.ts';

describe('response rates', () => {
  const counts: FinalDispositions = {
    complete: 50,
    partial: 10,
    refusal: 20,
    nonContact: 15,
    other: 5,
    unknownHousehold: 0,
    unknownOther: 100,
  };
  it('do not flatter: the unknown stay below the line unless they are estimated away', () => {
    expect(responseRates(counts, 0.5)).toEqual({
      rr1: 0.25,
      rr2: 0.3,
      rr3: 50 / 150,
      rr4: 0.4,
      rr5: 0.5,
      rr6: 0.6,
      coop1: 50 / 85,
      coop2: 60 / 85,
      coop3: 50 / 80,
      coop4: 60 / 80,
      ref1: 0.1,
      ref2: 20 / 150,
      ref3: 0.2,
      con1: 85 / 200,
      con2: 85 / 150,
      con3: 0.85,
    });
    expect(eligibleShare(90, 30)).toBe(0.75);
    expect(eligibleShare(0, 0)).toBe(1);
  });
  it('keep their order for any counts, and are unknown for none', () => {
    const count = fc.nat({ max: 500 });
    const any = fc.record({
      complete: count,
      partial: count,
      refusal: count,
      nonContact: count,
      other: count,
      unknownHousehold: count,
      unknownOther: count,
    });
    fc.assert(
      fc.property(any, fc.double({ min: 0, max: 1, noNaN: true }), (dispositions, e) => {
        const rates = responseRates(dispositions, e);
        if (rates.rr1 === null) return;
        const rising = [rates.rr1, rates.rr3, rates.rr5].map((rate) => rate ?? 1);
        expect([...rising].sort((a, b) => a - b)).toEqual(rising);
        for (const rate of Object.values(rates)) expect(rate === null || (rate >= 0 && rate <= 1)).toBe(true);
      }),
    );
    const none = Object.fromEntries(Object.keys(counts).map((key) => [key, 0]));
    expect(responseRates({ ...counts, ...none }, 1).rr1).toBeNull();
  });
});

describe('scores', () => {
  it('never come without how many answered: 50 promoters, 30 passives, 20 detractors', () => {
    const answers = [
      ...Array.from({ length: 50 }, () => 9),
      ...Array.from({ length: 30 }, () => 8),
      ...Array.from({ length: 20 }, () => 6),
    ];
    const score = netPromoterScore(answers);
    expect(score?.answers).toBe(100);
    expect(score?.value).toBeCloseTo(0.3);
    // 1.96 · √((0.5 + 0.2 − 0.3²) / 100)
    expect(score?.marginRatio).toBeCloseTo(0.153, 3);
    expect(netPromoterScore([])).toBeNull();
    expect(netPromoterScore([10, 10, 10])?.marginRatio).toBe(0);
  });
  it('take the top two boxes for satisfaction and the mean for effort', () => {
    expect(customerSatisfaction([5, 4, 3, 1])).toEqual({ answers: 4, value: 0.5 });
    expect(customerEffort([1, 7, 4])).toEqual({ answers: 3, value: 4 });
    expect([customerSatisfaction([]), customerEffort([])]).toEqual([null, null]);
  });
});
