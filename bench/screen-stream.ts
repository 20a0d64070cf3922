/**
 * A real browser (Chromium) on the web role's own live stream: the same picture, flushes and server-sent events, with
 * a page that notes how old each reading is when it arrives.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { chromium } from 'playwright-core';
import { listenToBus } from '../app/_server/live/from-bus.ts';
import { PictureMemory } from '../app/_server/live/picture-memory.ts';
import { flushEveryMs, LiveStream } from '../app/_server/live/stream.ts';
import type { Device, Inventory, Site } from '../lib/inventory/inventory.ts';
import { type BusAddress, connectLiveBus } from '../lib/live/mqtt-live-bus.ts';
import { findBinary } from '../tests/real/require.ts';

export interface ScreenStream {
  /** Age in ms of every reading that has reached the page while `work` ran. */
  during(work: () => Promise<void>): Promise<number[]>;
  close(): Promise<void>;
}

export const chromiumPath =
  findBinary('chromium') ?? findBinary('chromium-browser') ?? findBinary('google-chrome');

const page = `<!doctype html><title>bench</title><script>
  const ages = [];
  let noting = false;
  const stream = new EventSource('/live');
  stream.addEventListener('readings', ({ data }) => {
    const readings = JSON.parse(data), now = Date.now();
    if (noting) for (const { at } of readings) ages.push(now - at);
  });
</script>`;

/** `sites` and `devices`: those that the load of the bench names. */
export async function startScreenStream(address: BusAddress, inventory: Inventory): Promise<ScreenStream> {
  if (chromiumPath === null) throw new Error('chromium is not installed');
  const bus = await connectLiveBus(address, pino({ level: 'silent' }));
  const picture = new PictureMemory();
  picture.book(inventory, Date.now());
  const source = {
    build: 'bench',
    now: () => Date.now(),
    snapshot: (filter: Parameters<LiveStream['open']>[0]) => picture.snapshot(filter, 'bench', Date.now()),
    recent: () => [],
  };
  const stream = new LiveStream(source, 'bench');
  const stop = listenToBus(bus, picture, stream.maker);
  const flush = setInterval(() => stream.flush(), flushEveryMs);
  const server = createServer((request, response) => {
    if (request.url !== '/live') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      return;
    }
    const filter = {
      sight: { sites: null, numbers: true },
      sites: null,
      device: null,
      metrics: null,
      recent: [],
      batch: true,
    };
    const opened = stream.open(filter, null, async () => true);
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    if (opened !== null) Readable.fromWeb(opened as Parameters<typeof Readable.fromWeb>[0]).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    async during(work) {
      await tab.evaluate('noting = true');
      await work();
      await tab.evaluate('noting = false');
      return (await tab.evaluate('ages')) as number[];
    },
    async close() {
      await browser.close();
      clearInterval(flush);
      stop();
      stream.close();
      server.closeAllConnections();
      server.close();
      await bus.close();
    },
  };
}

/** Sites and devices of `readings-load.ts`, with nothing else to them. */
export function loadInventory(): Inventory {
  const device = (site: string, id: string): Device => ({
    site,
    id,
    kind: 'switch',
    name: id,
    parent: null,
    snmp: null,
    mqtt: null,
    ping: null,
    probes: [],
    heartbeats: [],
    everyMs: null,
    bands: {},
  });
  const sites = Array.from({ length: 5 }, (_, index): Site => {
    const id = `site-${index}`;
    return {
      id,
      name: id,
      country: 'BJ',
      timezone: 'Africa/Porto-Novo',
      position: { latitude: 0, longitude: 0 },
      service: { days: [[], [], [], [], [], [], []], holidays: null, closed: [] },
      alerting: 'centre',
      contacts: {},
      devices: Array.from({ length: 97 }, (_, number) => device(id, `device-${number}`)),
      links: [],
      vpn: [],
      trunks: [],
      power: null,
      asterisk: null,
      recordings: null,
    };
  });
  return {
    organisation: 'bench',
    locale: 'fr',
    sites,
    stores: { operations: null, influx: null, retention: null },
    mqtt: null,
    broker: null,
    trapPort: 0,
    publicUrl: null,
    centre: null,
    heartbeat: null,
    host: null,
  };
}
