/** Guards against the silent alarm, the alarm said five times, the flood on one phone, and "it is over" out of nowhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSeverity } from '../alerting/rule.ts';
import { backOffMs } from './back-off.ts';
import { Deliveries, type DeliveryEvent } from './deliveries.ts';
import { type Delivery, defaultPolicy, type Notification, type Outcome } from './notification.ts';

const minute = 60_000;
const accepted: Outcome = { kind: 'accepted', reference: 'r', receipts: false };
const withReceipt: Outcome = { kind: 'accepted', reference: 'r', receipts: true };
const refused: Outcome = { kind: 'refused', permanent: false, cause: '500' };
const never: Outcome = { kind: 'refused', permanent: true, cause: '400' };
const unknown: Outcome = { kind: 'unknown', cause: 'deadline' };

const note = (incident: string, more: Partial<Notification> = {}): Notification => ({
  id: `${incident}/${more.person ?? 'ama'}/${more.kind ?? 'opened'}/${more.version ?? 1}`,
  incident,
  version: 1,
  kind: 'opened',
  person: 'ama',
  severity: 'critical',
  immediate: false,
  ways: ['sms', 'email'],
  at: 0,
  ...more,
});

/** A pipeline with its store, its clock and what reached people; `crash` loses all but the store. */
class Rig {
  at = 1_000_000;
  #stored = new Map<string, string>();
  pipeline = new Deliveries(defaultPolicy, [], this.at);
  waiting: Delivery[] = [];
  readonly sent: {
    at: number;
    way: string;
    notifications: readonly Notification[];
    kind: Outcome['kind'];
  }[] = [];

  give(event: DeliveryEvent): Delivery[] {
    const { changed, gone, handOver } = this.pipeline.take(event, this.at, () => 0.5);
    for (const id of gone) this.#stored.delete(id);
    for (const one of changed) this.#stored.set(one.id, JSON.stringify(one));
    this.waiting.push(...handOver);
    return [...handOver];
  }
  tell = (notification: Notification): Delivery[] => this.give({ kind: 'tell', notification });
  /** The network answers everything that is under way. */
  answer(outcome: Outcome | ((one: Delivery) => Outcome)): void {
    for (const one of this.waiting.splice(0)) {
      const said = typeof outcome === 'function' ? outcome(one) : outcome;
      const way = one.notifications[0]?.ways[one.way] ?? '';
      this.sent.push({ at: this.at, way, notifications: one.notifications, kind: said.kind });
      this.give({ kind: 'answer', id: one.id, attempt: one.attempt, outcome: said });
    }
  }
  /** What a channel says at its own deadline. */
  atDeadline: Outcome = unknown;
  pass(ms: number): void {
    for (let left = ms; left >= 0; left -= minute) {
      this.at += Math.min(left, minute);
      this.give({ kind: 'time' });
      if (left > minute) this.answer(this.atDeadline);
    }
  }
  crash(): void {
    // What was under way may have gone out: nobody knows.
    for (const one of this.waiting.splice(0))
      this.sent.push({ at: this.at, way: '', notifications: one.notifications, kind: 'unknown' });
    const stored = [...this.#stored.values()].map((text) => JSON.parse(text) as Delivery);
    this.pipeline = new Deliveries(defaultPolicy, stored, this.at);
    this.give({ kind: 'time' });
  }
  state = (id: string) => this.pipeline.outbox.carrierOf(id)?.state;
  reason = (id: string) => this.pipeline.outbox.carrierOf(id)?.reason;
  acceptedOf = (id: string) =>
    this.sent.filter(
      ({ kind, notifications }) => kind === 'accepted' && notifications.some((n) => n.id === id),
    );
}

describe('one alarm to one person', () => {
  it('goes out at once, and the same alarm told again does not', () => {
    const rig = new Rig();
    expect(rig.tell(note('a'))).toHaveLength(1);
    expect(rig.tell(note('a'))).toHaveLength(0);
    rig.answer(accepted);
    expect(rig.tell(note('a'))).toHaveLength(0);
    expect(rig.state(note('a').id)).toBe('handed-over');
  });
  it('is tried twice on its way with a pause, then goes by the next way', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    rig.answer(refused);
    expect(rig.waiting).toHaveLength(0);
    rig.pass(defaultPolicy.retryFirstMs);
    rig.answer(refused);
    rig.answer(accepted);
    expect(rig.sent.map(({ way }) => way)).toEqual(['sms', 'sms', 'email']);
  });
  it('does not insist where it is told that it will never work', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    rig.answer(never);
    rig.answer(accepted);
    expect(rig.sent.map(({ way }) => way)).toEqual(['sms', 'email']);
  });
  it('of life safety changes ways at the first failure', () => {
    const rig = new Rig();
    rig.tell(note('fire', { immediate: true }));
    rig.answer(refused);
    expect(rig.waiting.map(({ way }) => way)).toEqual([1]);
  });
  it('whose receipt never comes is repeated once, by the next way', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    rig.answer(withReceipt);
    rig.pass(defaultPolicy.receiptWithinMs);
    rig.answer(withReceipt);
    for (let i = 0; i < 20; i++) {
      rig.pass(5 * minute);
      rig.answer(withReceipt);
    }
    expect(rig.sent.map(({ way }) => way)).toEqual(['sms', 'email']);
  });
  it('with a receipt is delivered, with a bad one goes by the next way', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    rig.answer(withReceipt);
    rig.give({ kind: 'receipt', id: note('a').id, arrived: false });
    rig.answer(withReceipt);
    rig.give({ kind: 'receipt', id: note('a').id, arrived: true });
    expect(rig.state(note('a').id)).toBe('delivered');
    expect(rig.sent).toHaveLength(2);
  });
  it('without any way, or when every way has failed for long, is said to have failed', () => {
    const rig = new Rig();
    rig.tell(note('a', { ways: [] }));
    expect(rig.reason(note('a').id)).toBe('no-way');
    rig.tell(note('b'));
    rig.atDeadline = refused;
    for (let i = 0; i < 500; i++) {
      rig.answer(refused);
      rig.pass(5 * minute);
    }
    expect(rig.reason(note('b').id)).toBe('every-way-failed');
  });
  it('takes no notice of an answer to an older try', () => {
    const rig = new Rig();
    const [first] = rig.tell(note('a'));
    rig.answer(refused);
    rig.pass(minute);
    rig.give({ kind: 'answer', id: first?.id ?? '', attempt: first?.attempt ?? 0, outcome: accepted });
    expect(rig.state(note('a').id)).toBe('queued');
  });
});

