/** One child kept alive, whatever the disk does; and given up when it never gets ready, however slowly it fails. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type House, Supervised, type Trade } from './supervised.ts';

const ready = `process.send?.({ vigie: 'ready' }); setInterval(() => {}, 1_000)`;
let dir = '';
let said: string[] = [];
let children: Supervised[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-supervised-'));
  [said, children] = [[], []];
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(children.map((child) => child.stop()));
  rmSync(dir, { recursive: true });
});

/** Its folders stand only when they are made: a file in one that does not is as little written as on a full disk. */
const house = (say: (text: string) => void = () => {}): House => ({
  logsDir: join(dir, 'logs'),
  pidsDir: join(dir, 'pids'),
  status: () => {},
  adopt: (child) => children.push(child),
  askedToStop: () => undefined,
  closing: new AbortController().signal,
  say: (text) => {
    said.push(text);
    say(text);
  },
});
const trade = (program: string, probe: Trade['probe'] = null): Trade => ({
  name: 'child',
  command: process.execPath,
  args: ['-e', program],
  cwd: dir,
  env: process.env,
  probe,
  stopSignal: 'SIGTERM',
  stopWithinMs: 1_000,
});

describe('a supervised child', () => {
  it('starts and is watched where its process number cannot be written down', async () => {
    mkdirSync(join(dir, 'logs'));
    const child = new Supervised(trade(ready), house());
    await child.start();
    const first = child.pid;
    process.kill(first ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(child.pid).not.toBe(first), { timeout: 5_000 });
    await vi.waitFor(() => expect(child.pid).not.toBeNull(), { timeout: 5_000 });
    expect(said.join('\n')).toMatch(/child: its process number cannot be written down \(ENOENT/);
  });

  it('starts where its log cannot be opened', async () => {
    mkdirSync(join(dir, 'pids'));
    const child = new Supervised(
      trade(ready, async () => true),
      house(),
    );
    await child.start();
    expect(child.pid).not.toBeNull();
    expect(said).toEqual([expect.stringMatching(/^child: its log cannot be opened \(ENOENT/)]);
  });

  it('is given up after five falls without having been ready, also when minutes lie between them', async () => {
    mkdirSync(join(dir, 'logs'));
    mkdirSync(join(dir, 'pids'));
    vi.useFakeTimers({ toFake: ['Date'] });
    let falls = 1;
    const child = new Supervised(
      trade('process.exit(1)'),
      house(() => {
        falls += 1;
        vi.setSystemTime(Date.now() + 120_000);
      }),
    );
    await expect(child.start()).rejects.toThrow(/child ended \(exit 1\)/);
    expect(falls).toBe(5);
  });
});
