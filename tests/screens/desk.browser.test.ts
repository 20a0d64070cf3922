/**
 * The desk in a real browser on the real drill, beside its pictures: the checks of desks.md that a machine can make.
 * It guards against what only a layout shows: cut text, small text, poor contrast, a page that a keyboard cannot use.
 */
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Instance, startInstance, temporary } from '../house/instance.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { contrastsOf, cutTexts, smallTexts } from './desk-page.ts';

const needs = [requireBinary('chromium')];
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const pages = [
  '/',
  '/sites/abidjan',
  '/sites/cotonou/power',
  '/devices/abidjan/fw-1',
  '/vigie',
  '/drill',
  '/on-call',
  '/maintenance',
  '/logbook',
  '/checks',
  '/alarm-quality',
];

/** Each page in both themes, laid out and measured. */
const manyPagesMs = 420_000;

describeReal('the desk', needs, () => {
  let vigie: Instance;
  let browser: Browser;
  let base = '';
  let token = '';
  const show = async (page: Page, path: string): Promise<void> => {
    await page.goto(base + path, { waitUntil: 'domcontentloaded' });
    await page.locator('.clock b').waitFor({ timeout: 30_000 });
    await page
      .locator('main .loading')
      .first()
      .waitFor({ state: 'detached', timeout: 15_000 })
      .catch(() => undefined);
  };
  const open = async (path: string, size = { width: 1440, height: 900 }): Promise<Page> => {
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
  /** Every problem of every page in both themes, at once: one look at the list is worth ten runs. */
  const problemsOf = async (
    check: (page: Page) => Promise<readonly string[]>,
    size?: { width: number; height: number },
  ): Promise<readonly string[]> => {
    const problems: string[] = [];
    for (const theme of ['dark', 'light']) {
      const page = await open(`/?theme=${theme}&lang=fr`, size);
      for (const path of pages) {
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
    const data = `${temporary('desk')}/data`;
    vigie = await startInstance(data, ['--port', '0']);
    base = `http://127.0.0.1:${vigie.runtime().web.port}`;
    token = readFileSync(`${data}/admin-token`, 'utf8').trim();
    browser = await chromium.launch({ executablePath: needs[0]?.command ?? 'chromium', args: flags });
  });
  afterAll(async () => {
    await browser?.close();
    await vigie?.clean();
  });

  it(
    'has no text under 12 px, none cut without a way to read it, none under its contrast, dark and light',
    async () => {
      const problems = await problemsOf(async (page) => [
        ...(await smallTexts(page, 12)).map((text) => `small: ${text}`),
        ...(await cutTexts(page)).map((text) => `cut: ${text}`),
        ...(await contrastsOf(page)).map((text) => `pale: ${text}`),
      ]);
      expect(problems).toEqual([]);
    },
    manyPagesMs,
  );

  it(
    'on a phone has no text under 15 px, and nothing wider than the screen',
    async () => {
      const phone = { width: 390, height: 844 };
      expect(await problemsOf((page) => smallTexts(page, 15), phone)).toEqual([]);
    },
    manyPagesMs,
  );

  it('is steered by keys: search, help, overview, the systems of a site', async () => {
    const page = await open('/sites/abidjan?lang=fr');
    await page.locator('.system').first().waitFor();
    await page.keyboard.press('2');
    await page.waitForURL('**/sites/abidjan/power');
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('fw-1 cotonou');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/devices/cotonou/fw-1');
    await page.context().close();
  });

  it('shows a ring on what has the focus', async () => {
    const page = await open('/?lang=fr');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(outline).toBe('solid');
    await page.context().close();
  });

  it('draws the past of what is chosen, keeps the choice in the address, and gives it as CSV', async () => {
    const page = await open('/devices/abidjan/fw-1?lang=fr');
    await page.locator('.recharts-line path[stroke="var(--data)"]').first().waitFor({ timeout: 30_000 });
    await page.locator('.reading').nth(2).click();
    await page.waitForURL(/draw=/);
    const href = (await page.locator('a[download]').getAttribute('href')) ?? '';
    const csv = await fetch(base + href, { headers: { authorization: `Bearer ${token}` } });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    await page.getByRole('button', { name: '24 h', exact: true }).click();
    await page.waitForURL(/range=24h/);
    await page.context().close();
  });

  it('begins a scenario after a question, sees it on the site, and undoes it', async () => {
    const page = await open('/drill?lang=fr');
    await page.getByRole('button', { name: /coupure du secteur.*Douala/ }).click();
    await page.locator('dialog[open] .button.primary').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached', timeout: 20_000 });
    await page.locator('.exercise', { hasText: 'Douala' }).waitFor({ timeout: 20_000 });
    await page
      .locator('a.rail-item[href="/sites/douala"] svg[aria-label="Normal"]')
      .waitFor({ state: 'detached', timeout: 30_000 });
    await page.getByRole('button', { name: /Annuler.*coupure du secteur.*Douala/ }).click();
    await page.locator('dialog[open] .button.primary').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached', timeout: 20_000 });
    await page.locator('.exercise').waitFor({ state: 'detached', timeout: 20_000 });
    await page.context().close();
  });

  it('speaks English when asked, and remembers it', async () => {
    const page = await open('/?lang=en');
    expect(await page.locator('h1').textContent()).toBe('Overview');
    await page.goto(`${base}/vigie`);
    expect(await page.locator('h1').textContent()).toBe('Health of Vigie');
    await page.context().close();
  });
});
