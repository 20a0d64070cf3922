import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenDispositions } from '../../lib/telephony/disposition.ts';
import { advanceAttempt, attemptEnd, attemptState } from './advance-attempt.ts';
import { type AttemptEvent, reserve } from './attempt.ts';
import { advanceLeg, legState, newLeg } from './leg.ts';

const attempt = reserve({
  id: 'a-1',
  contact: 'c-1',
  number: '+2290197000000',
  trunk: 'e1',
  agent: null,
  at: 0,
});
const dialled: AttemptEvent = { kind: 'dialled', leg: 'a-1', at: 10 };
const ringing: AttemptEvent = { kind: 'ringing', leg: 'a-1', at: 2_000 };
const up: AttemptEvent = { kind: 'up', leg: 'a-1', at: 9_000 };
const withAgent: AttemptEvent = { kind: 'with-agent', attempt: 'a-1', agent: 'awa', at: 9_200 };
const gone = (sip: number | null, q850: number | null, ownTimeout = false): AttemptEvent => ({
  kind: 'gone',
  leg: 'a-1',
  at: 60_000,
  sip,
  q850,
  ownTimeout,
});
const coded: AttemptEvent = { kind: 'coded', attempt: 'a-1', disposition: 'completed', at: 70_000 };
const told = (...events: AttemptEvent[]) => events.reduce(advanceAttempt, attempt);
const path = (...events: AttemptEvent[]) =>
  events.map((_, index) => attemptState(told(...events.slice(0, index + 1))));

describe('an attempt', () => {
  it('whose pick-up is told after its end is an abandoned call, never a call without reply', () => {
    const late = told(dialled, ringing, gone(null, 16), up);
    expect(attemptState(late)).toBe('closed');
    expect(attemptEnd(late)).toEqual({ outcome: 'picked-up', disposition: 'abandoned', consumes: true });
  });
  it('whose pick-up was lost in a gap was picked up all the same: its agent had it on the line', () => {
    expect(attemptState(told(dialled, withAgent))).toBe('talking');
    expect(attemptEnd(told(dialled, withAgent, gone(null, 16), coded))?.disposition).toBe('completed');
  });
  it('goes its way as drawn', () => {
    expect(path(dialled, ringing, up, withAgent, gone(null, 16), coded)).toEqual([
      'dialling',
      'ringing',
      'picked-up',
      'talking',
      'to-be-coded',
      'closed',
    ]);
    expect(attemptEnd(told(dialled, ringing, up, withAgent, gone(null, 16), coded))?.disposition).toBe(
      'completed',
    );
  });
  it('with an announcement instead of an agent is abandoned', () => {
    const announced: AttemptEvent = { kind: 'announced', attempt: 'a-1', at: 11_000 };
    expect(attemptEnd(told(dialled, up, announced, gone(null, 16)))?.disposition).toBe('abandoned');
  });
  it('coded by an agent before the exchange tells the end closes when it does', () => {
    expect(attemptState(told(dialled, up, withAgent, coded))).toBe('talking');
    expect(attemptState(told(dialled, up, withAgent, coded, gone(null, 16)))).toBe('closed');
  });
  it('whose agent is gone without a word does not stay open for ever', () => {
    const untold: AttemptEvent = { kind: 'untold', attempt: 'a-1', at: 90_000 };
    expect(attemptEnd(told(dialled, up, withAgent, gone(null, 16), untold))?.disposition).toBe('partial');
  });
  it('that found no channel was none', () => {
    const refused: AttemptEvent = { kind: 'refused', attempt: 'a-1', at: 5 };
    expect(attemptEnd(told(refused))).toEqual({ outcome: 'not-placed', disposition: null, consumes: false });
    // The refusal was a lost reply: the call is in the air, and its end is told.
    expect(attemptState(told(refused, dialled))).toBe('dialling');
  });
  it('that the exchange forgot in a gap ends, and costs the contact nothing', () => {
    const vanished: AttemptEvent = { kind: 'vanished', leg: 'a-1', at: 60_000 };
    expect(attemptEnd(told(dialled, vanished))).toMatchObject({
      disposition: 'network-failure',
      consumes: false,
    });
    // The end itself arrives after all: it is believed.
    expect(attemptEnd(told(dialled, vanished, gone(486, 17)))?.disposition).toBe('busy');
  });
  it('derives its end again when a carrier’s table is put right', () => {
    const off = told(dialled, ringing, gone(480, 19));
    expect(attemptEnd(off)?.disposition).toBe('unreachable');
    expect(attemptEnd(off, { 480: 'no-answer' })?.disposition).toBe('no-answer');
  });
});

const instant = fc.nat({ max: 100_000 });
const legEvent = fc.oneof(
  fc.record({
    kind: fc.constantFrom('dialled', 'ringing', 'up', 'vanished'),
    leg: fc.constantFrom('a-1', 'other'),
    at: instant,
  }),
  fc.record({
    kind: fc.constant('gone'),
    leg: fc.constant('a-1'),
    at: instant,
    sip: fc.option(fc.constantFrom(480, 486, 503)),
    q850: fc.option(fc.constantFrom(16, 17, 19, 34)),
    ownTimeout: fc.boolean(),
  }),
);
const anyEvent: fc.Arbitrary<AttemptEvent> = fc.oneof(
  legEvent,
  fc.record({
    kind: fc.constantFrom('refused', 'announced', 'untold'),
    attempt: fc.constantFrom('a-1', 'other'),
    at: instant,
  }),
  fc.record({
    kind: fc.constant('with-agent'),
    attempt: fc.constant('a-1'),
    agent: fc.constantFrom('awa', 'koffi'),
    at: instant,
  }),
  fc.record({
    kind: fc.constant('coded'),
    attempt: fc.constant('a-1'),
    disposition: fc.constantFrom(...spokenDispositions),
    at: instant,
  }),
);

describe('whatever the exchange does with its events', () => {
  const shuffled = fc
    .array(anyEvent, { maxLength: 12 })
    .chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
  it('any order, each told twice, gives the same attempt', () => {
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        expect(told(...again)).toEqual(told(...events));
      }),
    );
  });
  it('an event that nobody knows changes nothing', () => {
    const strange = { kind: 'teleported', leg: 'a-1', at: 1 } as unknown as AttemptEvent;
    const other = { kind: 'praised', attempt: 'a-1', at: 1 } as unknown as AttemptEvent;
    expect(told(dialled, strange, other)).toEqual(told(dialled));
  });
  it('a leg that is gone never lives again, and is picked up once at most', () => {
    fc.assert(
      fc.property(fc.array(legEvent as fc.Arbitrary<AttemptEvent>), (events) => {
        let leg = newLeg('a-1');
        let over = false;
        for (const event of events) {
          if ('leg' in event) leg = advanceLeg(leg, event);
          over ||= legState(leg) === 'gone';
          expect(legState(leg) === 'gone').toBe(over);
        }
      }),
    );
  });
  it('once its leg is gone and its agent has spoken, an attempt has exactly one end', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const ended = told(dialled, ...events, gone(null, 16), coded);
        expect(attemptState(ended)).toBe('closed');
        const end = attemptEnd(ended);
        expect(end?.disposition).not.toBeNull();
        if (ended.leg.upAt !== null && ended.withAgentAt === null) expect(end?.disposition).toBe('abandoned');
      }),
    );
  });
});
