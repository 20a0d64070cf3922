/** Guards against the silent alarm, the alarm said five times, the flood on one phone, and "it is over" out of nowhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from './back-off.ts';
import { Deliveries } from './deliveries.ts';
import { accepted, minute, never, note, Rig, refused, unknown, withReceipt } from './delivery-rig.ts';
import { defaultPolicy } from './notification.ts';

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
  it('whose repeat ends without an answer, or in a crash, is not said a third time', () => {
    for (const crash of [false, true]) {
      const rig = new Rig();
      rig.tell(note('a'));
      rig.answer(withReceipt);
      rig.pass(defaultPolicy.receiptWithinMs);
      if (crash) rig.crash();
      else rig.answer(unknown);
      rig.pass(60 * minute);
      rig.answer(accepted);
      expect(rig.sent).toHaveLength(2);
      expect(rig.state(note('a').id)).toBe('handed-over');
    }
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
    expect(rig.waiting.map(({ notifications }) => notifications[0]?.overAt)).toEqual([over.at]);
  });
  it('of an alarm held by the throttle is not lost: the digest says which of its alarms is over', () => {
    const rig = new Rig();
    const full = defaultPolicy.perPersonMax - 1;
    for (let n = 0; n < full; n++) {
      rig.tell(note(`full${n}`));
      rig.answer(accepted);
    }
    rig.tell(note('a'));
    rig.tell(note('b'));
    expect(rig.reason(note('a').id)).toBe('throttled');
    expect(rig.tell({ ...over, at: 7 })).toHaveLength(0);
    rig.pass(2 * minute);
    const [digest] = rig.waiting;
    expect(digest?.notifications.map(({ incident, overAt }) => [incident, overAt])).toEqual([
      ['a', 7],
      ['b', null],
    ]);
  });
  it('of an alarm in a digest that is tried again is said by it', () => {
    const rig = new Rig();
    for (const name of ['a', 'b']) rig.tell(note(name, { severity: 'information' }));
    rig.pass(60 * minute);
    rig.answer(refused);
    rig.tell({ ...over, at: 7 });
    rig.pass(defaultPolicy.retryFirstMs);
    expect(rig.waiting[0]?.notifications.map(({ overAt }) => overAt)).toEqual([7, null]);
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
    const pipeline = new Deliveries({ ...defaultPolicy, maxWaiting: 2 }, [], 0);
    for (const severity of ['information', 'warning', 'information', 'critical'] as const)
      pipeline.take(
        { kind: 'tell', notification: note(severity, { severity, id: `${severity}${Math.abs(0)}` }) },
        0,
        () => 0,
      );
    const dropped = [...pipeline.outbox.all()].filter(({ reason }) => reason === 'too-many-waiting');
    expect(dropped.map(({ id }) => id)).toEqual(['information0']);
  });
  it('for years keeps no more in memory than it is told to, and nothing that is still to be done goes', () => {
    const pipeline = new Deliveries({ ...defaultPolicy, endedMax: 5 }, [], 0);
    for (let i = 0; i < 30; i++) {
      const at = i * 1_000;
      const [out] = pipeline.take(
        { kind: 'tell', notification: note(`d${i}`, { person: `p${i}` }) },
        at,
        () => 0,
      ).handOver;
      if (out !== undefined && i > 0)
        pipeline.take({ kind: 'answer', id: out.id, attempt: 1, outcome: accepted }, at, () => 0);
    }
    expect(pipeline.outbox.size).toBe(5);
    expect(pipeline.outbox.carrierOf(note('d0', { person: 'p0' }).id)?.state).toBe('queued');
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
