/** `npm start`: checks the site book, starts stores, buses and roles in their order, watches over them, stops them all. */
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { readWholeBook } from '../lib/alarm/file-alarm-book.ts';
import { chooseLaunch, type LaunchOptions, launchUsage } from '../lib/config/launch-options.ts';
import { printProblem } from '../lib/config/place.ts';
import { reachProblems } from '../lib/config/reach.ts';
import type { Inventory } from '../lib/inventory/inventory.ts';
import { systemClock } from '../lib/time/clock.ts';
import { openDataFolder } from './data-folder.ts';
import { tryPort } from './free-port.ts';
import { launch } from './launch.ts';
import { clearStaleChildren } from './stale-children.ts';
import { tlsProblem } from './web-server.ts';

const parentCheckMs = 500;

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`vigie: ${text}\n`);
// Whoever read our words may be gone before us.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    say(launchUsage);
    return 0;
  }
  const choice = chooseLaunch(args, process.env);
  if (!choice.ok) {
    for (const problem of choice.problems) complain(problem);
    return 2;
  }
  const book = await checkBook(choice.options);
  if (book === 'wrong') return 1;
  const options = knownAs(choice.options, book);
  if (!mayBeReached(options)) return 2;
  const data = openDataFolder(options.data);
  try {
    for (const name of await clearStaleChildren(join(data.dir, 'pids')))
      say(`${name} was left by a start that did not end properly: ended`);
    const port = await choosePort(options);
    return await run(options, book, data, port);
  } finally {
    data.release();
  }
}

/** A wrong book is refused whole, before anything is touched. */
async function checkBook({ config, site }: LaunchOptions): Promise<Inventory | null | 'wrong'> {
  if (config === null) return null;
  const book = await readWholeBook(resolve(config), process.env, systemClock.now());
  for (const problem of book.ok ? [] : book.problems) process.stderr.write(`${printProblem(problem)}\n`);
  for (const warning of book.warnings) process.stderr.write(`${printProblem(warning)} (warning)\n`);
  if (!book.ok) {
    complain(`the site book ${config} is not started: ${book.problems.length} problem(s), above`);
    return 'wrong';
  }
  const known = book.book.inventory.sites.map(({ id }) => id);
  if (site !== null && !known.includes(site)) {
    complain(`--site ${site}: the site book knows ${known.join(', ')}`);
    return 'wrong';
  }
  return book.book.inventory;
}

/** The site book says the public address where no option does. */
const knownAs = (options: LaunchOptions, book: Inventory | null): LaunchOptions => ({
  ...options,
  reach: { ...options.reach, publicUrl: options.reach.publicUrl ?? book?.publicUrl ?? null },
});

/** Beyond loopback with TLS only, and only under an address that people know. */
function mayBeReached({ host, reach }: LaunchOptions): boolean {
  const problems = reachProblems(host, reach);
  const tls = reach.tls === null ? null : tlsProblem(reach.tls);
  for (const problem of [...problems, ...(tls === null ? [] : [tls])]) complain(problem);
  return problems.length === 0 && tls === null;
}

async function choosePort({ host, port, roles }: LaunchOptions): Promise<number> {
  if (!roles.includes('web')) return port;
  const free = await tryPort(port, host);
  if (free === null)
    throw new Error(
      `port ${port} is taken by another program. Choose another with --port NUMBER (0: a free one).`,
    );
  return free;
}

async function run(
  options: LaunchOptions,
  book: Inventory | null,
  data: ReturnType<typeof openDataFolder>,
  port: number,
): Promise<number> {
  const file = createWriteStream(join(data.logsDir, 'launcher.log'), { flags: 'a', mode: 0o600 });
  file.on('error', () => {});
  const log = pino({ name: 'launcher' }, file);
  const asked = new AbortController();
  const stop = (why: string) => {
    if (asked.signal.aborted) return;
    log.info(`stopping: ${why}`);
    asked.abort(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  // npm passes no signal on: when whoever started us is gone, so are we.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && stop('the parent is gone'), parentCheckMs);
  try {
    await launch({ options, book, data, port, log, say, stopping: asked.signal, stop });
    return 0;
  } finally {
    clearInterval(watch);
    await new Promise((done) => file.end(done));
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  complain((error as Error).message);
  process.exitCode = 1;
}
process.exit();
