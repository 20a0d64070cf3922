/** The site book of a running role that needs no more than its sites: read at start, taken up again when it changes. */
import { type BookReport, watchFolder } from '../config/watch.ts';
import type { Instant } from '../time/clock.ts';
import { readBook } from './file-book.ts';
import type { Inventory } from './inventory.ts';

export interface WatchedBook {
  /** The book in force. */
  readonly inventory: Inventory;
  /** What became of the last load. */
  readonly report: BookReport;
  stop(): void;
}

export interface WatchOptions {
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
  /** Called with each accepted change; not with the first book. */
  readonly onChange: (inventory: Inventory) => void;
  /** Called after each load, the first one too. */
  readonly onReport: (report: BookReport) => void;
  readonly everyMs?: number;
}

export type StartedWatch =
  | { readonly ok: true; readonly book: WatchedBook }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Refuses to start with a wrong book. */
export async function watchBook(options: WatchOptions): Promise<StartedWatch> {
  const { dir, env, now, onChange, onReport, everyMs } = options;
  const read = async () => {
    const book = await readBook(dir, env);
    return book.ok ? { ok: true as const, book: book.inventory, warnings: book.warnings } : book;
  };
  const started = await watchFolder({ dir, read, now, onChange, onReport, everyMs });
  if (!started.ok) return started;
  const { watched } = started;
  const book: WatchedBook = {
    get inventory() {
      return watched.inForce;
    },
    get report() {
      return watched.report;
    },
    stop: () => watched.stop(),
  };
  return { ok: true, book };
}
