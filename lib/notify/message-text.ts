/** What a person reads or hears: what, where, since when, first action, how to acknowledge. French first. */
import type { RuleSeverity } from '../alerting/rule.ts';
import { formatClock, formatDay, formatDuration } from '../messages/format.ts';
import { words } from '../messages/index.ts';
import type { Locale } from '../messages/message.ts';
import type { Instant } from '../time/clock.ts';
import { plainSms, smsParts } from './sms-text.ts';

/** One incident as it is told. Text comes from rule and book, so it may be anything. */
export interface Told {
  readonly what: string;
  readonly site: string;
  readonly device: string;
  readonly severity: RuleSeverity;
  readonly openedAt: Instant;
  /** Set for a recovery, and for an alarm that was over before it could be sent. */
  readonly overAt: Instant | null;
  readonly firstAction: string;
}
export interface MessageFacts {
  readonly id: string;
  readonly kind: 'opened' | 'resolved';
  /** The gravest first; several make a digest. Never empty. */
  readonly told: readonly [Told, ...Told[]];
  readonly exercise: boolean;
  readonly zone: string;
  readonly locale: Locale;
  /** Of the first incident; null when it cannot be taken (recovery, digest). */
  readonly replyCode: string | null;
  readonly link: string | null;
}
/** What every channel is given; each takes the form that it carries. */
export interface Message {
  readonly id: string;
  readonly severity: RuleSeverity;
  readonly exercise: boolean;
  readonly locale: Locale;
  readonly subject: string;
  /** One or two SMS. */
  readonly short: string;
  readonly long: string;
  readonly spoken: string;
  readonly link: string | null;
}

export const smsPartsWanted = 2;
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
const cutAt = (text: string, max: number): string =>
  text.length <= max ? text : `${[...text].slice(0, Math.max(0, max - 3)).join('')}...`;

const headline = (facts: MessageFacts): string => {
  const w = words(facts.locale).notify;
  const [first] = facts.told;
  const opening = facts.kind === 'resolved' ? w.resolved : w[first.severity];
  const count = facts.told.length > 1 ? ` (${w.digest(facts.told.length)})` : '';
  const title = `${opening}${count} ${oneLine(first.site)}: ${oneLine(first.what)}, ${oneLine(first.device)}`;
  return facts.exercise ? `${w.exercise} ${title}` : title;
};

function when(facts: MessageFacts, told: Told): string {
  const w = words(facts.locale).notify;
  const since = w.since(formatClock(told.openedAt, facts.zone));
  if (told.overAt === null) return since;
  const over = formatClock(told.overAt, facts.zone);
  return facts.kind === 'resolved'
    ? w.lasted(over, formatDuration(told.overAt - told.openedAt, facts.locale))
    : `${since}, ${w.over(over)}`;
}

/** The longest text of two SMS: what gives way is the words of the rule, never the code or the link. */
function shortText(facts: MessageFacts): string {
  const w = words(facts.locale).notify;
  const [first, ...others] = facts.told;
  const build = (room: number, title: number): string => {
    const action = facts.kind === 'resolved' ? '' : cutAt(oneLine(first.firstAction), room);
    return plainSms(
      [
        `${cutAt(headline(facts), title)}, ${when(facts, first)}${others.length > 0 ? ` ${w.others(others.length)}` : ''}.`,
        action === '' ? '' : `${w.toDo(action.replace(/\.+$/, ''))}.`,
        facts.replyCode === null ? '' : w.reply(facts.replyCode),
        facts.link ?? '',
      ]
        .filter((part) => part !== '')
        .join(' '),
    );
  };
  for (const [room, title] of [
    [120, 120],
    [80, 100],
    [50, 80],
    [0, 70],
    [0, 40],
  ] as const) {
    const text = build(room, title);
    if (smsParts(text).length <= smsPartsWanted) return text;
  }
  return build(0, 30);
}

function longText(facts: MessageFacts): string {
  const w = words(facts.locale).notify;
  const lines = facts.told.flatMap((told) => [
    `${w[told.severity]}: ${oneLine(told.what)}`,
    `${oneLine(told.site)}, ${oneLine(told.device)}, ${when(facts, told)} (${formatDay(told.openedAt, facts.zone, facts.locale)})`,
    ...(facts.kind === 'opened' && told.firstAction !== '' ? [w.toDo(oneLine(told.firstAction))] : []),
    '',
  ]);
  const how = facts.link === null ? [] : [w.openPage(facts.link), w.linkLimits];
  return [...(facts.exercise ? [w.exercise, ''] : []), ...lines, ...how].join('\n').trimEnd();
}

/** Whole sentences, no abbreviation, no code: it is heard once, at night. */
function spokenText(facts: MessageFacts): string {
  const w = words(facts.locale).notify;
  const [first] = facts.told;
  const severity = { critical: w.spokenCritical, warning: w.spokenWarning, information: w.spokenInformation };
  return [
    facts.exercise ? w.spokenExercise : '',
    w.spokenHello(severity[first.severity]),
    `${oneLine(first.what)}, ${w.spokenAt(oneLine(first.site))}, ${when(facts, first)}.`,
    first.firstAction === '' ? '' : `${w.toDo(oneLine(first.firstAction).replace(/\.+$/, ''))}.`,
    w.spokenKeys,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

export const messageOf = (facts: MessageFacts): Message => ({
  id: facts.id,
  severity: facts.told[0].severity,
  exercise: facts.exercise,
  locale: facts.locale,
  subject: cutAt(headline(facts), 140),
  short: shortText(facts),
  long: longText(facts),
  spoken: spokenText(facts),
  link: facts.link,
});
