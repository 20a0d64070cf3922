/** The main courante: what changed since the last shift, what is promised, and a page that two shifts sign. Pure. */
import type { Both, RuleSeverity } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';

export type LogKind =
  | 'incident-opened'
  | 'incident-acknowledged'
  | 'incident-resolved'
  | 'maintenance-planned'
  | 'maintenance-deleted'
  | 'alarm-shelved'
  | 'shelf-ended'
  | 'override-added'
  | 'override-removed'
  | 'check-done'
  | 'check-withdrawn'
  | 'drill'
  | 'note'
  | 'promise-made'
  | 'promise-kept'
  | 'promise-broken';

export interface LogLine {
  readonly at: Instant;
  readonly kind: LogKind;
  readonly site: string | null;
  readonly who: string | null;
  readonly subject: Both;
  readonly note: string;
  readonly severity: RuleSeverity | null;
  readonly span: { readonly fromAt: Instant; readonly toAt: Instant } | null;
}

export const parties = ['operator', 'fuel', 'customer', 'other'] as const;
export type Party = (typeof parties)[number];

/** Somebody outside the house has said that something will be done. */
export interface OpenPromise {
  readonly id: string;
  readonly site: string | null;
  readonly party: Party;
  /** Who promised. */
  readonly who: string;
  readonly what: string;
  readonly dueAt: Instant;
  readonly madeAt: Instant;
  readonly by: string;
}
export interface StoredPromise extends OpenPromise {
  readonly closed: {
    readonly kept: boolean;
    readonly at: Instant;
    readonly by: string;
    readonly note: string;
  } | null;
}
type PromiseState = 'open' | 'late' | 'kept' | 'broken';

export function promiseState({ dueAt, closed }: StoredPromise, now: Instant): PromiseState {
  if (closed !== null) return closed.kept ? 'kept' : 'broken';
  return now > dueAt ? 'late' : 'open';
}

/** Lines of one page; a shift with more than that is told how many are left out. */
export const maxLines = 2_000;

export interface PageBody {
  readonly lines: readonly LogLine[];
  readonly leftOut: number;
  /** Still open when the page was signed: they go over to the next shift. */
  readonly promises: readonly OpenPromise[];
}
export interface LogPage extends PageBody {
  readonly id: string;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly outgoing: { readonly who: string; readonly note: string };
  /** Null: nobody has taken over yet. */
  readonly incoming: { readonly who: string; readonly note: string; readonly at: Instant } | null;
}

/** From `fromAt` (included) to `toAt` (not), in order; the latest stay when there are too many. */
export function pageBody(
  lines: readonly LogLine[],
  promises: readonly StoredPromise[],
  fromAt: Instant,
  toAt: Instant,
): PageBody {
  const all = [...lines, ...promises.flatMap(linesOfPromise)]
    .filter(({ at }) => at >= fromAt && at < toAt)
    .sort((a, b) => a.at - b.at);
  const open = promises
    .filter(({ madeAt, closed }) => madeAt < toAt && (closed === null || closed.at >= toAt))
    .sort((a, b) => a.dueAt - b.dueAt)
    .map(({ closed: _, ...promise }) => promise);
  return { lines: all.slice(-maxLines), leftOut: Math.max(0, all.length - maxLines), promises: open };
}

export const inBoth = (text: string): Both => ({ fr: text, en: text });

function linesOfPromise(promise: StoredPromise): readonly LogLine[] {
  const { site, who, what, madeAt, dueAt, by, closed } = promise;
  const line = { site, subject: inBoth(`${who} : ${what}`), severity: null };
  const span = { fromAt: madeAt, toAt: dueAt };
  return [
    { ...line, at: madeAt, kind: 'promise-made', who: by, note: '', span },
    ...(closed === null
      ? []
      : [
          {
            ...line,
            at: closed.at,
            kind: closed.kept ? 'promise-kept' : 'promise-broken',
            who: closed.by,
            note: closed.note,
            span,
          } as const,
        ]),
  ];
}

type SignProblem = 'taken-already' | 'same-person';

/** A page is handed over from one person to another: who has written it cannot take it over. */
export function incomingProblem(
  page: Pick<LogPage, 'outgoing' | 'incoming'>,
  who: string,
): SignProblem | null {
  if (page.incoming !== null) return 'taken-already';
  return page.outgoing.who === who ? 'same-person' : null;
}

/** A first page begins with the day before. */
export const firstPageMs = 86_400_000;
export const pageBeginsAt = (last: Pick<LogPage, 'toAt'> | null, now: Instant): Instant =>
  last?.toAt ?? now - firstPageMs;
