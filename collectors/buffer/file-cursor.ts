/**
 * Remembers which committed readings the store still lacks. Written about once a second and not fsynced: an old
 * or unreadable one only makes more be replayed, and replay is idempotent.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Range } from './ranges.ts';

const whole = z.number().int().nonnegative();
const cursorSchema = z.object({ nextSeq: whole, pending: z.array(z.object({ from: whole, to: whole })) });

export interface Cursor {
  /** Readings from here on were committed after the cursor was saved: all of them are pending. */
  readonly nextSeq: number;
  readonly pending: readonly Range[];
}

export async function loadCursor(path: string): Promise<Cursor> {
  try {
    return cursorSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return { nextSeq: 0, pending: [] };
  }
}

/** False on a disk that cannot take it now. */
export async function saveCursor(path: string, cursor: Cursor): Promise<boolean> {
  try {
    await writeFile(`${path}.part`, JSON.stringify(cursor), { mode: 0o600 });
    await rename(`${path}.part`, path);
    return true;
  } catch {
    return false;
  }
}
