/** Makes node_modules what package-lock.json says, once: by `npm ci`, or by finding that it is so already. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.js';
import { run } from './run.js';

const stampFile = (root) => join(root, 'node_modules', '.vigie-installed');
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const readText = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

export async function install(root) {
  const wanted = lockHash(root);
  if (isReady(root, wanted)) return;
  await withLock(join(root, '.setup', 'lock'), async () => {
    if (isReady(root, wanted)) return;
    if (!matchesLock(root) || !hasNode24(root)) await npmCi(root);
    if (!hasNode24(root)) {
      throw new Error(
        'npm installed the packages but not Node 24, which is one of them. Is "ignore-scripts" set, or is the package "node" ' +
          'blocked? Set it to false (npm config set ignore-scripts false), remove node_modules and try again.',
      );
    }
    writeFileSync(stampFile(root), wanted);
  });
}

const isReady = (root, wanted) =>
  readText(stampFile(root)) === wanted && existsSync(join(root, 'node_modules', '.bin', 'node'));

function hasNode24(root) {
  const { stdout } = spawnSync(join(root, 'node_modules', '.bin', 'node'), ['--version'], {
    encoding: 'utf8',
  });
  return /^v24\./.test(stdout ?? '');
}

/** True when someone installed by hand: npm's own note of what stands there lists every package of the lock file. */
function matchesLock(root) {
  const note = readText(join(root, 'node_modules', '.package-lock.json'));
  if (note === '') return false;
  try {
    const there = JSON.parse(note).packages;
    const wanted = JSON.parse(readText(join(root, 'package-lock.json'))).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === '' || there[path]?.version === version || (optional && !there[path]),
    );
  } catch {
    return false;
  }
}

async function npmCi(root) {
  process.stderr.write('vigie: installing packages (npm ci)\n');
  const env = { ...process.env };
  // Left by the outer npm run; inside an install they name the wrong package.
  for (const name of Object.keys(env)) if (/^npm_(lifecycle|package|command)/.test(name)) delete env[name];
  if (!writable(homedir()) && !env.npm_config_cache) env.npm_config_cache = join(root, '.setup', 'npm-cache');
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--ignore-scripts=false'];
  const [command, first] = npmCommand();
  try {
    await run(command, [...first, ...args], { cwd: root, env });
  } catch (error) {
    throw new Error(
      `the packages could not be installed. Is the package registry reachable, and is there room on the disk?\n${error.message}`,
    );
  }
}

/** The npm that runs this command, else the one on the path. */
function npmCommand() {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js') && existsSync(npm) ? [process.execPath, [npm]] : ['npm', []];
}

function writable(dir) {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
