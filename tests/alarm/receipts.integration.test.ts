/** A receipt that comes before its message is known to have been accepted must count: without it a second message goes out. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WayOut } from '../../lib/alarm/postgres-delivery.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { smallAlarmBook } from '../../lib/alarm/small-alarm-book.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { read, small } from '../../lib/inventory/small-book.ts';
import { parseChannels } from '../../lib/notify/parse-channels.ts';
import { storeCallback } from '../../lib/notify/postgres-callbacks.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

const t0 = Date.parse('2026-01-06T09:00:00Z');

describe('a receipt', () => {
  let engine: Engine;
  let gateway: Server;
  let pool: pg.Pool;
  let out: WayOut;
  let now = t0;
  let onRequest: () => Promise<void> = async () => {};
  const incidents = () => openIncidentStore(engine.access.url);
  let store: ReturnType<typeof incidents>;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    await migrate(engine.access.url);
    pool = new pg.Pool({ connectionString: engine.access.url, max: 2 });
    pool.on('error', () => {});
    gateway = createServer(async (_, response) => {
      await onRequest();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"r1"}');
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const { port } = gateway.address() as AddressInfo;
    const channels = parseChannels(
      'channels.yaml',
      `sms: { kind: sms, url: "http://127.0.0.1:${port}/", secret: word, reference: id, receipts: true }\n`,
      { env: {}, secretFile: () => null, problems: [], warnings: [] },
    );
    if (channels === undefined) throw new Error('the channels are wrong');
    const { people, onCall } = smallAlarmBook();
    store = incidents();
    out = await WayOut.open(engine.access.url, {
      incidents: store,
      known: (id) => smallIncident(id, 'fw-1', t0),
      acted: () => {},
      book: () => ({
        ...{ onCall, people, channels, contacts: new Map(), telephoneChannels: ['sms'] },
        sites: read(small).sites,
        localeOf: () => 'fr',
        linkOf: () => '',
      }),
      exercise: false,
      clock: { now: () => now, monotonic: () => now },
      log: pino({ level: 'silent' }),
    });
  });
  afterAll(async () => {
    await out.close();
    await store.close();
    await pool.end();
    gateway.close();
    await engine.stop();
  });
  const waiting = async (): Promise<number> =>
    (await pool.query<{ n: number }>('select count(*)::int as n from notify.callback')).rows[0]?.n ?? -1;
  const stateOf = async (id: string): Promise<unknown> =>
    (await pool.query<{ state: string }>('select state from notify.delivery where id = $1', [id])).rows[0]
      ?.state;
  const calledBack = (reference: string) =>
    storeCallback(pool, { channel: 'sms', receivedAt: now, said: { reference, status: 'delivered' } });

  it('that overtakes the answer with its reference waits for it', async () => {
    onRequest = async () => {
      await calledBack('r1');
      await out.takeCallbacks();
    };
    await out.take({
      kind: 'tell',
      notification: {
        ...{ id: 'n1', incident: 'i1', version: 1, kind: 'opened', person: 'bio' },
        ...{ severity: 'critical', immediate: true, ways: ['sms'], at: t0 },
      },
    });
    await expect.poll(() => stateOf('n1'), { timeout: 10_000 }).toBe('handed-over');
    expect(await waiting()).toBe(1);
    await out.takeCallbacks();
    expect([await stateOf('n1'), await waiting()]).toEqual(['delivered', 0]);
  });

  it('of nothing that Vigie has ever sent is forgotten after a while', async () => {
    await calledBack('nobody’s');
    await out.takeCallbacks();
    expect(await waiting()).toBe(1);
    now += 60_000;
    await out.takeCallbacks();
    expect(await waiting()).toBe(0);
  });
});
