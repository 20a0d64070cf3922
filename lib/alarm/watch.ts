/** The whole book of a role that needs people and rules too: read at start, taken up again when any of its files changes. */
import { type BookReport, watchFolder } from '../config/watch.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import type { AlarmBook } from './alarm-book.ts';
import { readWholeBook, type WholeBook } from './file-alarm-book.ts';

export interface WatchedAlarmBook extends WholeBook {
  /** What became of the last load, to be published under `vigie/v1/alarm-book`. */
  readonly report: BookReport;
  stop(): void;
}
export interface AlarmWatchOptions {
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Instant;
  /** Called with each accepted change, sites and alarms always together; not with the first book. */
  readonly onChange: (inventory: Inventory, alarmBook: AlarmBook) => void;
  /** Called after each load, the first one too. */
  readonly onReport: (report: BookReport) => void;
  readonly everyMs?: number;
}
export type StartedAlarmWatch =
  | { readonly ok: true; readonly book: WatchedAlarmBook }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Refuses to start with a wrong book; a wrong change of any file keeps the whole of the old one. */
export async function watchAlarmBook(options: AlarmWatchOptions): Promise<StartedAlarmWatch> {
  const { dir, env, now, onChange, onReport, everyMs } = options;
  const started = await watchFolder<WholeBook>({
    dir,
    read: () => readWholeBook(dir, env, now()),
    now,
    onChange: ({ inventory, alarmBook }) => onChange(inventory, alarmBook),
    onReport,
    everyMs,
  });
  if (!started.ok) return started;
  const { watched } = started;
  const book: WatchedAlarmBook = {
    get inventory() {
      return watched.inForce.inventory;
    },
    get alarmBook() {
      return watched.inForce.alarmBook;
    },
    get report() {
      return watched.report;
    },
    stop: () => watched.stop(),
  };
  return { ok: true, book };
}
