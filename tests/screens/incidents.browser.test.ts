/**
 * The list and the page of incidents in a real browser, on a real store. It guards against an alarm that cannot be taken
 * with a thumb, a key that does nothing, text that is cut or pale, and a screen that does not hear what another one did.
 */
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IncidentStore } from '../../lib/alarm/incident-store.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { type Instance, startInstance, temporary } from '../house/instance.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { contrastsOf, cutTexts, smallTexts } from './desk-page.ts';
import { browserArguments } from './walls-page.ts';

const needs = [requireBinary('chromium')];
const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };
const minute = 60_000;
const pagesMs = 180_000;

describeReal('incidents on a desk and on a phone', needs, () => {
  let vigie: Instance;
  let browser: Browser;
  let store: IncidentStore;
  let base = '';
  let token = '';
  const open = async (path: string, size = desk): Promise<Page> => {
    const context = await browser.newContext({
      viewport: size,
      locale: 'fr-FR',
      timezoneId: 'Africa/Porto-Novo',
      extraHTTPHeaders: { authorization: `Bearer ${token}` },
    });
    const page = await context.newPage();
    await show(page, path);
    return page;
  };
  const show = async (page: Page, path: string): Promise<void> => {
    await page.goto(base + path, { waitUntil: 'domcontentloaded' });
    await page.locator('.incidents, .ownership, .empty').first().waitFor({ timeout: 30_000 });
  };
  const problemsOf = async (
    check: (page: Page) => Promise<readonly string[]>,
    size?: typeof desk,
  ): Promise<readonly string[]> => {
    const problems: string[] = [];
    for (const theme of ['dark', 'light']) {
      const page = await open(`/incidents?theme=${theme}&lang=fr`, size);
      for (const path of ['/incidents', '/incidents?state=all', '/incidents/top', '/incidents/hot']) {
        await show(page, path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const found = [...(await check(page)), ...(wide > 0 ? [`${wide} px wider than the screen`] : [])];
        problems.push(...found.map((problem) => `${path} ${theme}: ${problem}`));
      }
      await page.context().close();
    }
    return problems;
  };

  beforeAll(async () => {
    const data = `${temporary('incidents')}/data`;
    vigie = await startInstance(data, ['--port', '0']);
    base = `http://127.0.0.1:${vigie.runtime().web.port}`;
    token = readFileSync(`${data}/admin-token`, 'utf8').trim();
    browser = await chromium.launch({
      executablePath: needs[0]?.command ?? 'chromium',
      args: browserArguments,
    });
    // Another watcher than the alerting role that runs: it leaves these alone.
    store = openIncidentStore(vigie.runtime().operations);
    const now = Date.now();
    const child = (device: string) =>
      smallIncident(`under-${device}`, device, now - 4 * minute, { key: `k/${device}`, metric: null });
    await store.write(
      [
        smallIncident('hot', 'room-1', now - 20 * minute, { key: 'k/hot' }),
        smallIncident('top', 'fw-1', now - 5 * minute, { key: 'k/top', severity: 'critical' }),
        smallIncident('phone', 'ups-1', now - 2 * minute, { key: 'k/phone', severity: 'critical' }),
        child('sw-1'),
        child('srv-1'),
      ],
      ['sw-1', 'srv-1'].map((device) => ({
        id: `under-${device}`,
        event: { kind: 'explain', root: 'top' } as const,
        paging: { standing: 'child' } as const,
      })),
      {},
      now,
    );
  });
  afterAll(async () => {
    await browser?.close();
    await store?.close();
    await vigie?.clean();
  });

  it(
    'have no text under 12 px, none cut, none under its contrast, dark and light',
    async () => {
      const problems = await problemsOf(async (page) => [
        ...(await smallTexts(page, 12)).map((text) => `small: ${text}`),
        ...(await cutTexts(page)).map((text) => `cut: ${text}`),
        ...(await contrastsOf(page)).map((text) => `pale: ${text}`),
      ]);
      expect(problems).toEqual([]);
    },
    pagesMs,
  );

  it(
    'on a phone have no text under 15 px, and nothing wider than the screen',
    async () => {
      expect(await problemsOf((page) => smallTexts(page, 15), phone)).toEqual([]);
    },
    pagesMs,
  );

  it('are taken with one thumb, and every other screen hears of it without being asked', async () => {
    const other = await open('/incidents?lang=fr');
    const row = other.locator('[data-incident="phone"]');
    await row.getByText('À prendre').waitFor({ timeout: 15_000 });
    const page = await open('/incidents/phone?lang=fr', phone);
    const button = page.getByRole('button', { name: /Prendre en charge/ });
    const box = await button.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(72);
    await button.click();
    await page
      .getByText(/par .+, jusqu’à \d\d:\d\d/)
      .first()
      .waitFor({ timeout: 15_000 });
    await row.getByText('Pris en charge').waitFor({ timeout: 15_000 });
    const stored = await store.one('phone');
    expect(stored?.incident.state).toBe('acknowledged');
    const left = (stored?.incident.acknowledgement?.until ?? 0) - Date.now();
    expect(Math.round(left / minute)).toBe(60);
    await page.getByRole('button', { name: 'Rendre', exact: true }).click();
    await page.locator('dialog[open] .button.primary').click();
    await row.getByText('À prendre').waitFor({ timeout: 15_000 });
    await page.context().close();
    await other.context().close();
  });

  it('are gone through by keys: J, Enter, A, a note, Ctrl+Enter; what a cause explains is taken with it', async () => {
    const page = await open('/incidents?lang=fr&sort=oldest&site=cotonou');
    await page.locator('[data-incident="hot"]').waitFor();
    expect(await page.locator('[data-incident="under-sw-1"]').count()).toBe(0);
    await page.locator('[data-incident="top"]').getByText('+2').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/incidents/hot');
    await show(page, '/incidents/top?lang=fr');
    await page.keyboard.press('a');
    await page.keyboard.type('opérateur appelé');
    await page.keyboard.press('Control+Enter');
    await page.locator('.timeline', { hasText: 'opérateur appelé' }).waitFor({ timeout: 15_000 });
    for (const id of ['top', 'under-sw-1', 'under-srv-1'])
      expect((await store.one(id))?.incident.acknowledgement?.note, id).toBe('opérateur appelé');
    await page.context().close();
  });

  it('keep what was typed when somebody else was faster, and say so', async () => {
    const page = await open('/incidents/hot?lang=fr');
    await page.route('**/acknowledge', async (route) => {
      await store.act('hot', { kind: 'note', who: 'bio', note: 'déjà vu' }, Date.now());
      await route.continue();
    });
    await page.locator('#take-note').fill('filtre à changer');
    await page.getByRole('button', { name: /Prendre en charge/ }).click();
    await page.getByText('a changé entre-temps').waitFor({ timeout: 15_000 });
    expect(await page.locator('#take-note').inputValue()).toBe('filtre à changer');
    await page.context().close();
  });

  it('come as a file, and as an empty list that says so', async () => {
    const page = await open('/incidents?lang=fr&state=resolved&from=2020-01-01&to=2020-01-02');
    await page.getByText('Aucun incident ne correspond').waitFor();
    const href = (await page.locator('a[download]').getAttribute('href')) ?? '';
    const csv = await fetch(base + href, { headers: { authorization: `Bearer ${token}` } });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    await page.context().close();
  });
});
