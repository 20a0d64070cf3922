/** The last lines of a proof: what failed, what was left out, and the one line that sums it up. */
import { line, strict, type Tally } from './tally.ts';

const shown = 60;

/** Prints the end and gives the exit code. */
export function end(tally: Tally, write: (text: string) => void): number {
  const final = process.env.CI === 'true' ? strict(tally) : tally;
  const list = (title: string, names: readonly string[]) => {
    if (names.length === 0) return;
    write(`\n${title}:\n`);
    for (const name of names.slice(0, shown)) write(`  ${name}\n`);
    if (names.length > shown) write(`  … and ${names.length - shown} more\n`);
  };
  list('Skipped', final.skips);
  list('Failed', final.failures);
  write(`\n${line(final)}\n`);
  return final.failed === 0 ? 0 : 1;
}
