import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consumesAttempt, dispositionOf } from './disposition.ts';
import { type NetworkOutcome, networkOutcome, networkOutcomes, type RawEnd } from './network-outcome.ts';

const end = (sip: number | null, q850: number | null, extra: Partial<RawEnd> = {}): RawEnd => ({
  sip,
  q850,
  pickedUp: false,
  rang: false,
  ownTimeout: false,
  ...extra,
});

describe('how a call ended', () => {
  it('a telephone that is off is not one that rang without reply, though both have cause 19', () => {
    expect(networkOutcome(end(480, 19))).toBe('unreachable');
    expect(networkOutcome(end(480, 19, { rang: true, ownTimeout: true }))).toBe('no-answer');
  });
  it('a deaf carrier is the network’s failure, a telephone that rang in vain is not', () => {
    expect(networkOutcome(end(408, 18))).toBe('network-failure');
    expect(networkOutcome(end(408, 18, { rang: true }))).toBe('no-answer');
    expect(networkOutcome(end(480, 19, { ownTimeout: true }))).toBe('network-failure');
  });
  // Each as seen on the wire of a real exchange: SIP code, cause made from it.
  it.each<[number, number, NetworkOutcome]>([
    [486, 17, 'busy'],
    [600, 17, 'busy'],
    [404, 1, 'invalid-number'],
    [410, 22, 'invalid-number'],
    [484, 28, 'invalid-number'],
    [503, 34, 'congestion'],
    [603, 21, 'rejected'],
    [403, 21, 'rejected'],
    [401, 21, 'network-failure'],
    [500, 38, 'network-failure'],
    [502, 27, 'network-failure'],
    [504, 102, 'network-failure'],
    [488, 58, 'network-failure'],
    [487, 127, 'network-failure'],
  ])('SIP %i with cause %i is %s', (sip, q850, outcome) => {
    expect(networkOutcome(end(sip, q850))).toBe(outcome);
  });
  it.each<[number, NetworkOutcome]>([
    [17, 'busy'],
    [19, 'no-answer'],
    [20, 'unreachable'],
    [21, 'rejected'],
    [1, 'invalid-number'],
    [3, 'invalid-number'],
    [22, 'invalid-number'],
    [28, 'invalid-number'],
    [27, 'out-of-order'],
    ...[34, 42, 44, 47].map((cause): [number, NetworkOutcome] => [cause, 'congestion']),
    ...[38, 41, 2, 6, 25, 29, 31, 57, 69, 88, 95, 102, 111, 127, 0].map((cause): [number, NetworkOutcome] => [
      cause,
      'network-failure',
    ]),
  ])('cause %i alone, of an E1, is %s', (q850, outcome) => {
    expect(networkOutcome(end(null, q850))).toBe(outcome);
  });
  it('a carrier’s own way of saying goes before ours, but never invents an answer', () => {
    expect(networkOutcome(end(480, 19), { 480: 'no-answer' })).toBe('no-answer');
    expect(networkOutcome(end(null, 41), { 'q850:41': 'congestion' })).toBe('congestion');
    expect(networkOutcome(end(480, 19), { 480: 'picked-up' })).toBe('unreachable');
  });
  it('is an answer only when somebody picked up, whatever the codes', () => {
    const code = fc.option(fc.nat({ max: 700 }));
    fc.assert(
      fc.property(code, code, fc.boolean(), fc.boolean(), fc.boolean(), (sip, q850, pickedUp, rang, own) => {
        const outcome = networkOutcome({ sip, q850, pickedUp, rang, ownTimeout: own });
        expect(outcome === 'picked-up').toBe(pickedUp);
      }),
    );
  });
});

describe('what it costs the contact', () => {
  it('congestion, a failure of the network and a call never placed consume no attempt', () => {
    const free = networkOutcomes.filter(
      (outcome) => outcome !== 'picked-up' && !consumesAttempt(dispositionOf(outcome)),
    );
    expect(free).toEqual(['congestion', 'network-failure', 'not-placed']);
  });
  it('a code that nobody knows consumes none either', () => {
    const unknown = networkOutcome(end(799, 126));
    expect(unknown).toBe('network-failure');
  });
});
