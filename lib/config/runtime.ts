/**
 * What the launcher tells its children: where things are and the secrets to reach them. Written to
 * `DATA/runtime.json` (mode 600), named by the environment variable VIGIE_RUNTIME; verbs find it by `--data`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const days = z.number().positive();
/** Of the site book; left out: the defaults of the store in use. */
const retention = z.object({ rawDays: days, fiveMinutesDays: days, hourDays: days }).optional();

export const runtimeSchema = z.object({
  dataDir: z.string(),
  /** Folder of the site book in force; for the drill the one it wrote under the data folder. */
  bookDir: z.string(),
  drill: z.enum(['per-site', 'centralised']).nullable(),
  /** This process serves one site; null: all. */
  site: z.string().nullable(),
  web: z.object({
    host: z.string(),
    port: z.number(),
    /** How it is reached beyond loopback; see `reach.ts`. Left out: it is not. */
    reach: z
      .object({
        publicUrl: z.string().nullable(),
        tls: z.object({ cert: z.string(), key: z.string() }).nullable(),
        trustedProxies: z.array(z.string()).readonly(),
      })
      .optional(),
  }),
  bus: z.object({ url: z.string(), user: z.string(), password: z.string() }),
  /** postgres:// URL of the operational store. */
  operations: z.string(),
  readings: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('influx'),
      url: z.string(),
      database: z.string(),
      user: z.string().optional(),
      password: z.string().optional(),
      from: z.enum(['book', 'launcher']),
      retention,
    }),
    z.object({ kind: z.literal('embedded'), url: z.string(), retention }),
  ]),
  /** The devices' broker as the collectors reach it. */
  devices: z.object({ url: z.string(), user: z.string().optional(), password: z.string().optional() }),
  /** Signs the links in messages (base64url). */
  linkKey: z.string(),
  /** Port on which traps are listened for; 0 chooses a free one. */
  trapPort: z.number(),
});
export type Runtime = z.infer<typeof runtimeSchema>;

/** Where the screens are, as a browser is told. */
export const webAddress = ({ host, port, reach }: Runtime['web']): string =>
  reach?.publicUrl ?? `http${reach?.tls ? 's' : ''}://${host.includes(':') ? `[${host}]` : host}:${port}`;

export const runtimeFile = (dataDir: string): string => join(dataDir, 'runtime.json');

/** Throws with a sentence for a person when there is no running Vigie to find. */
export function readRuntime(file: string): Runtime {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(
      `No running Vigie found: ${file} cannot be read. Start it with "npm start", or name its data folder with --data DIR.`,
    );
  }
  return runtimeSchema.parse(JSON.parse(text));
}
