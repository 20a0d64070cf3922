/** What the SNMP benches measure beside one another: Vigie's own road, snmp_exporter, snmpbulkwalk. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Measured {
  readonly cpuMicrosPerDevice: number;
  readonly devicesPerSecond: number;
  readonly varbindsPerDevice: number;
}

export interface Fleet {
  readonly ports: readonly number[];
  /** Varbinds answered since the start, by the responder's own count. */
  varbinds(): Promise<number>;
  stop(): void;
}

export async function startFleet(kind: 'ups' | 'switch', devices: number): Promise<Fleet> {
  const child = fork(join(import.meta.dirname, 'snmp-responder-process.ts'), [kind, String(devices)]);
  const { ports } = await message<{ ports: number[] }>(child);
  return {
    ports,
    varbinds: async () => {
      child.send('count');
      return (await message<{ varbinds: number }>(child)).varbinds;
    },
    stop: () => child.disconnect(),
  };
}

const message = <Answer>(child: ChildProcess): Promise<Answer> =>
  new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer));
    child.once('error', reject);
  });

/** Runs `poll` for every device, `inFlight` at a time, `rounds` times over. */
export async function sweep(
  ports: readonly number[],
  rounds: number,
  inFlight: number,
  poll: (port: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const all = ports.length * rounds;
  const worker = async (): Promise<void> => {
    while (next < all) await poll(ports[next++ % ports.length] as number);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

export async function measure(
  fleet: Fleet,
  rounds: number,
  cpuMicros: () => number,
  run: () => Promise<void>,
): Promise<Measured> {
  const before = { varbinds: await fleet.varbinds(), cpu: cpuMicros(), at: performance.now() };
  await run();
  const seconds = (performance.now() - before.at) / 1_000;
  const cpu = cpuMicros() - before.cpu;
  const polls = fleet.ports.length * rounds;
  return {
    cpuMicrosPerDevice: cpu / polls,
    devicesPerSecond: polls / seconds,
    varbindsPerDevice: ((await fleet.varbinds()) - before.varbinds) / polls,
  };
}

export const ownCpuMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** Clock ticks of /proc, a hundred a second on every Linux that Node runs on. */
const microsPerTick = 10_000;

/** utime and stime of a process; with `children` those of the children that it waited for. */
export function procCpuMicros(pid: number | 'self', children = false): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const [first, second] = children ? [13, 14] : [11, 12];
  return (Number(fields[first]) + Number(fields[second])) * microsPerTick;
}

const found = (paths: readonly string[]): string | null => paths.find((path) => existsSync(path)) ?? null;
export const exporterBinary = (): string | null =>
  found(['/usr/bin/prometheus-snmp-exporter', '/usr/local/bin/snmp_exporter']);
export const bulkwalkBinary = (): string | null =>
  found(['/usr/bin/snmpbulkwalk', '/usr/local/bin/snmpbulkwalk']);

export interface Exporter {
  readonly pid: number;
  scrape(port: number): Promise<void>;
  stop(): void;
}

/** snmp_exporter with a snmp.yml written for this bench; checks that a scrape really brings `expect`. */
export async function startExporter(
  binary: string,
  configuration: string,
  expect: string,
): Promise<Exporter> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const file = join(folder, 'snmp.yml');
  writeFileSync(file, configuration);
  const listen = 20_000 + (process.pid % 20_000);
  const child = spawn(binary, [`--config.file=${file}`, `--web.listen-address=127.0.0.1:${listen}`], {
    stdio: 'ignore',
  });
  const scrape = async (port: number): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${listen}/snmp?module=bench&target=127.0.0.1:${port}`);
    return answer.text();
  };
  const stop = (): void => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  for (let i = 0; i < 50; i += 1) {
    try {
      await fetch(`http://127.0.0.1:${listen}/`);
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    pid: child.pid ?? 0,
    stop,
    async scrape(port) {
      const text = await scrape(port);
      if (!text.includes(expect)) {
        stop();
        throw new Error(`snmp_exporter answered without ${expect}: ${text.slice(0, 300)}`);
      }
    },
  };
}

/** snmp_exporter over the whole fleet; `warm` rounds before the measured ones. */
export async function measureExporter(
  fleet: Fleet,
  exporter: Exporter,
  { warm, rounds, inFlight }: { readonly warm: number; readonly rounds: number; readonly inFlight: number },
): Promise<Measured> {
  try {
    await sweep(fleet.ports, warm, inFlight, exporter.scrape);
    return await measure(
      fleet,
      rounds,
      () => procCpuMicros(exporter.pid),
      () => sweep(fleet.ports, rounds, inFlight, exporter.scrape),
    );
  } finally {
    exporter.stop();
  }
}

/** One run of the command-line walker, as a script would use it. */
export function bulkwalk(binary: string, port: number, columns: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = columns.length;
    for (const column of columns)
      spawn(binary, ['-v2c', '-cpublic', '-Cr25', '-On', '-m', '', `127.0.0.1:${port}`, column], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
        .once('error', reject)
        .once('exit', (code) => {
          if (code !== 0) reject(new Error(`snmpbulkwalk ended with ${code}`));
          left -= 1;
          if (left === 0) resolve();
        });
  });
}
