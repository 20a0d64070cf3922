/** Guards against a message that goes out before it is stored, one lost with a dead store, and a fire that waits for a disk. */
import { describe, expect, it } from 'vitest';
import { DeliveryLoop } from './deliver.ts';
import { Deliveries } from './deliveries.ts';
import { type Delivery, defaultPolicy, type Notification, type Outcome } from './notification.ts';

const note = (id: string, immediate = false): Notification => ({
  id,
  incident: id,
  version: 1,
  kind: 'opened',
  person: 'ama',
  severity: 'critical',
  immediate,
  ways: ['sms', 'email'],
  at: 0,
});
const rig = (handOver: (one: Delivery) => Promise<Outcome>) => {
  const events: string[] = [];
  const world = { down: false };
  const deliveries = new Deliveries(defaultPolicy, [], 0);
  const loop = new DeliveryLoop(deliveries, {
    store: {
      async save(changed) {
        if (world.down) throw new Error('store is down');
        for (const { id, state, reason } of changed) events.push(`stored ${id} ${reason ?? state}`);
      },
    },
    handOver: (one) => {
      events.push(`sent ${one.id} by ${one.notifications[0]?.ways[one.way]}`);
      return handOver(one);
    },
    clock: { now: () => 1_000, monotonic: () => 1_000 },
    random: () => 0.5,
  });
  return { events, world, loop };
};
const yes: Outcome = { kind: 'accepted', reference: null, receipts: false };

describe('the loop', () => {
  it('stores what it is about to do before it does it, and then what became of it', async () => {
    const { events, loop } = rig(async () => yes);
    await loop.take({ kind: 'tell', notification: note('a') });
    await loop.settled();
    expect(events).toEqual(['stored a in-flight', 'sent a by sms', 'stored a handed-over']);
  });
  it('takes a channel that throws for one that may have sent, and goes on by the next way', async () => {
    const { events, loop } = rig(async (one) => {
      if (one.way === 0) throw new Error('broken');
      return yes;
    });
    await loop.take({ kind: 'tell', notification: note('a') });
    await loop.settled();
    expect(events.filter((event) => event.startsWith('sent'))).toEqual(['sent a by sms', 'sent a by email']);
  });
  it('keeps back what it could not store, sends it once it can, and lets a fire through at once', async () => {
    const { events, world, loop } = rig(async () => yes);
    world.down = true;
    await expect(loop.take({ kind: 'tell', notification: note('a') })).rejects.toThrow('down');
    expect(events).toEqual([]);
    await expect(loop.take({ kind: 'tell', notification: note('fire', true) })).rejects.toThrow('down');
    await loop.settled();
    expect(events).toEqual(['sent fire by sms']);
    world.down = false;
    await loop.take({ kind: 'time' });
    await loop.settled();
    expect(events.filter((event) => event.startsWith('sent'))).toEqual(['sent fire by sms', 'sent a by sms']);
    expect(events.at(-1)).toBe('stored a handed-over');
  });

  it('writes several in the transaction of whoever opens their incident, and sends none before it is committed', async () => {
    const { events, loop } = rig(async () => yes);
    const told = [note('a'), note('b')].map((notification) => ({ kind: 'tell', notification }) as const);
    await loop.takeWithin(told, async (changed) => {
      events.push(`begin ${changed.map(({ id }) => id).join(' ')}`);
      await Promise.resolve();
      events.push('committed');
    });
    await loop.settled();
    expect(events.slice(0, 4)).toEqual(['begin a b', 'committed', 'sent a by sms', 'sent b by sms']);
  });
  it('after a transaction that was rolled back sends nothing until the messages are in the next one', async () => {
    const { events, loop } = rig(async () => yes);
    const told = { kind: 'tell', notification: note('a') } as const;
    const fails = async (): Promise<void> => {
      throw new Error('could not serialize');
    };
    await expect(loop.takeWithin([told], fails)).rejects.toThrow('serialize');
    expect(events).toEqual([]);
    await loop.takeWithin([told], async (changed) => {
      events.push(`within ${changed.map(({ id }) => id).join(' ')}`);
    });
    await loop.settled();
    expect(events).toEqual(['within a', 'sent a by sms', 'stored a handed-over']);
  });
});
