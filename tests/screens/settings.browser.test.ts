/**
 * Signing in and the settings in a real browser: what it adds to a form of its own (an origin, a policy, a cookie) must not
 * shut people out, and a secret must be shown once and kept nowhere.
 */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Identity } from '../../lib/identity/identity.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import { codeAt } from '../../lib/identity/totp.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { type Instance, startInstance, temporary, writeBook } from '../house/instance.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { contrastsOf, cutTexts, smallTexts } from './desk-page.ts';

const password = 'trois mots au hasard';
const chromiumBinary = requireBinary('chromium');

describeReal('the settings', [chromiumBinary], () => {
  let vigie: Instance;
  let identity: Identity;
  let browser: Browser;
  let page: Page;
  let base = '';
  beforeAll(async () => {
    const dir = writeBook(`${temporary('settings-book')}/book`);
    vigie = await startInstance(`${temporary('settings')}/data`, [
      ...['--config', dir, '--port', '0', '--roles', 'web,collectors'],
    ]);
    base = `http://127.0.0.1:${vigie.runtime().web.port}`;
    identity = openPostgresIdentity(vigie.runtime().operations, systemClock);
    const facts = { sites: null, customer: null, locale: 'fr' } as const;
    await identity.people.add({ id: 'ines', name: 'Inès', roles: ['administrator'], ...facts }, 'test');
    await identity.people.add({ id: 'agent', name: 'Sena', roles: ['agent'], ...facts }, 'test');
    browser = await chromium.launch({
      executablePath: chromiumBinary.command,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    });
    page = await (
      await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' })
    ).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await identity?.close();
    await vigie?.clean();
  });

  const signIn = async (person: string, secret: string, code = ''): Promise<string> => {
    await page.goto(`${base}/sign-in?lang=fr&next=/settings/account`);
    await page.fill('input[name=person]', person);
    await page.fill('input[name=password]', secret);
    await page.fill('input[name=code]', code);
    await page.click('button[type=submit]');
    await page.waitForLoadState('domcontentloaded');
    return new URL(page.url()).pathname;
  };
  const signOut = async (): Promise<void> => {
    await page.click('form[action="/sign-in/out"] button');
    await page.waitForURL(/\/sign-in$/);
  };

  it('lets a person set a password after a link, sign out, and come back with it', async () => {
    const code = await identity.people.makeCode('ines', 'test');
    await page.goto(`${base}/sign-in?code=${code}&next=/settings/account`);
    await page.fill('input[name=next]', password);
    await page.fill('input[name=again]', password);
    await page.click('text=Changer le mot de passe');
    await page.getByText('C’est fait.').waitFor();
    await signOut();
    expect(await signIn('ines', 'un mot de passe faux')).toBe('/sign-in');
    expect(await page.getByRole('alert').first().textContent()).toContain('faux');
    expect(await signIn('ines', password)).toBe('/settings/account');
  });

  it('turns the code of an authenticator on, and asks for it from then on', async () => {
    await page.getByRole('button', { name: 'Activer' }).click();
    const shown = (await page.locator('.secret').textContent()) ?? '';
    const bits = [...shown.replaceAll(' ', '')]
      .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
      .join('');
    const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const now = () => Math.floor(Date.now() / 30_000);
    await page.fill('input[name=code]', codeAt(secret, now() - 1));
    await page.click('text=Vérifier et activer');
    await page.getByText('Activé.', { exact: true }).waitFor();
    await signOut();
    expect(await signIn('ines', password)).toBe('/sign-in');
    expect(await page.getByRole('alert').first().textContent()).toContain('code');
    expect(await signIn('ines', password, codeAt(secret, now()))).toBe('/settings/account');
  });

  it('adds a person, makes a token shown once, and both stand in the audit', async () => {
    await page.goto(`${base}/settings/people`);
    await page.click('text=Ajouter une personne');
    await page.fill('dialog input[name=id]', 'paul');
    await page.fill('dialog input[name=name]', 'Paul');
    await page.click('dialog button[type=submit]');
    await page.getByRole('cell', { name: /^Paul/ }).waitFor();
    await page.goto(`${base}/settings/tokens`);
    await page.click('text=Créer un jeton');
    await page.fill('dialog input[name=name]', 'Mur du hall');
    await page.click('dialog button[type=submit]');
    const token = (await page.locator('dialog .secret').textContent()) ?? '';
    expect(token).toMatch(/^vigie_wall_/);
    await page.reload();
    await page.getByText('Mur du hall').waitFor();
    expect(await page.content()).not.toContain(token);
    await page.goto(`${base}/settings/audit?who=ines`);
    await page.getByRole('cell', { name: 'make token' }).waitFor();
    expect(await page.content()).toContain('add person');
  });

  it('can be read and is cut nowhere, on a desk and on a phone', async () => {
    const problems: string[] = [];
    for (const { least, ...size } of [
      { width: 1440, height: 900, least: 12 },
      { width: 390, height: 844, least: 15 },
    ]) {
      await page.setViewportSize(size);
      for (const path of ['/settings/account', '/settings/people', '/settings/tokens', '/settings/audit']) {
        await page.goto(base + path);
        await page.locator('main table').first().waitFor();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const found = [...(await smallTexts(page, least)), ...(await contrastsOf(page))];
        // A phone scrolls its tables sideways; a desk has room for all of them.
        if (size.width > 1000) found.push(...(await cutTexts(page)));
        if (wide > 0) found.push(`${wide} px wider than the screen`);
        problems.push(...found.map((one) => `${size.width} ${path}: ${one}`));
      }
    }
    expect(problems.join('\n')).toBe('');
  });

  it('shows an agent their own account and nothing of the desk', async () => {
    const context = await browser.newContext();
    const other = await context.newPage();
    const code = await identity.people.makeCode('agent', 'test');
    await other.goto(`${base}/sign-in?code=${code}&next=/settings/account`);
    await other.getByText('Sena').waitFor();
    expect(await other.locator('.rail').count()).toBe(0);
    await other.goto(`${base}/`);
    expect(new URL(other.url()).pathname).toBe('/sign-in');
    await context.close();
  });
});
