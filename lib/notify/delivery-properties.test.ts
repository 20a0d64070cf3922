/** Guards against the order of events nobody thought of: any mix of alarms, answers, crashes and time keeps the promise. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSeverity } from '../alerting/rule.ts';
import { accepted, minute, never, note, Rig, refused, unknown, withReceipt } from './delivery-rig.ts';
import type { Notification } from './notification.ts';

describe('whatever happens', () => {
  const severity = fc.constantFrom<RuleSeverity>('critical', 'warning', 'information');
  const happening = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('tell' as const),
        n: fc.nat(40),
        person: fc.constantFrom('ama', 'kofi'),
        severity,
        immediate: fc.boolean(),
        over: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('answer' as const),
        outcome: fc.constantFrom(accepted, withReceipt, refused, never, unknown),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(20 * minute) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  );
  const run = (
    rig: Rig,
    one: typeof happening extends fc.Arbitrary<infer T> ? T : never,
  ): Notification | null => {
    if (one.do === 'answer') rig.answer(one.outcome);
    else if (one.do === 'pass') rig.pass(one.ms);
    else if (one.do === 'crash') rig.crash();
    else {
      const { n, person, over } = one;
      const told = note(`i${n}`, {
        person,
        severity: one.severity,
        immediate: one.immediate,
        at: rig.at,
        kind: over ? 'resolved' : 'opened',
        version: over ? 2 : 1,
      });
      const known = rig.pipeline.outbox.carrierOf(told.id) !== undefined;
      const out = rig.tell(told);
      if (told.immediate && !known && !over) expect(out.some(({ id }) => id === told.id)).toBe(true);
      return told;
    }
    return null;
  };
  const settle = (rig: Rig): void => {
    rig.answer(rig.atDeadline);
    rig.atDeadline = accepted;
    for (let i = 0; i < 400; i++) {
      rig.pass(5 * minute);
      rig.answer(accepted);
    }
  };
  it('every alarm is accepted once ways work again, and at most one repeat follows', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), (story) => {
        const rig = new Rig();
        const told = story.map((one) => run(rig, one)).filter((one) => one?.kind === 'opened');
        settle(rig);
        for (const one of told) {
          const id = one?.id ?? '';
          const sends = rig.sent.filter(
            ({ notifications, kind }) => kind !== 'refused' && notifications.some((n) => n.id === id),
          );
          // Four hand-overs without an answer: it may have arrived four times, and the operator is told.
          if (rig.reason(id) === 'every-way-failed') expect(sends.length).toBeGreaterThanOrEqual(4);
          else expect(rig.acceptedOf(id).length).toBeGreaterThanOrEqual(1);
          expect(rig.acceptedOf(id).length).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 150 },
    );
  });
  it('one crash anywhere gives at most one repeat and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), fc.nat(40), (story, when) => {
        const rig = new Rig();
        rig.atDeadline = accepted;
        const told: (Notification | null)[] = [];
        const calm = story.filter(
          (one) => one.do !== 'crash' && !(one.do === 'answer' && one.outcome.kind !== 'accepted'),
        );
        for (const [i, one] of calm.entries()) {
          if (i === when) rig.crash();
          told.push(run(rig, one.do === 'answer' ? { ...one, outcome: accepted } : one));
        }
        settle(rig);
        for (const one of told) {
          if (one?.kind !== 'opened') continue;
          const sends = rig.sent.filter(({ notifications }) => notifications.some(({ id }) => id === one.id));
          expect(sends.length).toBeGreaterThanOrEqual(1);
          expect(sends.length).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 150 },
    );
  });
  it('no person gets more than ten messages in any ten minutes, life safety aside', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 40, maxLength: 200 }), (story) => {
        const rig = new Rig();
        for (const one of story) run(rig, one.do === 'pass' ? { ...one, ms: one.ms / 20 } : one);
        settle(rig);
        for (const person of ['ama', 'kofi']) {
          const times = rig.sent
            .filter(
              ({ kind, notifications }) =>
                kind === 'accepted' &&
                notifications[0]?.person === person &&
                !notifications.some(({ immediate }) => immediate),
            )
            .map(({ at }) => at);
          for (const [i, at] of times.entries())
            expect((times[i + 10] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(10 * minute);
        }
      }),
      { numRuns: 100 },
    );
  });
  it('no recovery is said before its alarm', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 120 }), (story) => {
        const rig = new Rig();
        for (const one of story) run(rig, one);
        settle(rig);
        const said = new Set<string>();
        for (const { notifications, kind } of rig.sent) {
          if (kind === 'refused') continue;
          for (const { incident, person, kind: what } of notifications)
            if (what === 'opened') said.add(`${incident} ${person}`);
            else expect(said).toContain(`${incident} ${person}`);
        }
      }),
      { numRuns: 150 },
    );
  });
});
