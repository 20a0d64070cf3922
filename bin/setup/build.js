/** Builds the screens (`next build`) when what they are made of has changed, and not otherwise. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from './lock.js';
import { run } from './run.js';

const folders = ['app', 'components', 'lib', 'public'];
const files = ['next.config.js', 'postcss.config.mjs', 'proxy.ts', 'instrumentation.ts', 'package-lock.json'];
const stampFile = (root) => join(root, '.next', 'vigie-built');

/** Only the launcher serves screens, and only when it runs the role web; the others build when they reach that part. */
export function needsBuild(command, args, env) {
  if (command !== 'launcher' || args.includes('--help')) return false;
  const at = args.findIndex((arg) => arg === '--roles' || arg.startsWith('--roles='));
  const roles = at < 0 ? env.VIGIE_ROLES : (args[at].split('=')[1] ?? args[at + 1]);
  return !roles || roles.split(',').some((role) => role.trim() === 'web');
}

export async function build(root) {
  const wanted = contentHash(root);
  if (isBuilt(root, wanted)) return;
  await withLock(join(root, '.setup', 'build-lock'), async () => {
    if (isBuilt(root, wanted)) return;
    process.stderr.write('vigie: building the screens (next build)\n');
    rmSync(stampFile(root), { force: true });
    const bin = join(root, 'node_modules', '.bin');
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    };
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
    await run(join(bin, 'node'), [next, 'build'], { cwd: root, env });
    writeFileSync(stampFile(root), wanted);
  });
}

function isBuilt(root, wanted) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === wanted;
}

function contentHash(root) {
  const hash = createHash('sha256');
  const add = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  const walk = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.tsx?$/.test(entry.name)) add(path);
    }
  };
  for (const folder of folders) if (existsSync(join(root, folder))) walk(folder);
  for (const file of files) if (existsSync(join(root, file))) add(file);
  return hash.digest('hex');
}
