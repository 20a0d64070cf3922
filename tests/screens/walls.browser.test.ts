import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wallScreens } from '../../components/wall/settings.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { type Moment, moments, snapshotOf } from './walls-fixtures.ts';
import { type Area, collisions, lookAt, openBrowser, textsOf } from './walls-page.ts';
import { type RenderOptions, renderWall } from './walls-render.tsx';

const chromium = requireBinary('chromium');

/** The checks of design/pictures/walls.md that a machine can make, on the product's own views and drawings. */
describeReal('the walls beside their pictures', [chromium], () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser(chromium.command);
    page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
  });
  afterAll(() => browser?.close());

  const show = (moment: Moment, options: Omit<RenderOptions, 'snapshot'>): Promise<void> =>
    page.setContent(renderWall({ snapshot: snapshotOf(moments[moment]), ...options }));

  for (const screen of wallScreens)
    for (const moment of ['healthy', 'pictures', 'many'] as const)
      it(`no text of ${screen} (${moment}) is too small, cut by an edge, or nearer than 8 px to another, in French and English`, async () => {
        for (const locale of ['fr', 'en'] as const) {
          await show(moment, { screen, locale });
          const texts = await textsOf(page);
          expect(texts.length).toBeGreaterThan(12);
          const small = texts.filter(
            (text) => text.part !== 'letter' && text.size < (text.part === 'value' ? 51.9 : 25.9),
          );
          expect(small.map((text) => text.text)).toEqual([]);
          const outside = texts.filter((text) => text.left < 20 || text.right > 1900 || text.bottom > 1062);
          expect(outside.map((text) => text.text)).toEqual([]);
          expect(collisions(texts), locale).toEqual([]);
        }
      });

  it('a healthy wall shows no colour below the strip, dark and light', async () => {
    for (const screen of wallScreens)
      for (const theme of ['dark', 'light'] as const) {
        await show('healthy', { screen, theme });
        await page.evaluate(() => document.fonts.ready);
        expect((await lookAt(page, 100)).coloured, `${screen} ${theme}`).toBe(0);
      }
  });

  it('in grey, a block still outweighs an outline with its diamond, and signs rank diamond, ring, hatch', async () => {
    await show('pictures', { screen: 'overview' });
    await page.evaluate(() => document.fonts.ready);
    const selectors = [
      '[data-cell="power"][data-severity="critical"]',
      '[data-cell="telephony"][data-severity="warning"]',
      ...['warning', 'information', 'stale'].map((kind) => `[data-part="now"] [data-sign="${kind}"]`),
    ];
    const areas: Area[] = [];
    for (const selector of selectors) {
      const box = await page.locator(selector).first().boundingBox();
      expect(box, selector).not.toBeNull();
      if (box) areas.push(box);
    }
    const { weights } = await lookAt(page, 0, areas);
    const [block = 0, outline = 0, diamond = 0, ring = 0, hatch = 0] = weights;
    expect(block).toBeGreaterThan(outline);
    expect(diamond).toBeGreaterThan(ring);
    expect(ring).toBeGreaterThan(hatch);
    expect(hatch).toBeGreaterThan(0);
  });

  it('shrunk to 480 px, the block of the abnormal site is still a patch of its colour', async () => {
    await page.setViewportSize({ width: 480, height: 270 });
    await show('pictures', { screen: 'overview' });
    const { critical } = await lookAt(page, 26);
    await page.setViewportSize({ width: 1920, height: 1080 });
    expect(critical).toBeGreaterThan(200);
  });

  it('fills a screen of 3840 × 2160 with the same picture at twice the size, and never scrolls', async () => {
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
      [1366, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await show('pictures', { screen: 'network' });
      const measured = await page.evaluate(() => ({
        svg: document.querySelector('.wall svg')?.getBoundingClientRect().width,
        scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
      }));
      expect(measured.svg).toBe(width);
      expect(measured.scroll).toEqual([width, height]);
    }
    await page.setViewportSize({ width: 1920, height: 1080 });
  });

  it('a longer name or another count moves no column and leaves no column', async () => {
    const heads = async (name: string): Promise<readonly number[]> => {
      const snapshot = snapshotOf(moments.pictures);
      const sites = snapshot.sites.map((site) => ({ ...site, name }));
      await page.setContent(renderWall({ screen: 'overview', snapshot: { ...snapshot, sites } }));
      const texts = await textsOf(page);
      expect(collisions(texts)).toEqual([]);
      return texts.filter((text) => text.bottom > 130 && text.bottom < 150).map((text) => text.left);
    };
    expect(await heads('Saint-Laurent-du-Maroni')).toEqual(await heads('Lomé'));
  });

  it('draws with the bundled fonts alone', async () => {
    await show('pictures', { screen: 'power' });
    const texts = await textsOf(page);
    expect(texts.every((text) => text.family.startsWith('"IBM Plex Sans'))).toBe(true);
    const loaded = await page.evaluate(
      () => [...document.fonts].filter((font) => font.status === 'loaded').length,
    );
    expect(loaded).toBeGreaterThanOrEqual(4);
  });

  it('at ten seconds of silence hides no value, at sixty says so over all and keeps the last values readable', async () => {
    await show('pictures', { screen: 'overview', silentMs: 14_000 });
    expect(await page.locator('[data-part="silent-band"]').textContent()).toContain('14:32:07');
    await show('pictures', { screen: 'overview', silentMs: 84_000 });
    const texts = await textsOf(page);
    const sentence = texts.find((text) => text.text.startsWith('ÉCRAN NON À JOUR depuis 14:32'));
    expect(sentence?.size).toBe(118);
    const runway = texts.find((text) => text.text === '3\u00a0h\u00a010');
    expect(runway?.size).toBeGreaterThanOrEqual(30);
    expect(runway?.top).toBeGreaterThan(416);
    expect((await lookAt(page, 100)).coloured).toBe(0);
  });

  it('blinks nothing but a critical block, slower than once a second, and not at all for who asked for less motion', async () => {
    const blinking = () =>
      page.evaluate(() =>
        document.getAnimations().map((one) => ({
          duration: Number(one.effect?.getTiming().duration),
          critical: (one.effect as KeyframeEffect).target?.closest('[data-severity="critical"]') !== null,
        })),
      );
    await show('pictures', { screen: 'overview' });
    expect(await blinking()).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await show('pictures', { screen: 'overview' });
    const all = await blinking();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(all.length).toBeGreaterThan(0);
    for (const one of all) {
      expect(one.critical).toBe(true);
      expect(one.duration).toBeGreaterThanOrEqual(1000);
    }
  });
});
