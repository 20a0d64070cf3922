/**
 * The gate of tests on real components: a suite whose component is not on the machine says so and is skipped, and
 * with CI=true (where everything is installed first) that is a failure.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

const systemFolders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin'];

/** Full path of a program, null if it is not on this machine. Debian keeps daemons out of an ordinary user's path. */
export function findBinary(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...systemFolders];
  // What npm installs for the project is no component of the machine.
  const own = folders.filter((folder) => !folder.includes('node_modules'));
  return own.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/**
 * `const snmpd = requireBinary('snmpd')`, then `describeReal('…', [snmpd], () => …)`. The reason is part of the name of
 * the skipped test, so that every report says why.
 */
export interface Required {
  readonly name: string;
  readonly path: string | null;
  /** The path, for use inside a suite that runs only when it is there. */
  readonly command: string;
}

export function requireBinary(name: string): Required {
  const path = findBinary(name);
  return { name, path, command: path ?? name };
}

/** Any other need: `requireThat('the corpora', existsSync(dir))`. */
export const requireThat = (name: string, there: boolean): Required => ({
  name,
  path: there ? name : null,
  command: name,
});

export function describeReal(title: string, needs: readonly Required[], suite: () => void): void {
  const missing = needs.filter(({ path }) => path === null).map(({ name }) => name);
  if (missing.length === 0) {
    describe(title, suite);
    return;
  }
  const reason = `${missing.join(', ')} not on this machine`;
  if (process.env.CI === 'true')
    describe(title, () => {
      it(`cannot run: ${reason}`, () => {
        throw new Error(`${title}: ${reason}, and with CI=true a skip is a failure`);
      });
    });
  else describe(`${title} (skipped: ${reason})`, () => it.skip(reason, () => {}));
}
