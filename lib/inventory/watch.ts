/**
 * The site book of a running role: read at start, taken up again when the folder changes. A wrong change keeps the
 * old book and says so. Looks at sizes and times every two seconds rather than waiting for the system's notices,
 * which do not come from network folders, containers' mounts or editors that replace the folder.
 */
import { printProblem } from '../config/place.ts';
import type { Instant } from '../time/clock.ts';
import { bookSignature, readBook } from './file-book.ts';
import type { Inventory } from './inventory.ts';
import type { ParsedBook } from './parse-book.ts';

/** As `BookStatus` of the live bus. */
export interface BookReport {
  readonly at: Instant;
  readonly ok: boolean;
  readonly problems: readonly string[];
}

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

const defaultLookMs = 2_000;

export type StartedWatch =
  | { readonly ok: true; readonly book: WatchedBook }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Refuses to start with a wrong book. */
export async function watchBook(options: WatchOptions): Promise<StartedWatch> {
  const { dir, env } = options;
  let seen = await bookSignature(dir);
  const first = await readBook(dir, env);
  if (!first.ok) return { ok: false, problems: first.problems.map(printProblem) };
  let inventory = first.inventory;
  let report = reportOf(first, options.now());
  options.onReport(report);
  // A file half written has another signature at the next look: a change is read once it has stood still for one.
  let pending: string | null = null;
  let looking = false;
  const look = async (): Promise<void> => {
    const signature = await bookSignature(dir);
    if (signature === seen) {
      pending = null;
      return;
    }
    if (signature !== pending) {
      pending = signature;
      return;
    }
    seen = signature;
    pending = null;
    const book = await readBook(dir, env);
    if (stopped) return;
    report = reportOf(book, options.now());
    if (book.ok) {
      inventory = book.inventory;
      options.onChange(inventory);
    }
    options.onReport(report);
  };
  let stopped = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, options.everyMs ?? defaultLookMs);
  timer.unref();
  const book: WatchedBook = {
    get inventory() {
      return inventory;
    },
    get report() {
      return report;
    },
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
  return { ok: true, book };
}

const reportOf = (book: ParsedBook, at: Instant): BookReport => ({
  at,
  ok: book.ok,
  problems: book.ok ? [] : book.problems.map(printProblem),
});
