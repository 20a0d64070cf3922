/** What the page behind a link shows: what, where, since when, first action, who has it, and what may be pressed. Pure. */
import type { StoredIncident } from '../../../lib/alarm/stored-incident.ts';
import { formatClock, formatDuration } from '../../../lib/messages/format.ts';
import { words } from '../../../lib/messages/index.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { LinkVerdict } from '../../../lib/notify/acknowledge-link.ts';
import type { Instant } from '../../../lib/time/clock.ts';

export interface LinkPlace {
  readonly site: string;
  readonly device: string;
  readonly zone: string;
  readonly contacts: Readonly<Record<string, string>>;
}
export interface LinkFacts {
  readonly verdict: LinkVerdict;
  /** Null: there is none of this name. */
  readonly stored: StoredIncident | null;
  /** Of whom the link is, as others read it. */
  readonly name: string;
  readonly place: LinkPlace;
  readonly now: Instant;
  readonly locale: Locale;
  /** What became of the button that was pressed. */
  readonly said: 'over' | 'refused' | 'noted' | null;
}
export interface CallButton {
  readonly text: string;
  readonly href: string;
}
export interface IncidentView {
  readonly kind: 'incident';
  readonly severity: 'critical' | 'warning' | 'information';
  readonly band: string;
  readonly since: string;
  readonly title: string;
  readonly where: string;
  readonly began: string;
  readonly consequence: string;
  readonly action: string;
  readonly holder: string;
  /** Nobody has it: said in heavy letters. */
  readonly free: boolean;
  readonly note: string | null;
  readonly said: string | null;
  /** The first is the largest: at a fire that is a telephone call. */
  readonly calls: readonly CallButton[];
  readonly callFirst: boolean;
  readonly take: string | null;
  readonly giveBack: boolean;
  readonly everyone: string | null;
  readonly over: boolean;
}
export type LinkView =
  | { readonly kind: 'refused'; readonly title: string; readonly text: string }
  | IncidentView;

/** How long one may take it for. */
export const takeHours = [1, 2, 4, 8] as const;

const tel = (number: string): string => `tel:${number.replace(/[^\d+]/g, '')}`;

function callsOf({ contacts }: LinkPlace, locale: Locale): CallButton[] {
  const w = words(locale).take;
  const { guard, fire_brigade: fire } = contacts;
  return [
    ...(guard === undefined ? [] : [{ text: w.callGuard, href: tel(guard) }]),
    ...(fire === undefined ? [] : [{ text: w.callFire(fire), href: tel(fire) }]),
  ];
}

function holderOf(
  { incident }: StoredIncident,
  { name, now, locale, place }: LinkFacts,
): Pick<IncidentView, 'holder' | 'free' | 'note' | 'take' | 'giveBack' | 'over'> {
  const w = words(locale).take;
  const clock = (at: Instant): string => formatClock(at, place.zone);
  const nothing = { free: false, note: null, take: null, giveBack: false, over: false };
  if (incident.resolvedAt !== null) {
    const lasted = formatDuration(incident.resolvedAt - incident.openedAt, locale);
    return { ...nothing, holder: w.over(clock(incident.resolvedAt), lasted), over: true };
  }
  const held = incident.acknowledgement;
  if (held === null || held.until <= now) return { ...nothing, holder: w.nobody, free: true, take: w.take };
  const mine = held.who === name;
  return {
    ...nothing,
    holder: mine ? w.mine(clock(held.until)) : w.other(held.who, clock(held.until)),
    note: held.note === '' ? null : w.note(held.note),
    take: mine ? null : w.takeFrom(held.who),
    giveBack: mine,
  };
}

export function linkView(facts: LinkFacts): LinkView {
  const { verdict, stored, place, now, locale } = facts;
  const w = words(locale).take;
  if (!verdict.ok)
    return verdict.reason === 'expired'
      ? { kind: 'refused', title: w.expiredTitle, text: w.expired }
      : { kind: 'refused', title: w.forgedTitle, text: w.forged };
  if (stored === null) return { kind: 'refused', title: w.goneTitle, text: w.gone };
  const { incident, words: said, exercise } = stored;
  const open = incident.resolvedAt === null;
  const outcomes = { over: w.refusedOver, refused: w.refusedOther, noted: w.noteSaved };
  return {
    kind: 'incident',
    severity: incident.severity,
    band: `${exercise ? `${w.exercise} · ` : ''}${w[incident.severity]}`,
    since: w.since(formatDuration((incident.resolvedAt ?? now) - incident.openedAt, locale)),
    title: said.title[locale],
    where: [place.site, place.device, incident.instance].filter((part) => part !== '').join(' · '),
    began: w.began(formatClock(incident.openedAt, place.zone), place.site),
    consequence: said.consequence[locale],
    action: said.action[locale],
    said: facts.said === null ? null : outcomes[facts.said],
    calls: open && said.lifeSafety ? callsOf(place, locale) : [],
    callFirst: said.lifeSafety,
    everyone: open && said.lifeSafety ? w.everyone : null,
    ...holderOf(stored, facts),
  };
}
