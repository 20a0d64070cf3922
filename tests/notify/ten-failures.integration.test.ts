/** Guards against an alarm that ends at a gateway: it fails in ten ways, and each time the next way is tried and nothing is lost. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryLoop } from '../../lib/notify/deliver.ts';
import { Deliveries } from '../../lib/notify/deliveries.ts';
import { wayOf } from '../../lib/notify/delivery-steps.ts';
import { type Delivery, defaultPolicy, type Notification } from '../../lib/notify/notification.ts';
import { type Answer, channelOf, message, number, startServer } from './message.ts';

let bad: Awaited<ReturnType<typeof startServer>>;
let good: Awaited<ReturnType<typeof startServer>>;
let untrusted: Server;
let dir = '';
beforeAll(async () => {
  bad = await startServer();
  good = await startServer();
  good.answer((response) => response.writeHead(204).end());
  dir = mkdtempSync(join(tmpdir(), 'vigie-tls-'));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', [...made, '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  untrusted = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"x"}');
  });
  await new Promise<void>((done) => untrusted.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await bad.stop();
  await good.stop();
  await new Promise<void>((done) => untrusted.close(() => done()));
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => {
  bad.asked.length = 0;
  good.asked.length = 0;
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
interface Failure {
  readonly answer: Answer;
  /** Where it is, when it is not the server that answers badly. */
  readonly at?: () => string | Promise<string>;
  /** It surely did not go out: nothing "may have arrived". */
  readonly surelyNot: boolean;
}
const none: Answer = () => undefined;
const failures: Readonly<Record<string, Failure>> = {
  'refuses the connection': {
    answer: none,
    surelyNot: true,
    at: async () => {
      const gone = await startServer();
      await gone.stop();
      return gone.url;
    },
  },
  hangs: { answer: none, surelyNot: false },
  'answers 500': { answer: json(500, { error: 'internal' }), surelyNot: true },
  'answers 429, later please': { answer: json(429, {}, { 'retry-after': '3600' }), surelyNot: true },
  'answers 200 with an error in it': {
    answer: json(200, { error: 'no credit', id: null }),
    surelyNot: false,
  },
  'answers garbage': {
    answer: (response) => response.writeHead(200).end(Buffer.from([0, 255, 254, 60, 60])),
    surelyNot: false,
  },
  'is cut in the middle': {
    answer: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '80' }).write('{"id"');
      setTimeout(() => response.destroy(), 10);
    },
    surelyNot: false,
  },
  'sends elsewhere': {
    answer: (response) => response.writeHead(302, { location: `${good.url}/stolen` }).end(),
    surelyNot: true,
  },
  'has a certificate that nobody trusts': {
    answer: none,
    surelyNot: true,
    at: () => `https://127.0.0.1:${(untrusted.address() as AddressInfo).port}`,
  },
  'does not know the password': { answer: json(401, { error: 'who are you' }), surelyNot: true },
  'speaks no TLS where it should': {
    answer: none,
    surelyNot: true,
    at: () => bad.url.replace('http:', 'https:'),
  },
};

const note = (immediate: boolean): Notification => ({
  id: 'n',
  incident: 'i',
  version: 1,
  kind: 'opened',
  person: 'ama',
  severity: 'critical',
  immediate,
  ways: ['sms', 'hook'],
  at: 0,
});
/** The pipeline with two real channels, on a clock of its own. */
async function pipeline({ answer, at }: Failure) {
  bad.answer(answer);
  const url = (await at?.()) ?? bad.url;
  const sms = channelOf(`{ kind: sms, url: "${url}", secret: word, reference: id, deadlineMs: 300 }`);
  const hook = channelOf(`{ kind: webhook, url: "${good.url}", secret: word }`);
  const clock = { at: 1_000 };
  const stored = new Map<string, Delivery>();
  const deliveries = new Deliveries(defaultPolicy, [], clock.at);
  const loop = new DeliveryLoop(deliveries, {
    store: { save: async (changed) => changed.forEach((one) => void stored.set(one.id, one)) },
    handOver: (one) => (wayOf(one) === 'sms' ? sms : hook).channel.send(number, message),
    clock: { now: () => clock.at, monotonic: () => clock.at },
    random: () => 0.5,
  });
  return {
    loop,
    stored,
    logged: sms.logged,
    pass: async (ms: number) => {
      clock.at += ms;
      await loop.take({ kind: 'time' });
      await loop.settled();
    },
    close: async () => {
      await sms.channel.close();
      await hook.channel.close();
    },
  };
}

describe.each(Object.entries(failures))('a gateway that %s', (_, failure) => {
  it('keeps a fire not one moment: the next way has it at once', async () => {
    const { loop, stored, close } = await pipeline(failure);
    await loop.take({ kind: 'tell', notification: note(true) });
    await loop.settled();
    expect(good.asked.map(({ url }) => url)).toEqual(['/']);
    expect(stored.get('n')).toMatchObject({ state: 'handed-over', way: 1 });
    expect(stored.get('n')?.mayHaveArrived).toBe(failure.surelyNot ? 1 : 2);
    await close();
  });
  it('is tried again where that can help, then the next way has the alarm, once; its words are in no log', async () => {
    const { loop, stored, logged, pass, close } = await pipeline(failure);
    await loop.take({ kind: 'tell', notification: note(false) });
    await loop.settled();
    for (let i = 0; i < 3; i++) await pass(defaultPolicy.retryFirstMs);
    expect(good.asked).toHaveLength(1);
    expect(bad.asked.length).toBeLessThanOrEqual(defaultPolicy.triesPerWay);
    expect(stored.get('n')).toMatchObject({ state: 'handed-over', way: 1 });
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join()).not.toMatch(/90000001|word/);
    await close();
  });
});
