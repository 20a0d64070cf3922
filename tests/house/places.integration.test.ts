/** Where a clone may stand and who may start it: a path with a space, mode 0700, root, an ordinary user. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeReal, requireBinary, requireThat } from '../real/require.ts';
import { root, startInstance, writeBook } from './instance.ts';

const isRoot = requireThat('root', process.getuid?.() === 0);
const runuser = requireBinary('runuser');
const user = 'nobody';

/** The files of this checkout as they stand, and a copy of its packages (their owner changes below, so no links). */
function copyClone(clone: string): void {
  mkdirSync(clone, { recursive: true });
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root })
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  execFileSync('cp', ['--parents', '-t', clone, ...files], { cwd: root });
  execFileSync('cp', ['-a', join(root, 'node_modules'), clone]);
}

describeReal('a clone in a closed folder whose path has a space', [isRoot, runuser], () => {
  const top = join(tmpdir(), `vigie places ${process.pid}`);
  const clone = join(top, 'a clone');
  const data = join(clone, 'data');
  const book = join(top, 'book');
  const options = ['--config', book, '--roles', 'collectors', '--port', '0'];

  beforeAll(() => {
    copyClone(clone);
    writeBook(book);
    chmodSync(clone, 0o700);
  });
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  it('starts as root, with the database where its own user can reach it', async () => {
    const vigie = await startInstance(data, options, { command: 'npm', first: ['start', '--'], cwd: clone });
    const home = readFileSync(join(data, 'postgres.at'), 'utf8').trim();
    try {
      expect(home.startsWith(clone)).toBe(false);
      expect(statSync(home).mode & 0o777).toBe(0o700);
      expect(statSync(join(home, 'cluster')).uid).not.toBe(0);
      expect((await vigie.statuses()).get('collectors')?.state).toBe('running');
    } finally {
      await vigie.clean();
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('starts as an ordinary user, with the database in the data folder', async () => {
    execFileSync('chown', ['-R', `${user}:`, top]);
    chmodSync(top, 0o700);
    const vigie = await startInstance(data, options, {
      command: runuser.command,
      first: ['-u', user, '--', 'npm', '--prefix', clone, 'start', '--'],
      cwd: clone,
      env: { HOME: top },
    });
    try {
      expect(statSync(join(data, 'postgres', 'cluster')).uid).toBe(statSync(clone).uid);
      expect((await vigie.statuses()).get('collectors')?.state).toBe('running');
    } finally {
      await vigie.clean();
    }
  });
});
