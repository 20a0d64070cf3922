/**
 * The drill's gateway and telephones on real wires: the channels of the drill's own book, HTTP, the live bus, and a Vigie that is
 * called back. It guards against a drill in which an alarm seems to arrive, or a gateway that fails is believed.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startLiveBroker } from '../../bin/engines/live-broker.ts';
import { freePort } from '../../bin/free-port.ts';
import { secretFiles } from '../../drill/book.ts';
import { DrillFiles } from '../../drill/file-drill.ts';
import { Telephones } from '../../drill/gateway/telephones.ts';
import { sitesOf } from '../../drill/operator.ts';
import { alarmFilesOf, drillWays, ownerOf } from '../../drill/people-book.ts';
import { secretFileOf } from '../../lib/config/file-folder.ts';
import type { LoadContext } from '../../lib/config/place.ts';
import type { DrillPhone, LiveBus } from '../../lib/live/messages.ts';
import { connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';
import type { Channel } from '../../lib/notify/channels/index.ts';
import { parseChannels } from '../../lib/notify/parse-channels.ts';
import { message, startServer } from '../notify/message.ts';

const log = pino({ level: 'silent' });
const dir = mkdtempSync(join(tmpdir(), 'vigie telephones '));
const secret = 'exercice-passerelle';
const awa = '+33639980001';
let vigie: Awaited<ReturnType<typeof startServer>>;
let vigieAnswers = 200;
const calledBack: { path: string; said: unknown }[] = [];
let stopBroker: () => Promise<void>;
let busses: LiveBus[] = [];
let telephones: Telephones;
let failing = false;
let phone: DrillPhone | null = null;
let channels: ReadonlyMap<string, Channel>;

beforeAll(async () => {
  vigie = await startServer();
  vigie.answer((response, { url, body }) => {
    response.writeHead(vigieAnswers).end();
    if (vigieAnswers === 200) calledBack.push({ path: url, said: JSON.parse(body.toString('utf8')) });
  });
  const live = await startLiveBroker(await freePort(), 'vigie', 'secret');
  stopBroker = () => live.stop();
  const address = { url: `mqtt://127.0.0.1:${live.port}`, user: 'vigie', password: 'secret' };
  busses = [await connectLiveBus(address, log), await connectLiveBus(address, log)];
  const [drillBus, seen] = busses as [LiveBus, LiveBus];
  const sites = sitesOf('per-site');
  telephones = await Telephones.open({
    bus: drillBus,
    log,
    now: Date.now,
    ways: drillWays,
    secret,
    port: 0,
    failing: (way) => way === 'sms' && failing,
    callBackOf: (way) => `${vigie.url}/called-back/${way}`,
    ownerOf: ownerOf(sites),
  });
  seen.subscribe('vigie/v1/drill/phone', (said) => {
    phone = said;
  });
  const files = new DrillFiles(join(dir, 'data'), join(dir, 'book'));
  const book = alarmFilesOf(sites, Date.now(), (way) => telephones.urlOf(way), secretFiles.gateway);
  files.writeBook(book, { community: 'x', auth: 'x', privacy: 'x', gateway: secret });
  const load: LoadContext = {
    problems: [],
    warnings: [],
    env: {},
    secretFile: secretFileOf(join(dir, 'book')),
  };
  const text = readFileSync(join(dir, 'book', 'channels.yaml'), 'utf8');
  channels = parseChannels('channels.yaml', text, load) ?? new Map();
  expect(load).toMatchObject({ problems: [], warnings: [] });
}, 60_000);
afterEach(() => {
  failing = false;
  vigieAnswers = 200;
  calledBack.length = 0;
});
afterAll(async () => {
  await telephones?.close();
  for (const bus of busses) await bus.close();
  await stopBroker?.();
  await vigie?.stop();
  rmSync(dir, { recursive: true, force: true });
});

let lastReference = '';
async function send(way: string) {
  const channel = channels.get(way);
  if (channel === undefined) throw new Error(`no channel ${way}`);
  const open = channel.open({
    now: Date.now,
    log: () => {},
    voice: null,
    browsers: null,
    receipt: () => {},
    reply: null,
  });
  try {
    const outcome = await open.send(awa, message);
    if (outcome.kind === 'accepted') lastReference = outcome.reference ?? '';
    return outcome;
  } finally {
    await open.close();
  }
}
/** As Vigie reads what it was called back. */
const understood = () => calledBack.flatMap(({ said }) => channels.get('sms')?.callBacks(said) ?? []);
const onThePhone = () => phone?.messages.find(({ id }) => id === lastReference) ?? null;

test('a message reaches the telephone, marked EXERCICE, and its receipt calls Vigie back', async () => {
  expect(await send('sms')).toMatchObject({ kind: 'accepted', receipts: true });
  await expect.poll(() => onThePhone()?.deliveredAt ?? null, { timeout: 10_000 }).not.toBeNull();
  expect(onThePhone()).toMatchObject({ who: 'Awa Dossou', number: '+336••••••01', way: 'sms', reply: null });
  expect(onThePhone()?.text).toMatch(/^EXERCICE .*Cotonou.*K4TX/);
  await expect
    .poll(() => calledBack)
    .toEqual([{ path: '/called-back/sms', said: { reference: lastReference, status: 'delivered' } }]);
  expect(understood()).toEqual([{ kind: 'receipt', reference: lastReference, arrived: true }]);
});

test('what is answered on the telephone goes back by the way it came, from that number', async () => {
  busses[1]?.publish('vigie/v1/drill/reply', { message: lastReference, text: 'OK K4TX' });
  await expect.poll(() => onThePhone()?.reply, { timeout: 10_000 }).toBe('OK K4TX');
  await expect
    .poll(() => calledBack, { timeout: 10_000 })
    .toEqual([{ path: '/called-back/sms', said: { from: awa, text: 'OK K4TX' } }]);
  expect(understood()).toEqual([{ kind: 'reply', from: awa, text: 'OK K4TX' }]);
});

test('a gateway that is down refuses for now, and the modem of the site still takes the message', async () => {
  failing = true;
  expect(await send('sms')).toMatchObject({ kind: 'refused', permanent: false });
  expect(await send('secours')).toMatchObject({ kind: 'accepted' });
  await expect.poll(() => onThePhone()?.way, { timeout: 10_000 }).toBe('secours');
});

test('a Vigie that does not answer yet is called back again', async () => {
  vigieAnswers = 503;
  await send('sms');
  await expect.poll(() => onThePhone()?.deliveredAt ?? null, { timeout: 10_000 }).not.toBeNull();
  const receipt = { path: '/called-back/sms', said: { reference: lastReference, status: 'delivered' } };
  expect(calledBack).not.toContainEqual(receipt);
  vigieAnswers = 200;
  await expect.poll(() => calledBack, { timeout: 15_000 }).toContainEqual(receipt);
});

test('whoever does not know the secret, or says nothing that is a message, gets nothing through', async () => {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(telephones.urlOf('sms'), { method: 'POST', headers, body }).then(({ status }) => status);
  const known = { authorization: `Bearer ${secret}` };
  expect(await post({}, '{"to":"+33639980001","text":"x"}')).toBe(401);
  expect(await post(known, '{"to":"somebody","text":"x"}')).toBe(400);
  expect(await post(known, 'x'.repeat(40_000))).toBe(400);
});
