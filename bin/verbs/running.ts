/** How a verb finds the Vigie that runs: by its data folder. */
import { parseArgs } from 'node:util';
import { type Runtime, readRuntime, runtimeFile } from '../../lib/config/runtime.ts';
import type { Identity } from '../../lib/identity/identity.ts';
import { openPostgresIdentity } from '../../lib/identity/postgres-identity-store.ts';
import { systemClock } from '../../lib/time/clock.ts';

export interface Asked {
  readonly positionals: readonly string[];
  readonly json: boolean;
  readonly data: string;
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Those of the flags known to the verb that were given. */
  readonly flags: ReadonlySet<string>;
}

/** Reads the arguments common to all verbs, the text options and the flags named. An unknown one throws with its name. */
export function readAsked(
  args: readonly string[],
  textOptions: readonly string[] = [],
  flags: readonly string[] = [],
): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      data: { type: 'string', default: process.env.VIGIE_DATA || 'data' },
      ...Object.fromEntries(textOptions.map((name) => [name, { type: 'string' as const }])),
      ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }])),
    },
  });
  const { json, data, ...others } = values as Record<string, string | boolean | undefined>;
  return {
    positionals,
    json: json === true,
    data: String(data),
    values: others as Record<string, string | undefined>,
    flags: new Set(flags.filter((name) => others[name] === true)),
  };
}

export const runningVigie = (data: string): Runtime => readRuntime(runtimeFile(data));

/** Runs `work` with the identity of the running Vigie, and closes it. */
export async function withIdentity<T>(
  { data }: Asked,
  work: (identity: Identity, runtime: Runtime) => Promise<T>,
): Promise<T> {
  const runtime = runningVigie(data);
  const identity = openPostgresIdentity(runtime.operations, systemClock);
  try {
    return await work(identity, runtime);
  } finally {
    await identity.close();
  }
}

/** Who acts when a verb does: whoever may read the data folder's secrets. */
export const operator = 'operator';
