/** Guards against an alarm that ends at the first dead server: real channels, one after the other, until one takes it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DeliveryLoop } from '../../lib/notify/deliver.ts';
import { Deliveries } from '../../lib/notify/deliveries.ts';
import { wayOf } from '../../lib/notify/delivery-steps.ts';
import { defaultPolicy } from '../../lib/notify/notification.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { channelOf, message, number, startServer } from './message.ts';

let hanging: Awaited<ReturnType<typeof startServer>>;
let good: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  hanging = await startServer();
  hanging.answer(() => undefined);
  good = await startServer();
  good.answer((response) => response.writeHead(204).end());
});
afterAll(async () => {
  await hanging.stop();
  await good.stop();
});

it('a fire alarm passes a dead mail server and a hanging gateway and reaches the webhook, once', async () => {
  const dead = await startServer();
  await dead.stop();
  const ways = {
    mail: [
      channelOf(
        `{ kind: email, host: 127.0.0.1, port: ${new URL(dead.url).port}, security: none, from: a@b.example }`,
      ),
      'ama@mc.example',
    ],
    sms: [channelOf(`{ kind: sms, url: "${hanging.url}", deadlineMs: 300 }`), number],
    hook: [channelOf(`{ kind: webhook, url: "${good.url}", secret: hook-word }`), 'ama'],
  } as const;
  const isWay = (name: string | undefined): name is keyof typeof ways => name !== undefined && name in ways;
  const deliveries = new Deliveries(defaultPolicy, [], systemClock.now());
  const loop = new DeliveryLoop(deliveries, {
    store: { save: async () => undefined },
    handOver: async (delivery) => {
      const name = wayOf(delivery);
      if (!isWay(name)) return { kind: 'refused', permanent: true, cause: 'no such channel' };
      const [{ channel }, address] = ways[name];
      return channel.send(address, message);
    },
    clock: systemClock,
    random: () => 0.5,
  });
  const notification = {
    id: 'n',
    incident: 'fire',
    version: 1,
    kind: 'opened',
    person: 'ama',
    severity: 'critical',
    immediate: true,
    ways: Object.keys(ways),
    at: systemClock.now(),
  } as const;
  await loop.take({ kind: 'tell', notification });
  await loop.settled();
  expect(good.asked).toHaveLength(1);
  expect(hanging.asked).toHaveLength(1);
  expect(deliveries.outbox.get('n')).toMatchObject({ state: 'handed-over', way: 2, mayHaveArrived: 2 });
  for (const [{ channel }] of Object.values(ways)) await channel.close();
});
