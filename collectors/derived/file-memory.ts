/** What the derived collector must remember across a restart, on disk; what cannot be read is as if never written. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { OverflowMemory } from '../../lib/readings/link-overflow.ts';
import type { PowerMemory } from './site-power.ts';

const instant = z.number().nullable();
const overflow = z.object({
  state: z.enum(['primary-only', 'overflow', 'fail-over', 'both-down']),
  since: z.number(),
  lastAt: z.number(),
  aboveSince: instant,
  belowSince: instant,
  reachedAt: instant,
  lastReachedAt: instant,
  idleRatio: z.number().nullable(),
  carryingSince: instant,
  relayDelayMs: z.number().nullable(),
  relayResolutionMs: z.number().nullable(),
  late: z.boolean(),
  fullSince: instant,
  relieved: z.boolean(),
}) satisfies z.ZodType<OverflowMemory>;
const power = z.object({
  source: z.enum(['mains', 'generator', 'battery', 'none']).nullable(),
  mainsLostAt: instant,
  transferMs: z.number().nullable(),
}) satisfies z.ZodType<PowerMemory>;
const schema = z.object({
  /** By site. */
  links: z.record(z.string(), z.record(z.string(), overflow)),
  power: z.record(z.string(), power),
});
export type Remembered = z.infer<typeof schema>;

export async function loadMemory(file: string): Promise<Remembered> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return { links: {}, power: {} };
  }
}

/** False when it could not be written; the next change tries again. */
export async function saveMemory(file: string, memory: Remembered): Promise<boolean> {
  try {
    await writeFile(`${file}.part`, JSON.stringify(memory), { mode: 0o600 });
    await rename(`${file}.part`, file);
    return true;
  } catch {
    return false;
  }
}
