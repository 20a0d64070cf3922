/**
 * What a person on call has in their hand: the page behind the link in a message, and the pushed alarm. In a real browser of
 * a phone's size, on the real house; it guards against a link that acts by being opened and a push that shows nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import webPush from 'web-push';
import type { IncidentStore } from '../../lib/alarm/incident-store.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import { acknowledgeToken } from '../../lib/notify/acknowledge-link.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';
import { startServer } from '../notify/message.ts';
import { describeReal, requireBinary } from '../real/require.ts';

const needs = [requireBinary('chromium')];
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'];
/** A worker that is woken on a busy machine. */
const shownWithinMs = 15_000;
const phone = { width: 390, height: 844 };
const book = `organisation: Test
sites:
  cotonou:
    name: Cotonou
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    contacts: { guard: "+2290190000001", fire_brigade: "118" }
    devices:
      room-1: { kind: server, name: Salle des serveurs, ping: { address: 127.0.0.1 } }
`;
const vapid = webPush.generateVAPIDKeys();

describeReal('a phone in the night', needs, () => {
  let vigie: Instance;
  let browser: Browser;
  let incidents: IncidentStore;
  let gateway: Awaited<ReturnType<typeof startServer>>;
  let base = '';
  let key: Buffer;
  let session: BrowserContext;
  let count = 0;

  beforeAll(async () => {
    gateway = await startServer();
    gateway.answer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"g-1"}');
    });
    const dir = writeBook(`${temporary('phone-book')}/book`, book);
    writeFileSync(
      join(dir, 'people.yaml'),
      `ama: { name: Ama Kossi, roles: [operator, on-call], ways: [{ channel: sms, address: "+2290190000007" }, { channel: push, address: ama }] }
`,
    );
    writeFileSync(
      join(dir, 'channels.yaml'),
      `sms: { kind: sms, url: "${gateway.url}/sms", reference: id }
push: { kind: web-push, subject: "mailto:noc@example.org", publicKey: "${vapid.publicKey}", privateKey: "\${PHONE_TEST_VAPID}" }
`,
    );
    const data = `${temporary('phone')}/data`;
    vigie = await startInstance(data, ['--config', dir, '--port', '0', '--roles', 'web,alerting'], {
      env: { PHONE_TEST_VAPID: vapid.privateKey },
    });
    base = `http://127.0.0.1:${vigie.runtime().web.port}`;
    key = Buffer.from(readFileSync(`${data}/link-key`, 'utf8').trim(), 'base64url');
    incidents = openIncidentStore(vigie.runtime().operations);
    const identity = openPostgresIdentity(vigie.runtime().operations, systemClock);
    const code = await identity.people.makeCode('ama', 'test');
    await identity.close();
    browser = await chromium.launch({ executablePath: needs[0]?.command ?? 'chromium', args: flags });
    session = await browser.newContext({ viewport: phone, locale: 'fr-FR', permissions: ['notifications'] });
    const page = await session.newPage();
    await page.goto(`${base}/sign-in?code=${code}`);
    await page.close();
  });
  afterAll(async () => {
    await browser?.close();
    await incidents?.close();
    await vigie?.clean();
    await gateway?.stop();
  });

  /** Asked of the page again and again: on a fresh tab a locator has been seen to wait beside what is there. */
  const reads = (page: Page, text: string) =>
    expect.poll(() => page.textContent('body'), { timeout: 60_000, interval: 500 }).toContain(text);

  const opened = async (lifeSafety = false): Promise<string> => {
    count += 1;
    const id = `phone-${count}`;
    const small = smallIncident(id, 'room-1', Date.now() - 120_000, {
      key: `k-${count}`,
      severity: 'critical',
    });
    await incidents.write([{ ...small, words: { ...small.words, lifeSafety } }], [], {}, Date.now());
    return id;
  };
  const link = (incident: string, livesMs = 3_600_000): string =>
    `${base}/a/${acknowledgeToken(key, { incident, person: 'ama', expiresAt: Date.now() + livesMs })}`;
  const state = async (id: string) => (await incidents.one(id))?.incident;

  /** A phone that runs no script and is signed in nowhere. */
  let bare: Page;
  beforeEach(async () => {
    bare = await (
      await browser.newContext({ viewport: phone, locale: 'fr-FR', javaScriptEnabled: false })
    ).newPage();
  });

  it('opens a link as often as it likes and changes nothing; one press takes the incident', async () => {
    const id = await opened();
    for (let i = 0; i < 3; i++) expect((await fetch(link(id))).status).toBe(200);
    expect((await fetch(link(id), { method: 'HEAD' })).status).toBe(200);
    await bare.goto(link(id));
    expect(await state(id)).toMatchObject({ state: 'open', version: 1 });
    await bare.getByText('Personne ne s’en occupe.').waitFor();
    await bare.getByRole('button', { name: 'Je prends en charge' }).click();
    await bare.getByText(/C’est vous qui vous en occupez, jusqu’à \d\d:\d\d/).waitFor();
    expect(await state(id)).toMatchObject({ state: 'acknowledged', acknowledgement: { who: 'Ama Kossi' } });
    await bare.getByPlaceholder('Un mot pour l’équipe').fill('en route, 10 min');
    await bare.getByRole('button', { name: 'Noter' }).click();
    await bare.getByText('C’est noté.').waitFor();
    await bare.getByRole('button', { name: /Je ne peux plus/ }).click();
    await bare.getByText('Personne ne s’en occupe.').waitFor();
    expect((await state(id))?.timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'acknowledged',
      'noted',
      'withdrawn',
    ]);
  });

  it('at a fire has the call as its largest button, all of it in reach of one thumb', async () => {
    await bare.goto(link(await opened(true)));
    const heights = await bare
      .locator('.link-acts .link-button')
      .evaluateAll((all) =>
        all.map((one) => ({
          text: one.textContent,
          height: one.getBoundingClientRect().height,
          bottom: one.getBoundingClientRect().bottom,
        })),
      )
      .catch(() => []);
    expect(heights.map(({ text }) => text)).toEqual([
      'Appeler le gardien',
      'Pompiers 118',
      'Je prends en charge',
    ]);
    expect(Math.max(...heights.map(({ height }) => height))).toBe(heights[0]?.height);
    for (const { bottom } of heights) expect(bottom).toBeLessThanOrEqual(phone.height);
    expect(await bare.getByRole('link', { name: 'Appeler le gardien' }).getAttribute('href')).toBe(
      'tel:+2290190000001',
    );
  });

  it('with a link that is old or was changed sees nothing and can do nothing', async () => {
    const id = await opened();
    const old = link(id, -1);
    const changed = link(id).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const bad of [old, changed]) {
      await bare.goto(bad);
      expect(await bare.textContent('body')).not.toContain('Salle chaude');
      await fetch(`${bad}/act`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'act=take',
      });
    }
    expect(await state(id)).toMatchObject({ state: 'open', version: 1 });
  });

  it('is shown a pushed alarm by the service worker, once for each message, and one that cannot be read too', async () => {
    const page = await session.newPage();
    await page.goto(`${base}/settings/reach`);
    await reads(page, 'Recevoir les alarmes dans ce navigateur');
    const devtools = await session.newCDPSession(page);
    const registration = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        const active = versions.find(({ status }) => status === 'activated');
        if (active) resolve(active.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    const push = async (data: string): Promise<void> => {
      await devtools.send('ServiceWorker.deliverPushMessage', {
        origin: `${base}/`,
        registrationId: await registration,
        data,
      });
    };
    const shown = () =>
      page.evaluate(async () =>
        (await (await navigator.serviceWorker.ready).getNotifications()).map(
          ({ title, body, tag, data }) => ({
            title,
            body,
            tag,
            page: data.page,
          }),
        ),
      );
    const said = { title: 'CRITIQUE Cotonou: Feu', body: 'depuis 14:05', tag: 'n-1', severity: 'critical' };
    await push(JSON.stringify({ ...said, link: `${base}/a/x` }));
    await push(JSON.stringify({ ...said, link: `${base}/a/x` }));
    await expect
      .poll(shown, { timeout: shownWithinMs })
      .toEqual([{ title: said.title, body: said.body, tag: 'n-1', page: `${base}/a/x` }]);
    await push(JSON.stringify({ ...said, tag: 'n-2', link: 'https://elsewhere.example/' }));
    await push('not what we send');
    await expect
      .poll(async () => (await shown()).map(({ tag, page: to }) => [tag, to]).sort(), {
        timeout: shownWithinMs,
      })
      .toEqual([
        ['n-1', `${base}/a/x`],
        ['n-2', base],
        ['vigie', `${base}/`],
      ]);
    await page.close();
  });

  it('is tried by its owner: a marked message goes out by the gateway, and the page says so', async () => {
    const page = await session.newPage();
    await page.goto(`${base}/settings/reach`);
    await reads(page, 'Essayer');
    await page.getByRole('button', { name: 'Essayer' }).first().click();
    await page.getByText('Message d’essai parti.').waitFor();
    const asked = gateway.asked.map(({ body }) => JSON.parse(String(body)) as { to: string; text: string });
    expect(asked).toMatchObject([{ to: '+2290190000007', text: expect.stringMatching(/essai de/) }]);
    const log = await session.request.get(`${base}/api/v1/notifications?incident=test`);
    expect(((await log.json()) as { items: unknown[] }).items).toMatchObject([
      { incident: 'test', person: 'ama', channel: 'sms', state: 'handed-over' },
    ]);
    await page.close();
  });

  it('may be installed: manifest, icons and worker are there', async () => {
    const manifest = (await (await fetch(`${base}/manifest.webmanifest`)).json()) as {
      icons: { src: string }[];
    };
    for (const { src } of manifest.icons) {
      const icon = await fetch(base + src);
      expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/png']);
    }
    expect((await fetch(`${base}/sw.js`)).headers.get('content-type')).toMatch(/javascript/);
  });
});
