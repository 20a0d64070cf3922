/** `vigie readings move`: carries the past from the other reading store into the one in force. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Runtime } from '../../lib/config/runtime.ts';
import { type MovePlace, moveReadings } from '../../lib/readings/move-readings.ts';
import { openReadingStore, retentionOf } from '../../lib/readings/open-reading-store.ts';
import { writeWhole } from '../data-folder.ts';
import { type Asked, readAsked, runningVigie } from './running.ts';
import type { RunVerb } from './verb.ts';

export const readingsUsage =
  'readings move [--from embedded|http://USER:PASSWORD@HOST:PORT/DATABASE] [--days N]';

const placeSchema = z.object({
  from: z.string(),
  stage: z.enum(['hour', 'fiveMinutes', 'raw']),
  at: z.number(),
  carried: z.number(),
});
const dayMs = 86_400_000;

/** The store named by `--from`; left out, the embedded one when another is in force. */
export function sourceOf(runtime: Runtime, from: string | undefined): Runtime['readings'] {
  if (from === undefined || from === 'embedded') {
    if (runtime.readings.kind === 'embedded')
      throw new Error(
        'The embedded store is the one in force: name the other one with --from http://HOST:PORT/DATABASE.',
      );
    return { kind: 'embedded', url: runtime.operations };
  }
  const url = URL.canParse(from) ? new URL(from) : null;
  const database = url?.pathname.slice(1) ?? '';
  if (url === null || !/^https?:$/.test(url.protocol) || database === '')
    throw new Error(`--from ${from}: neither "embedded" nor http://HOST:PORT/DATABASE.`);
  return {
    kind: 'influx',
    url: url.origin,
    database: decodeURIComponent(database),
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    from: 'book',
  };
}

/** What a saved place belongs to: each database of a server has a past of its own. */
export const nameOf = (source: Runtime['readings']): string =>
  [source.kind, source.url, ...(source.kind === 'influx' ? [source.database] : [])].join(' ');

async function savedPlace(file: string, from: string): Promise<MovePlace | null> {
  try {
    const { from: of, ...place } = placeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return of === from ? place : null;
  } catch {
    return null;
  }
}

async function move(asked: Asked, write: (text: string) => void): Promise<number> {
  const runtime = runningVigie(asked.data);
  const source = sourceOf(runtime, asked.values.from);
  const days = asked.values.days === undefined ? null : Number(asked.values.days);
  if (days !== null && !(days > 0)) throw new Error(`--days ${asked.values.days}: not a number of days.`);
  // What the store in force would drop at once is not carried into it.
  const retention = retentionOf(runtime.readings);
  const now = Date.now();
  const since = (kept: number) => Math.floor((now - Math.min(days ?? kept, kept) * dayMs) / dayMs) * dayMs;
  const file = join(asked.data, 'readings-move.json');
  const name = nameOf(source);
  const resume = await savedPlace(file, name);
  if (resume !== null)
    process.stderr.write(`going on from ${new Date(resume.at).toISOString()} (${resume.stage})\n`);
  const from = openReadingStore(source);
  const to = openReadingStore(runtime.readings, join(asked.data, 'readings-move'));
  try {
    await to.prepare();
    const outcome = await moveReadings({
      from,
      to,
      since: {
        hour: since(retention.hourDays),
        fiveMinutes: since(retention.fiveMinutesDays),
        raw: since(retention.rawDays),
      },
      until: now,
      resume,
      async onPlace(place) {
        writeWhole(file, JSON.stringify({ from: name, ...place }), 0o600);
        process.stderr.write(
          `${place.stage} ${new Date(place.at).toISOString()}: ${place.carried} carried\n`,
        );
      },
    });
    if (outcome.ok) await rm(file, { force: true });
    const sentence = outcome.ok
      ? `${outcome.carried} readings and roll-ups carried into the store in force.\n`
      : `Stopped: ${outcome.reason}. The same command goes on from here.\n`;
    write(asked.json ? `${JSON.stringify(outcome)}\n` : sentence);
    return outcome.ok ? 0 : 1;
  } finally {
    await from.close();
    await to.close();
  }
}

export const readings: RunVerb = async (args, write) => {
  const asked = readAsked(args, ['from', 'days']);
  if (asked.positionals.length !== 1 || asked.positionals[0] !== 'move')
    throw new Error(`Usage: ${readingsUsage}`);
  return await move(asked, write);
};
