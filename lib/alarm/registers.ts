/** The port of what people write down for the alarms: planned work, shelves, stand-ins, checks done, main courante. */
import type { MaintenancePlan } from '../alerting/maintenance-plan.ts';
import type { Override } from '../oncall/schedule.ts';
import type { Instant } from '../time/clock.ts';
import type { CheckDone } from './checks.ts';
import type { ToldIncident } from './log-lines.ts';
import type { LogPage, OpenPromise, PageBody, StoredPromise } from './logbook.ts';
import type { Shelf } from './shelf.ts';

/** Who did it, and when. */
export interface Mark {
  readonly at: Instant;
  readonly by: string;
}
export interface PlannedWork extends MaintenancePlan {
  readonly reason: string;
  readonly created: Mark;
  /** Deleted: silences nothing any more, and can be brought back. */
  readonly deleted: Mark | null;
}
export interface StoredOverride extends Override {
  readonly id: string;
  readonly reason: string;
  readonly created: Mark;
  readonly removed: Mark | null;
}
export interface LogNote extends Mark {
  readonly id: string;
  readonly site: string | null;
  readonly text: string;
}
export interface AuditLine {
  readonly at: Instant;
  readonly who: string;
  readonly site: string | null;
  readonly what: string;
}

/** Each list gives at most a few thousand, the newest; `since`: what was still in force, or has changed, from then on. */
export interface MaintenanceRegister {
  plans(since: Instant): Promise<readonly PlannedWork[]>;
  plan(work: Omit<PlannedWork, 'id' | 'created' | 'deleted'>, mark: Mark): Promise<PlannedWork>;
  /** Null: there is none, or it is so already. */
  remove(id: string, mark: Mark): Promise<PlannedWork | null>;
  restore(id: string): Promise<PlannedWork | null>;
  shelves(since: Instant): Promise<readonly Shelf[]>;
  shelve(shelf: Omit<Shelf, 'id' | 'ended'>): Promise<Shelf>;
  unshelve(id: string, mark: Mark): Promise<Shelf | null>;
}
export interface OverrideRegister {
  /** In the order in which they were written: the last one wins. */
  overrides(since: Instant): Promise<readonly StoredOverride[]>;
  add(override: Override & { readonly reason: string }, mark: Mark): Promise<StoredOverride>;
  remove(id: string, mark: Mark): Promise<StoredOverride | null>;
  restore(id: string): Promise<StoredOverride | null>;
}
export interface CheckRegister {
  /** Withdrawn ones too. */
  done(since: Instant): Promise<readonly CheckDone[]>;
  /** The latest of each check that was not withdrawn, however old: what the due date counts from. */
  latest(): Promise<readonly CheckDone[]>;
  add(done: Omit<CheckDone, 'id' | 'withdrawn'>, writtenAt: Instant): Promise<CheckDone>;
  withdraw(id: string, mark: Mark): Promise<CheckDone | null>;
}
export interface LogbookRegister {
  notes(from: Instant, to: Instant): Promise<readonly LogNote[]>;
  note(note: Omit<LogNote, 'id'>): Promise<LogNote>;
  /** All that are open, and those closed since. */
  promises(since: Instant): Promise<readonly StoredPromise[]>;
  promise(promise: Omit<OpenPromise, 'id'>): Promise<StoredPromise>;
  /** Null: there is none, or it is closed already. */
  close(id: string, closed: NonNullable<StoredPromise['closed']>): Promise<StoredPromise | null>;
  /** Latest first. */
  pages(limit: number): Promise<readonly LogPage[]>;
  page(id: string): Promise<LogPage | null>;
  /** Null: somebody else has just signed the page that begins there. */
  sign(page: PageBody & Pick<LogPage, 'fromAt' | 'toAt' | 'outgoing'>): Promise<LogPage | null>;
  /** Null: it has been taken already. */
  take(id: string, incoming: NonNullable<LogPage['incoming']>): Promise<LogPage | null>;
}
/** What others have written, looked back at. */
export interface PastRegister {
  /** Open at some time from … to; the latest `maxPast` by opening. */
  incidents(from: Instant, to: Instant): Promise<readonly ToldIncident[]>;
  drills(from: Instant, to: Instant): Promise<readonly AuditLine[]>;
}

export interface Registers {
  readonly maintenance: MaintenanceRegister;
  readonly overrides: OverrideRegister;
  readonly checks: CheckRegister;
  readonly logbook: LogbookRegister;
  readonly past: PastRegister;
  close(): Promise<void>;
}
