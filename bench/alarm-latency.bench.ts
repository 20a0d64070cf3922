/**
 * How long a fire takes to get out: from the moment a contact is published over MQTT until it stands on a wall in a real browser,
 * and until the gateway of the first telephone has the message. A whole Vigie with its own processes and stores, one alarm after
 * the other, all by one machine's clock.
 *
 * "On the wall": the wall of incidents counts it among what is open and untaken, found by a MutationObserver of the page, so after
 * React has drawn it; the frame that paints it follows within one refresh of the screen. The contact's own line, which needs no
 * incident, is on the wall before that.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { incidentMessages } from '../lib/messages/incident.ts';
import { percentile } from '../lib/telephony/network-kpi.ts';
import { AlarmHouse, until } from '../tests/soak/alarm-house.ts';
import type { BenchReport, RunBench } from './contract.ts';
import { chromiumPath } from './screen-stream.ts';

const alarms = 60;
const warmUp = 3;
/** At rest between two, and not always at the same moment of anybody's second. */
const restMs = { least: 1_200, more: 1_000 };
/** Only incidents are counted so. */
const { untaken } = incidentMessages.fr;

const run: RunBench = async (report) => {
  const house = await AlarmHouse.start(1, false);
  try {
    const wall = chromiumPath === null ? null : await openWall(house, chromiumPath);
    try {
      await measure(report, house, wall);
    } finally {
      await wall?.close();
    }
  } finally {
    await house.close();
  }
};
export default run;

async function measure(report: BenchReport, house: AlarmHouse, wall: Wall | null): Promise<void> {
  const toWall: number[] = [];
  const toGateway: number[] = [];
  for (let alarm = 0; alarm < warmUp + alarms; alarm += 1) {
    const before = house.gateway.handed.length;
    const seen = wall?.seen();
    const publishedAt = Date.now();
    await house.contact(0, 'active');
    await until('a message', () => house.gateway.handed.length > before);
    const first = house.gateway.handed[before]?.at ?? Number.NaN;
    const shownAt = await seen;
    if (alarm >= warmUp) {
      toGateway.push(first - publishedAt);
      if (shownAt !== undefined) toWall.push(shownAt - publishedAt);
    }
    const gone = wall?.gone();
    await house.contact(0, 'rest');
    await gone;
    await until('the end', async () => (await house.fires()).every(({ state }) => state === 'resolved'));
    await sleep(restMs.least + Math.random() * restMs.more);
    if (alarm % 10 === 9) report.say(`${alarm + 1} of ${warmUp + alarms} alarms`);
  }
  const found = (await house.fires()).length;
  if (found !== warmUp + alarms) throw new Error(`${found} incidents of ${warmUp + alarms} fires`);
  if (wall === null) report.skip('vigie wall', 'chromium is not installed');
  else rows(report, 'vigie wall', toWall, { wall: 'incidents' });
  rows(report, 'vigie notification', toGateway, { channel: 'sms by HTTP' });
}

function rows(report: BenchReport, subject: string, found: number[], extra: Record<string, string>): void {
  const at = (share: number): number => Math.round(percentile(found, share) ?? Number.NaN);
  const more = { ...extra, alarms: found.length, 'max ms': at(1) };
  report.row(subject, 'p50 ms', at(0.5), more);
  report.row(subject, 'p99 ms', at(0.99), more);
}

interface Wall {
  /** The browser's instant at which an untaken incident is counted. */
  seen(): Promise<number>;
  gone(): Promise<number>;
  close(): Promise<void>;
}

/** An incident is open or none is: noted by the page itself, at each change of it. */
function watchInPage(word: string): void {
  const found = { present: false, at: Date.now() };
  Object.assign(window, { fire: found });
  const look = () => {
    const present = [...document.querySelectorAll('.wall svg text')].some(
      (text) => /^[1-9]/.test(text.textContent ?? '') && text.textContent?.includes(word),
    );
    if (present !== found.present) Object.assign(found, { present, at: Date.now() });
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  look();
}

async function openWall(house: AlarmHouse, executablePath: string): Promise<Wall> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    extraHTTPHeaders: { authorization: `Bearer ${house.administrator}` },
  });
  const page = await context.newPage();
  await page.goto(`${house.address}/wall/incidents?lang=fr`);
  await page.locator('.wall svg').first().waitFor();
  await page.evaluate(watchInPage, untaken);
  const turned = (present: boolean): Promise<number> => when(page, present);
  return { seen: () => turned(true), gone: () => turned(false), close: () => browser.close() };
}

async function when(page: Page, present: boolean): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const { fire } = window as unknown as { fire: { present: boolean; at: number } };
      return fire.present === wanted ? fire.at : null;
    },
    present,
    { polling: 50, timeout: 60_000 },
  );
  return (await handle.jsonValue()) ?? Number.NaN;
}
