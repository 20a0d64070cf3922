/**
 * The door of every command: plain JavaScript for any Node ≥ 20. Installs and builds what the command needs,
 * then hands over to the Node 24 that npm brought. Standard output belongs to the command; this speaks on the other one.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, needsBuild } from './setup/build.js';
import { install } from './setup/install.js';
import { watchParent } from './setup/parent.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = ['launcher', 'test', 'check', 'soak', 'bench', 'vigie'];

function handOver(command, args) {
  const bin = join(root, 'node_modules', '.bin');
  const env = {
    // Half of a warm start is compiling the same files again; where this folder cannot be written, Node does without.
    NODE_COMPILE_CACHE: join(root, '.setup', 'compile-cache'),
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  };
  // A bench measures what the roles do, under their flags (bin/launch-roles.ts).
  const flags = command === 'bench' ? ['--max-semi-space-size=4'] : [];
  const child = spawn(join(bin, 'node'), [...flags, join(root, 'bin', `${command}.ts`), ...args], {
    stdio: 'inherit',
    env,
  });
  child.on('error', (error) => {
    process.stderr.write(
      `vigie: Node 24 could not be started (${error.message}). Remove node_modules and try again.\n`,
    );
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
  });
  // Ctrl-C reaches the whole group, so the child has it already; it takes a second one as the same wish.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  watchParent(() => child.kill('SIGTERM'));
}

const [command, ...args] = process.argv.slice(2);
if (!commands.includes(command) || !existsSync(join(root, 'bin', `${command}.ts`))) {
  process.stderr.write(
    `vigie: unknown command "${command ?? ''}". There are: npm start, npm test, npm run ${commands.slice(2).join(' | ')}.\n`,
  );
  process.exit(2);
}
try {
  await install(root);
  if (needsBuild(command, args, process.env)) await build(root);
  handOver(command, args);
} catch (error) {
  process.stderr.write(`vigie: ${error.message}\n`);
  process.exit(1);
}
