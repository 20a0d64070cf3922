/** Reads a whole book from its folder: the sites, and the files beside them that say how an alarm gets out. */
import { builtInRules } from '../alerting/file-rules.ts';
import { secretFileOf } from '../config/file-folder.ts';
import type { Problem } from '../config/place.ts';
import { inOrder } from '../config/place.ts';
import { bookOfFolder, readBookFolder } from '../inventory/file-book.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import { type AlarmBook, parseAlarmBook } from './alarm-book.ts';

export interface WholeBook {
  readonly inventory: Inventory;
  readonly alarmBook: AlarmBook;
}
export type ReadWholeBook =
  | { readonly ok: true; readonly book: WholeBook; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Never throws; every problem of every file at once. */
export async function readWholeBook(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
  now: Instant,
): Promise<ReadWholeBook> {
  const folder = await readBookFolder(dir);
  const sites = bookOfFolder(folder, dir, env);
  const alarms = parseAlarmBook({
    files: folder.files,
    inventory: sites.ok ? sites.inventory : null,
    builtIn: builtInRules(),
    env,
    secretFile: secretFileOf(dir),
    now,
  });
  const warnings = inOrder([...sites.warnings, ...alarms.warnings]);
  if (sites.ok && alarms.ok)
    return { ok: true, book: { inventory: sites.inventory, alarmBook: alarms.alarmBook }, warnings };
  // What is no YAML at all is told by both: `inOrder` keeps each once.
  const problems = [...(sites.ok ? [] : sites.problems), ...(alarms.ok ? [] : alarms.problems)];
  return { ok: false, problems: inOrder(problems), warnings };
}
