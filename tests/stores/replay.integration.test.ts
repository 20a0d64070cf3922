/** Guards against a replay that says something else of the embedded store's past than happened in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../bin/verbs/rules.ts';
import { type Runtime, runtimeFile } from '../../lib/config/runtime.ts';
import { small } from '../../lib/inventory/small-book.ts';
import { openReadingStore } from '../../lib/readings/open-reading-store.ts';
import type { Reading } from '../../lib/readings/reading.ts';
import { type Engine, embeddedPostgresEngine } from './engines.ts';

const minute = 60_000;
const begin = Math.floor(Date.now() / minute) * minute - 3 * 60 * minute;
const instant = (minutes: number): string => new Date(begin + minutes * minute).toISOString();

const said = (device: string, metric: string, value: number, minutes: number): Reading => ({
  site: 'cotonou',
  device,
  metric,
  instance: '',
  value,
  text: null,
  state: 'good',
  since: begin,
  at: begin + minutes * minute,
  everyMs: minute,
});
/** Two hours: the tank falls under 10 % from 30 to 60 min; the UPS reports a low level that is no fuel of its own. */
const past = Array.from({ length: 120 }, (_, at) => [
  said('genset-1', 'generator.fuel_level_ratio', at >= 30 && at < 60 ? 0.08 : 0.5, at),
  said('ups-1', 'generator.fuel_level_ratio', 0.01, at),
]).flat();

const ownRule = `rules:
  power.fuel-low:
    kinds: [generator]
    when: { metric: generator.fuel_level_ratio, below: 0.6, clear: 0.7 }
    severity: warning
    title: { fr: Cuve, en: Tank }
    cause: { fr: Sous 60 %, en: Under 60% }
    consequence: { fr: Rien encore, en: Nothing yet }
    action: { fr: Regarder, en: Look }
    owner: energy
    respond: 1d
`;

let engine: Engine;
let dir = '';
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-replay-'));
  engine = await embeddedPostgresEngine();
  const store = openReadingStore(engine.access, join(dir, 'writer'));
  await store.prepare();
  expect(await store.write(past)).toMatchObject({ ok: true, refused: 0 });
  await store.close();
  mkdirSync(join(dir, 'book'));
  writeFileSync(join(dir, 'book', 'sites.yaml'), small);
  writeFileSync(join(dir, 'own.yaml'), ownRule);
  const runtime: Runtime = {
    dataDir: dir,
    bookDir: join(dir, 'book'),
    drill: null,
    site: null,
    web: { host: '127.0.0.1', port: 1 },
    bus: { url: 'mqtt://127.0.0.1:1', user: '', password: '' },
    operations: engine.access.url,
    readings: engine.access,
    devices: { url: 'mqtt://127.0.0.1:1' },
    trapPort: 0,
    linkKey: 'test',
  };
  writeFileSync(runtimeFile(dir), JSON.stringify(runtime));
}, 120_000);
afterAll(async () => {
  await engine.stop();
  rmSync(dir, { recursive: true, force: true });
});

const replay = async (...args: string[]): Promise<string> => {
  let out = '';
  const span = ['--from', instant(0), '--to', instant(120)];
  const code = await rules(['replay', '--data', dir, ...span, ...args], (text) => {
    out += text;
  });
  expect(code).toBe(0);
  return out;
};

describe('rules replay', () => {
  it('says when a rule would have been raised and cleared, and only for the kinds it is about', async () => {
    const { episodes, readings } = JSON.parse(await replay('--rule', 'power.fuel-low', '--json'));
    expect(readings).toBe(past.length);
    expect(episodes).toMatchObject([
      { device: 'genset-1', raisedAt: Date.parse(instant(31)), clearedAt: Date.parse(instant(61)) },
    ]);
  });
  it('tells it to a person, with a summary of each rule, and that silence is not replayed', async () => {
    const text = await replay();
    expect(text).toMatch(/power\.fuel-low {2}cotonou\/genset-1 {2}8\.0% for 1\Dmin\n/);
    expect(text).toMatch(/power\.fuel-low: raised 1 times, 30\Dmin in all/);
    expect(text).toMatch(/Silence cannot be replayed from readings: nothing is said of .*device\.silent/);
  });
  it('takes the operator’s own rule in the place of the built-in one', async () => {
    const own = ['--config', join(dir, 'own.yaml'), '--rule', 'power.fuel-low', '--json'];
    const { episodes } = JSON.parse(await replay(...own));
    expect(episodes).toMatchObject([{ raisedAt: begin, clearedAt: null }]);
  });
  it('leaves out a built-in rule that the operator has switched off', async () => {
    writeFileSync(join(dir, 'off.yaml'), 'rules: { power.fuel-low: off }\n');
    const off = ['--config', join(dir, 'off.yaml'), '--rule', 'power.fuel-low'];
    await expect(replay(...off)).rejects.toThrow(/no rule "power\.fuel-low"/);
  });
  it.each([
    [['--rule', 'power.fuel-lo'], /did you mean "power.fuel-low"/],
    [['--rule', 'device.silent'], /past readings do not tell it/],
    [['--to', 'tomorrow'], /is no instant/],
    [['--to', instant(0)], /before the end/],
  ])('refuses %j with a remedy', async (args, remedy) => {
    await expect(replay(...args)).rejects.toThrow(remedy);
  });
});
