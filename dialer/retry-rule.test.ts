import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact, PastAttempt } from '../lib/campaigns/campaign.ts';
import { dayPartOf, localDay } from './calling-window.ts';
import { defaultMatrix } from './recall-matrix.ts';
import { nextStep } from './retry-rule.ts';
import { number, past, secondNumber, smallCampaign, smallContact } from './small-campaign.ts';

const minute = 60_000;
const hour = 60 * minute;
// Wednesday 25 November 2026, 09:00 in Cotonou.
const nine = Date.parse('2026-11-25T08:00:00Z');
const campaign = smallCampaign();
const step = (attempts: readonly PastAttempt[], rest: Partial<Contact> = {}, now = nine) =>
  nextStep(smallContact({ attempts, ...rest }), campaign, defaultMatrix, now);
const times = (count: number, one: PastAttempt): PastAttempt[] => Array.from({ length: count }, () => one);
const zone = 'Africa/Porto-Novo';

describe('the next call', () => {
  it('never comes sooner than the rule says: five minutes asked are not four done', () => {
    const busy = past(nine, 'busy', 'busy');
    const waits = [1, 2, 3, 4, 5].map((count) => {
      const next = step(times(count, busy));
      return next.kind === 'again' ? (next.at - nine) / minute : next.reason;
    });
    expect(waits).toEqual([15, 15, 15, 120, 120]);
  });
  it('after a silent ring is in another part of the day, and six of them cover all parts over two days', () => {
    const attempts: PastAttempt[] = [];
    let now = nine;
    for (let count = 0; count < 5; count += 1) {
      attempts.push(past(now, 'no-answer', 'no-answer'));
      const next = step(attempts, {}, now + minute);
      expect(next.kind).toBe('again');
      if (next.kind === 'again') now = next.at;
    }
    attempts.push(past(now, 'no-answer', 'no-answer'));
    const parts = attempts.map(({ at }) => dayPartOf(at, zone));
    expect(parts.slice(0, 3).toSorted()).toEqual(['afternoon', 'evening', 'morning']);
    for (const part of ['morning', 'afternoon', 'evening'])
      expect(parts.filter((one) => one === part)).toHaveLength(2);
    expect(new Set(attempts.map(({ at }) => localDay(at, zone))).size).toBeGreaterThanOrEqual(2);
    expect(step(attempts, {}, now)).toEqual({ kind: 'final', reason: 'enough-of-these' });
  });
  it('after congestion is soon, on another trunk, and never uses the contact up', () => {
    const next = step(times(50, past(nine, 'congestion', 'congestion')));
    expect(next).toEqual({ kind: 'again', at: nine + 2 * minute, numberIndex: 0, notTrunk: 'e1' });
    expect(step([past(nine, 'network-failure', 'network-failure')])).toMatchObject({
      kind: 'again',
      notTrunk: 'e1',
    });
  });
  it('after a number that does not exist needs the word of two trunks, then takes the next number', () => {
    const invalid = past(nine, 'invalid-number', 'invalid-number');
    const two = { numbers: [number, secondNumber] };
    expect(step([invalid], two)).toMatchObject({ kind: 'again', numberIndex: 0, notTrunk: 'e1' });
    const confirmed = [invalid, { ...invalid, trunk: 'voip' }];
    expect(step(confirmed, two)).toMatchObject({ kind: 'again', numberIndex: 1 });
    expect(step(confirmed)).toEqual({ kind: 'final', reason: 'no-number-left' });
  });
  it.each([
    ['rejected', 'rejected', 3],
    ['unreachable', 'unreachable', 6],
  ] as const)('after %s ends with number %#', (outcome, disposition, last) => {
    const one = past(nine, outcome, disposition);
    expect(step(times(last - 1, one)).kind).toBe('again');
    expect(step(times(last, one))).toEqual({ kind: 'final', reason: 'enough-of-these' });
  });
  it('after an abandoned call lets the person rest for 72 hours', () => {
    expect(step([past(nine, 'picked-up', 'abandoned')])).toMatchObject({ at: nine + 72 * hour });
  });
  it('is the promised one, whatever the matrix says', () => {
    const callback = { at: nine + 90 * minute, agent: 'awa' };
    expect(step([past(nine, 'picked-up', 'callback')], { callback })).toMatchObject({ at: callback.at });
  });
  it.each(['completed', 'refused', 'do-not-call'] as const)('does not come after %s', (disposition) => {
    expect(step([past(nine, 'picked-up', disposition)])).toEqual({ kind: 'final', reason: 'said' });
  });

  const ends = fc.constantFrom(
    past(0, 'busy', 'busy'),
    past(0, 'no-answer', 'no-answer'),
    past(0, 'unreachable', 'unreachable'),
    past(0, 'out-of-order', 'unreachable'),
    past(0, 'picked-up', 'machine'),
    past(0, 'picked-up', 'abandoned'),
    past(0, 'picked-up', 'wrong-person'),
    past(0, 'congestion', 'congestion'),
  );
  it('is never in the past, and never comes once the attempts are used', () => {
    fc.assert(
      fc.property(fc.array(ends, { minLength: 1, maxLength: 12 }), (attempts) => {
        const next = step(attempts);
        const used = attempts.filter(({ consumes }) => consumes).length;
        if (used >= campaign.maxAttempts) expect(next.kind).toBe('final');
        if (next.kind === 'again') expect(next.at).toBeGreaterThanOrEqual(nine);
      }),
    );
  });
});
