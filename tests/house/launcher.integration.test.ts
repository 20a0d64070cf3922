/** The launcher as a real process: whatever is killed comes back, whatever is stopped is gone, whatever is wrong is refused whole. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exists, type Instance, root, startInstance, temporary, until, writeBook } from './instance.ts';

const book = writeBook(temporary('book'));
const options = ['--config', book, '--roles', 'collectors', '--port', '0'];
const launcher = join(root, 'bin', 'launcher.ts');
/** Runs a launcher that is expected to refuse. */
const refused = (...args: string[]) =>
  spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8', cwd: root, timeout: 30_000 });

const pidOf = async (instance: Instance, role: string): Promise<number> => {
  const pid = (await instance.statuses()).get(role)?.pid;
  if (!pid) throw new Error(`${role} has no pid`);
  return pid;
};

describe('a running Vigie', () => {
  let vigie: Instance;
  beforeAll(async () => {
    vigie = await startInstance(join(temporary('data'), 'data'), options);
  });
  afterAll(() => vigie.clean());

  it('keeps its secrets to itself', () => {
    for (const name of ['admin-token', 'runtime.json', 'secrets.json'])
      expect(statSync(join(vigie.data, name)).mode & 0o777, name).toBe(0o600);
  });

  it('starts a role again that was killed', async () => {
    const before = await pidOf(vigie, 'collectors');
    process.kill(before, 'SIGKILL');
    await vigie.untilStatus((statuses) => {
      const now = statuses.get('collectors');
      return now?.state === 'running' && now.pid !== before && now.restarts === 1;
    });
    expect(vigie.said()).toContain('collectors ended (SIGKILL)');
  });

  it('starts PostgreSQL again that was killed, where it was', async () => {
    const before = await pidOf(vigie, 'postgres');
    process.kill(before, 'SIGKILL');
    await vigie.untilStatus((statuses) => {
      const now = statuses.get('postgres');
      return now?.state === 'running' && now.pid !== before;
    });
    const client = new pg.Client({ connectionString: vigie.runtime().operations });
    await client.connect();
    const { rows } = await client.query('select count(*)::int as n from vigie.migration');
    await client.end();
    expect(rows[0].n).toBeGreaterThan(0);
  });

  it('refuses a second launcher on its data folder', () => {
    const second = refused(...options, '--data', vigie.data);
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(/another Vigie \(pid \d+\) already runs/);
  });

  it('stands beside another one', async () => {
    const other = await startInstance(join(temporary('data'), 'data'), options);
    try {
      expect(other.runtime().bus.url).not.toBe(vigie.runtime().bus.url);
      expect((await other.statuses()).get('collectors')?.state).toBe('running');
      expect((await vigie.statuses()).get('collectors')?.state).toBe('running');
    } finally {
      await other.clean();
    }
  });

  it('is gone with all that it started within 10 s of a SIGTERM', async () => {
    expect(vigie.processes().length).toBeGreaterThan(2);
    expect(await vigie.end('SIGTERM')).toBeLessThan(10_000);
    expect(vigie.process.exitCode).toBe(0);
    expect(vigie.processes()).toEqual([]);
    expect(exists(join(vigie.data, 'runtime.json'))).toBe(false);
  });
});

describe('a launcher that was killed', () => {
  it('leaves nothing that keeps the next one from starting, and loses nothing', async () => {
    const data = join(temporary('data'), 'data');
    const first = await startInstance(data, options);
    const token = first.runtime().operations;
    await first.end('SIGKILL');
    const second = await startInstance(data, options);
    try {
      expect(second.said()).toMatch(/postgres was left by a start that did not end properly: ended/);
      const before = new URL(token);
      expect(new URL(second.runtime().operations).password).toBe(before.password);
      expect((await second.statuses()).get('collectors')?.state).toBe('running');
    } finally {
      await second.end('SIGTERM');
      expect(second.processes()).toEqual([]);
      await second.clean();
    }
  });

  it('takes its roles with it', async () => {
    const vigie = await startInstance(join(temporary('data'), 'data'), options);
    const collectors = await pidOf(vigie, 'collectors');
    await vigie.end('SIGKILL');
    await until('the role is gone', () => !vigie.processes().includes(collectors), 6_000);
    const next = await startInstance(vigie.data, options);
    await next.clean();
  });
});

describe('what started it', () => {
  it('when npm is killed, and passes no signal on, everything stops all the same', async () => {
    const vigie = await startInstance(join(temporary('data'), 'data'), options, {
      command: 'npm',
      first: ['start', '--'],
    });
    expect(vigie.processes().length).toBeGreaterThan(3);
    vigie.process.kill('SIGKILL');
    await until('nothing is left', () => vigie.processes().length === 0, 12_000);
    await vigie.clean();
  });
});

describe('what is wrong is refused', () => {
  it('a wrong site book: every problem at once, nothing started, nothing written', () => {
    const wrong = writeBook(
      temporary('book'),
      'organisation: Test\nsites:\n  cotonou:\n    name: 12\n    contry: BJ\n',
    );
    const data = join(temporary('data'), 'data');
    const { status, stderr } = refused('--config', wrong, '--data', data, '--port', '0');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^sites\.yaml:5: .*contry/m);
    expect(stderr.match(/^sites\.yaml:\d+: /gm)?.length).toBeGreaterThan(2);
    expect(exists(data)).toBe(false);
  });

  it('a site that the book does not know', () => {
    const { status, stderr } = refused(
      ...options,
      '--site',
      'dakar',
      '--data',
      join(temporary('data'), 'data'),
    );
    expect(status).toBe(1);
    expect(stderr).toContain('the site book knows cotonou');
  });

  it('an address beyond loopback, as long as there is no TLS', () => {
    const { status, stderr } = refused('--host', '0.0.0.0');
    expect(status).toBe(2);
    expect(stderr).toContain('beyond loopback Vigie speaks TLS only');
  });

  it('a port that is taken, with the way out', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { status, stderr } = refused(
      '--config',
      book,
      '--port',
      String(port),
      '--data',
      join(temporary('data'), 'd'),
    );
    taken.close();
    expect(status).toBe(1);
    expect(stderr).toContain(`port ${port} is taken`);
  });
});
