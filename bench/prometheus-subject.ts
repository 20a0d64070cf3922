/** A Prometheus of this machine beside Vigie: one process that scrapes the fleet each second, with its rules or without. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../bin/free-port.ts';
import { exposition, prometheusRules } from './rule-fleet.ts';

export function prometheusBinary(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, 'prometheus')).find((file) => existsSync(file)) ?? null;
}
export const prometheusVersion = (binary: string): string =>
  /version (\S+)/.exec(spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? 'unknown';

export interface Prometheus {
  readonly pid: number;
  /** Evaluates the rules from now on, or none. */
  rules(on: boolean): Promise<void>;
  /** One of its own counters, added up over its labels. */
  counter(name: string): Promise<number>;
  /** The one number that a query answers. */
  ask(query: string): Promise<number>;
  stop(): Promise<void>;
}

/** What is scraped: the fleet's values of the second in which it is asked. Written before, so that answering costs little. */
async function startTarget(): Promise<{ readonly port: number; stop(): void }> {
  const texts = Array.from({ length: 60 }, (_, second) => exposition(second));
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/plain; version=0.0.4');
    answer.end(texts[Math.floor(Date.now() / 1_000) % texts.length]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, stop: () => server.close() };
}

const configuration = (port: number, rules: boolean): string => `global:
  scrape_interval: 1s
  scrape_timeout: 1s
  evaluation_interval: 1s
${rules ? 'rule_files: [rules.yml]\n' : ''}scrape_configs:
- job_name: fleet
  static_configs: [{ targets: ["127.0.0.1:${port}"] }]
`;

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => resolve()));

export async function startPrometheus(binary: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const target = await startTarget();
  const url = `http://127.0.0.1:${await freePort()}`;
  const file = join(folder, 'prometheus.yml');
  writeFileSync(join(folder, 'rules.yml'), prometheusRules());
  writeFileSync(file, configuration(target.port, false));
  const child = spawn(
    binary,
    [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--web.enable-lifecycle',
      '--log.level=error',
      // Of series that come each second no older value is needed: by default five minutes would be read back each time.
      '--query.lookback-delta=15s',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const stop = async (): Promise<void> => {
    child.kill();
    await ended(child);
    target.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const get = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
  for (
    let tries = 0;
    !(await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ));
    tries++
  ) {
    if (tries === 100 || child.exitCode !== null) {
      await stop();
      throw new Error('prometheus did not become ready');
    }
    await sleep(200);
  }
  return {
    pid: child.pid ?? 0,
    stop,
    async rules(on) {
      writeFileSync(file, configuration(target.port, on));
      const { ok, status } = await fetch(`${url}/-/reload`, { method: 'POST' });
      if (!ok) throw new Error(`prometheus refused its configuration: ${status}`);
    },
    async counter(name) {
      const lines = (await get('/metrics')).split('\n').filter((line) => line.startsWith(name));
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    async ask(query) {
      const answer = JSON.parse(await get(`/api/v1/query?query=${encodeURIComponent(query)}`));
      return Number(answer.data?.result?.[0]?.value?.[1] ?? 0);
    },
  };
}
