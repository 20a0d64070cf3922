/** `npm test`: everything that can be proven on this machine, summed in the last line. */
import { root } from './launch-roles.ts';
import { installComponents } from './proof/components.ts';
import { end } from './proof/end.ts';
import { formatAndLint, inTurn, tests, types } from './proof/suites.ts';
import { one, type Tally } from './proof/tally.ts';
import { build } from './setup/build.js';

const minuteMs = 60_000;
/** The whole has 30 minutes on two cores; what is left of them when a kind begins is its limit. */
const allWithinMs = 30 * minuteMs;
const reserveMs = minuteMs;

const startedAt = performance.now();
const leftMs = () => Math.max(minuteMs, allWithinMs - reserveMs - (performance.now() - startedAt));
const say = (text: string) => process.stdout.write(`\n── ${text}\n`);

async function screens(): Promise<Tally> {
  say('building the screens');
  try {
    await build(root);
    return one('next build', true);
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`);
    return one('next build', false);
  }
}

async function part(title: string, run: () => Promise<Tally>): Promise<Tally> {
  say(title);
  return run();
}

await installComponents(say);
const tally = await inTurn([
  () => part('format and lint', formatAndLint),
  () => part('types', types),
  () => part('unit and architecture tests', () => tests('unit', leftMs())),
  screens,
  () => part('integration tests on real components', () => tests('integration', leftMs())),
  () => part('screens in a real browser', () => tests('browser', leftMs())),
]);
process.exitCode = end(tally, (text) => process.stdout.write(text));
