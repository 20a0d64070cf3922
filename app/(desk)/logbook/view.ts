/** The main courante in the reader's words: lines, promises, signatures. Pure. */
import type { Severity } from '../../../components/sign/severity.ts';
import type { LogKind, Party } from '../../../lib/alarm/logbook.ts';
import { formatClock, formatDay, formatDuration } from '../../../lib/messages/format.ts';
import { logbookMessages } from '../../../lib/messages/logbook.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { SitePicture } from '../../../lib/readings/picture.ts';
import { momentSaid, spanSaid } from '../span-said.ts';

interface Span {
  readonly from: string;
  readonly to: string;
}
export interface Line {
  readonly at: string;
  readonly kind: LogKind;
  readonly site: string | null;
  readonly who: string | null;
  readonly subject: { readonly fr: string; readonly en: string };
  readonly note: string;
  readonly severity: 'information' | 'warning' | 'critical' | null;
  readonly span: Span | null;
}
export interface PromiseLine {
  readonly id: string;
  readonly site: string | null;
  readonly party: Party;
  readonly who: string;
  readonly what: string;
  readonly due: string;
}
interface Signed extends Span {
  readonly id: string;
  readonly outgoing: { readonly who: string; readonly note: string };
  readonly incoming: { readonly who: string; readonly note: string; readonly at: string } | null;
}
export type SignedLine = Signed;
interface Content extends Span {
  readonly lines: readonly Line[];
  readonly leftOut: number;
  readonly promises: readonly PromiseLine[];
}
/** As GET /api/v1/logbook and /api/v1/logbook/pages/{id} answer. */
export interface OpenPage extends Content {
  readonly last: Signed | null;
}
export type SignedPage = Content & Signed;
type Sites = readonly Pick<SitePicture, 'id' | 'name'>[];
interface Reader {
  readonly sites: Sites;
  readonly now: number;
  readonly zone: string;
  readonly locale: Locale;
}

export interface LineRow {
  readonly key: string;
  readonly at: string;
  readonly kind: string;
  readonly severity: Severity | null;
  readonly subject: string;
  readonly under: string;
  readonly site: string;
  readonly who: string;
}
const siteName = (sites: Sites, id: string | null): string =>
  id === null ? '' : (sites.find((site) => site.id === id)?.name ?? id);

/** Of a promise only its hour counts: when it was made stands in the line itself. */
const whenSaid = (kind: LogKind, { from, to }: Span, zone: string, locale: Locale): string =>
  kind.startsWith('promise-')
    ? logbookMessages[locale].byWhen(momentSaid(Date.parse(to), zone, locale))
    : spanSaid(Date.parse(from), Date.parse(to), zone, locale);

/** The day stands with the clock only where it is another one than on the line before. */
export function lineRows(lines: readonly Line[], { sites, zone, locale }: Reader): readonly LineRow[] {
  const say = logbookMessages[locale];
  let dayBefore = '';
  return lines.map((line, index) => {
    const at = Date.parse(line.at);
    const day = formatDay(at, zone, locale, false);
    const clock = formatClock(at, zone);
    const span = line.span && whenSaid(line.kind, line.span, zone, locale);
    const row: LineRow = {
      key: `${line.at} ${index}`,
      at: day === dayBefore ? clock : `${day} ${clock}`,
      kind: say[line.kind],
      severity: line.kind === 'incident-opened' ? line.severity : null,
      subject: line.subject[locale],
      under: [span, line.note].filter((part) => part !== null && part !== '').join(' · '),
      site: siteName(sites, line.site),
      who: line.who ?? '',
    };
    dayBefore = day;
    return row;
  });
}

export interface PromiseRow {
  readonly id: string;
  readonly what: string;
  readonly from: string;
  readonly due: string;
  readonly late: boolean;
}
export const promiseRows = (
  promises: readonly PromiseLine[],
  { sites, now, zone, locale }: Reader,
): readonly PromiseRow[] => {
  const say = logbookMessages[locale];
  return promises.map(({ id, site, party, who, what, due }) => {
    const dueAt = Date.parse(due);
    const late = now > dueAt;
    const when = momentSaid(dueAt, zone, locale);
    return {
      id,
      what,
      from: [who, say[party], siteName(sites, site)].filter((part) => part !== '').join(', '),
      due: (late ? say.lateSince : say.dueAt)(when, formatDuration(Math.abs(now - dueAt), locale)),
      late,
    };
  });
};

interface SignedRow {
  readonly id: string;
  readonly span: string;
  readonly outgoing: string;
  readonly incoming: string;
  readonly taken: boolean;
}
export const signedRows = (pages: readonly Signed[], { zone, locale }: Reader): readonly SignedRow[] => {
  const say = logbookMessages[locale];
  return pages.map(({ id, from, to, outgoing, incoming }) => ({
    id,
    span: spanSaid(Date.parse(from), Date.parse(to), zone, locale),
    outgoing: say.signedBy(outgoing.who),
    incoming:
      incoming === null
        ? say.notTaken
        : say.takenBy(incoming.who, momentSaid(Date.parse(incoming.at), zone, locale)),
    taken: incoming !== null,
  }));
};

/** The page that waits for somebody to take over; `own`: they wrote it themselves, and somebody else must. */
export function waitingPage(last: Signed | null, own: string) {
  return last === null || last.incoming !== null ? null : { ...last, own: last.outgoing.who === own };
}
