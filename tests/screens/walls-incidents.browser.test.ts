/**
 * Walls with incidents, in a real browser. It guards against an alarm that goes on blinking once somebody has it, one that
 * is taken and does not say by whom, and planned work that looks like trouble.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WallScreen } from '../../components/wall/settings.ts';
import type { IncidentPicture } from '../../lib/readings/incident-picture.ts';
import { describeReal, requireBinary } from '../real/require.ts';
import { type Moment, moments, snapshotOf } from './walls-fixtures.ts';
import { incidentsOfMoment, mainsIncident, manyIncidents, overOnly } from './walls-incidents.ts';
import { collisions, lookAt, openBrowser, textsOf } from './walls-page.ts';
import { type RenderOptions, renderWall } from './walls-render.tsx';

const chromium = requireBinary('chromium');

describeReal('walls with incidents', [chromium], () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser(chromium.command);
    page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  });
  afterAll(() => browser?.close());
  const show = (
    screen: WallScreen,
    incidents: readonly IncidentPicture[],
    moment: Moment = 'pictures',
    more: Partial<RenderOptions> = {},
  ): Promise<void> =>
    page.setContent(renderWall({ screen, snapshot: snapshotOf(moments[moment], { incidents }), ...more }));
  const blinking = (): Promise<number> => page.evaluate(() => document.getAnimations().length);
  const text = (selector: string): Promise<string> =>
    page.locator(selector).evaluateAll((all) => all.map((one) => one.textContent).join(' | '));

  for (const screen of ['overview', 'incidents'] as const)
    for (const [name, incidents, moment] of [
      ['a few', incidentsOfMoment, 'pictures'],
      ['many', manyIncidents, 'many'],
      ['none', overOnly, 'healthy'],
    ] as const)
      it(`no text of ${screen} (${name}) is too small, cut by an edge, or near another, in French and English`, async () => {
        for (const locale of ['fr', 'en'] as const) {
          await show(screen, incidents, moment, { locale });
          const texts = await textsOf(page);
          const small = texts.filter(
            (one) => one.part !== 'letter' && one.size < (one.part === 'value' ? 51.9 : 25.9),
          );
          expect(small.map((one) => one.text)).toEqual([]);
          const outside = texts.filter((one) => one.left < 20 || one.right > 1900 || one.bottom > 1062);
          expect(outside.map((one) => one.text)).toEqual([]);
          expect(collisions(texts), locale).toEqual([]);
        }
      });

  it('an alarm blinks until somebody takes it, and then says who has it and until when', async () => {
    // Without planned work: four lines of two.
    const few = incidentsOfMoment.filter(({ standing }) => standing !== 'silenced');
    await show('overview', few);
    // The word of its line, and its cell.
    expect(await blinking()).toBe(2);
    expect(await text('[data-item="mains"] [data-owner="nobody"]')).toContain('À prendre');
    const takenBy = {
      ...mainsIncident,
      state: 'acknowledged' as const,
      acknowledgement: {
        who: 'A. Dossou',
        note: '',
        at: mainsIncident.openedAt,
        until: mainsIncident.openedAt + 3_600_000,
      },
    };
    await show('overview', [takenBy, ...few.slice(1)]);
    expect(await blinking()).toBe(0);
    expect(await text('[data-item="mains"] [data-owner="taken"]')).toMatch(/A\. Dossou.*jusqu’à 15:26/);
  });

  it('counts in its strip what it lists, planned work aside, and what a cause explains as "+N"', async () => {
    await show('overview', incidentsOfMoment);
    const listed = (sign: string) => page.locator(`[data-item][data-severity="${sign}"]`).count();
    for (const severity of ['critical', 'warning', 'information', 'stale']) {
      const counted = await text(`[data-count="${severity}"] text[data-text="value"]`);
      expect(Number(counted || '0'), severity).toBe(await listed(severity));
    }
    expect(await listed('maintenance')).toBe(1);
    expect(await text('[data-item="planned"]')).toContain('Maintenance');
    expect(await text('[data-item="mains"]')).toContain('+2');
  });

  it('a quiet wall of incidents has no colour, and says what the last one was', async () => {
    await show('incidents', overOnly, 'healthy');
    await page.evaluate(() => document.fonts.ready);
    expect((await lookAt(page, 100)).coloured).toBe(0);
    expect(await text('[data-part="calm"]')).toContain('Salle chaude, Abidjan, résolu il y a 4');
    expect(await text('[data-part="day"]')).toContain('4\u00a0min');
  });

  it('lists twelve at most, and counts the others', async () => {
    await show('incidents', manyIncidents, 'many');
    expect(await page.locator('[data-item]').count()).toBe(12);
    expect(await text('[data-part="now"]')).toMatch(/et \d+ autres/);
  });
});