describe('recovery', () => {
  const over = note('a', { kind: 'resolved', version: 2 });
  it('follows an alarm that was sent', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    rig.answer(accepted);
    expect(rig.tell(over)).toHaveLength(1);
  });
  it('is not sent for an alarm that never was; that alarm says that it is over', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    rig.answer(refused);
    expect(rig.tell(over)).toHaveLength(0);
    expect(rig.reason(over.id)).toBe('alarm-never-sent');
    rig.pass(minute);
    expect(rig.waiting.map(({ overAt }) => overAt)).toEqual([over.at]);
  });
  it('waits for the answer of an alarm that is just going out', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    expect(rig.tell(over)).toHaveLength(0);
    rig.answer(accepted);
    expect(rig.waiting.map(({ id }) => id)).toEqual([over.id]);
  });
  it('of an incident nobody was told of says nothing', () => {
    const rig = new Rig();
    expect(rig.tell(over)).toHaveLength(0);
    expect(rig.state(over.id)).toBe('failed');
  });
});

describe('acknowledgement', () => {
  it('spares those who have not been told yet, except where life is at stake', () => {
    const rig = new Rig();
    rig.tell(note('a'));
    rig.answer(refused);
    rig.tell(note('fire', { immediate: true, person: 'kofi' }));
    rig.answer(refused);
    rig.answer(refused);
    rig.give({ kind: 'acknowledged', incident: 'a', by: 'nadia' });
    rig.give({ kind: 'acknowledged', incident: 'fire', by: 'nadia' });
    expect(rig.reason(note('a').id)).toBe('acknowledged');
    rig.pass(minute);
    expect(rig.waiting.map(({ person }) => person)).toEqual(['kofi']);
  });
});

describe('a storm', () => {
  it('of 1,000 devices gives one person at most ten messages in ten minutes, and loses none of them', () => {
    const rig = new Rig();
    const all = Array.from({ length: 1_000 }, (_, i) => note(`d${i}`));
    for (const one of all) {
      rig.at += 500;
      rig.tell(one);
      rig.answer(accepted);
    }
    const stormEnd = rig.at;
    expect(rig.sent.length).toBeLessThanOrEqual(10);
    while (rig.at < stormEnd + 30 * minute) {
      rig.pass(10_000);
      rig.answer(accepted);
    }
    for (const { id } of all) expect(rig.acceptedOf(id)).toHaveLength(1);
  });
  it('never holds what concerns life, not even behind a full throttle', () => {
    const rig = new Rig();
    for (let i = 0; i < 50; i++) rig.tell(note(`d${i}`));
    expect(rig.tell(note('fire', { immediate: true, severity: 'information' }))).toHaveLength(1);
  });
  it('puts quiet messages together in one an hour later', () => {
    const rig = new Rig();
    for (let i = 0; i < 5; i++) expect(rig.tell(note(`d${i}`, { severity: 'information' }))).toHaveLength(0);
    rig.pass(60 * minute);
    expect(rig.waiting.map(({ notifications }) => notifications.length)).toEqual([5]);
  });
  it('beyond the limit of waiting gives up the least severe, and says so', () => {
    const pipeline = new Deliveries({ ...defaultPolicy, waitingMax: 2 }, [], 0);
    for (const severity of ['information', 'warning', 'information', 'critical'] as const)
      pipeline.take(
        { kind: 'tell', notification: note(severity, { severity, id: `${severity}${Math.abs(0)}` }) },
        0,
        () => 0,
      );
    const dropped = [...pipeline.outbox.all()].filter(({ reason }) => reason === 'too-many-waiting');
    expect(dropped.map(({ id }) => id)).toEqual(['information0']);
  });
});

describe('back-off', () => {
  it('grows, never leaves its bounds and never comes back at once', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const ms = backOffMs(failures, 5_000, 300_000, random);
        expect(ms).toBeGreaterThanOrEqual(2_500);
        expect(ms).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});

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
