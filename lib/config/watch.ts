/**
 * A book of settings of a running role: read at start, taken up again when its folder changes. A wrong change keeps the
 * old book and says so. Looks at sizes and times every two seconds rather than waiting for the system's notices,
 * which do not come from network folders, containers' mounts or editors that replace the folder.
 */
import type { Instant } from '../time/clock.ts';
import { folderSignature } from './file-folder.ts';
import { type Problem, printProblem } from './place.ts';

/** As `BookStatus` of the live bus. */
export interface BookReport {
  readonly at: Instant;
  readonly ok: boolean;
  /** `sites.yaml:12: …` */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}
export type ReadBook<B> =
  | { readonly ok: true; readonly book: B; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

export interface WatchOptions<B> {
  readonly dir: string;
  readonly read: () => Promise<ReadBook<B>>;
  readonly now: () => Instant;
  /** Called with each accepted change; not with the first book. */
  readonly onChange: (book: B) => void;
  /** Called after each load, the first one too. */
  readonly onReport: (report: BookReport) => void;
  readonly everyMs?: number | undefined;
}
export interface Watched<B> {
  /** The book in force. */
  readonly inForce: B;
  /** What became of the last load. */
  readonly report: BookReport;
  stop(): void;
}
export type StartedWatching<B> =
  | { readonly ok: true; readonly watched: Watched<B> }
  | { readonly ok: false; readonly problems: readonly string[] };

const defaultLookMs = 2_000;

/** Refuses to start with a wrong book. */
export async function watchFolder<B>(options: WatchOptions<B>): Promise<StartedWatching<B>> {
  const { dir, read } = options;
  let seen = await folderSignature(dir);
  const first = await read();
  if (!first.ok) return { ok: false, problems: first.problems.map(printProblem) };
  let inForce = first.book;
  let report = reportOf(first, options.now());
  options.onReport(report);
  // A file half written has another signature at the next look: a change is read once it has stood still for one.
  let pending: string | null = null;
  let looking = false;
  let stopped = false;
  const look = async (): Promise<void> => {
    const signature = await folderSignature(dir);
    const settled = signature === pending;
    pending = signature === seen ? null : signature;
    if (signature === seen || !settled) return;
    seen = signature;
    pending = null;
    const changed = await read();
    if (stopped) return;
    report = reportOf(changed, options.now());
    if (changed.ok) {
      inForce = changed.book;
      options.onChange(inForce);
    }
    options.onReport(report);
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, options.everyMs ?? defaultLookMs);
  timer.unref();
  const watched: Watched<B> = {
    get inForce() {
      return inForce;
    },
    get report() {
      return report;
    },
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
  return { ok: true, watched };
}

const reportOf = (read: ReadBook<unknown>, at: Instant): BookReport => ({
  at,
  ok: read.ok,
  problems: read.ok ? [] : read.problems.map(printProblem),
  warnings: read.warnings.map(printProblem),
});
