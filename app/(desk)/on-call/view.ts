/** On-call in the reader's words: who now, the weeks as strips, the gaps, the ladder of a policy. Pure. */
import { formatDay, formatDuration, formatZone } from '../../../lib/messages/format.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { onCallMessages } from '../../../lib/messages/on-call.ts';
import { momentSaid, spanSaid } from '../span-said.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}
type Why = 'rotation' | 'override' | 'gap';
/** As GET /api/v1/on-call/now answers. */
export interface DutyLine {
  readonly schedule: string;
  readonly timezone: string;
  readonly person: Named | null;
  readonly why: Why;
  readonly until: string;
  readonly next: { readonly person: Named | null; readonly at: string } | null;
}
/** As GET /api/v1/on-call/schedules answers. */
export interface ScheduleLine {
  readonly id: string;
  readonly timezone: string;
  /** Address for a telephone that subscribes. */
  readonly calendar: string;
  readonly from: string;
  readonly to: string;
  readonly shifts: readonly {
    readonly person: Named | null;
    readonly why: Why;
    readonly from: string;
    readonly to: string;
  }[];
}
export interface OverrideLine {
  readonly id: string;
  readonly schedule: string;
  readonly person: Named;
  readonly reason: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly removedBy: string | null;
}
interface Target {
  readonly kind: 'schedule' | 'person' | 'contact';
  readonly id: string;
  readonly name: string;
}
export interface PolicyLine {
  readonly id: string;
  readonly rounds: number;
  readonly levels: readonly { readonly targets: readonly Target[]; readonly waitSeconds: number }[];
  readonly lifeSafety: readonly Target[];
}

export interface DutyRow {
  readonly schedule: string;
  readonly person: string;
  readonly gap: boolean;
  readonly why: string;
  readonly until: string;
  readonly next: string;
}
export const dutyRows = (duties: readonly DutyLine[], locale: Locale): readonly DutyRow[] => {
  const say = onCallMessages[locale];
  return duties.map(({ schedule, timezone, person, why, until, next }) => ({
    schedule,
    person: person?.name ?? say.nobody,
    gap: person === null,
    why: why === 'override' ? say.standIn : why === 'rotation' ? say.rotation : '',
    until: next === null ? '' : momentSaid(Date.parse(until), timezone, locale),
    next: next === null ? '' : (next.person?.name ?? say.nobody),
  }));
};

export interface Strip {
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly why: Why;
  /** Part of the week, 0 to 1. */
  readonly left: number;
  readonly width: number;
}
interface WeekRow {
  readonly key: string;
  readonly label: string;
  readonly strips: readonly Strip[];
  /** Where now is in it; null: not in this week. */
  readonly here: number | null;
}
export interface CalendarModel {
  readonly schedule: string;
  readonly address: string;
  readonly zone: string;
  readonly weeks: readonly WeekRow[];
  /** Null: nobody is missing. */
  readonly gaps: string | null;
}

/** Whole weeks; one in which the clock changes is an hour shorter or longer, and its strips with it. */
export function calendarOf(one: ScheduleLine, now: number, locale: Locale): CalendarModel {
  const say = onCallMessages[locale];
  const { timezone } = one;
  const [from, to] = [Date.parse(one.from), Date.parse(one.to)];
  const count = Math.round((to - from) / 604_800_000);
  const shifts = one.shifts.map((shift) => ({
    ...shift,
    fromAt: Date.parse(shift.from),
    toAt: Date.parse(shift.to),
  }));
  const edge = (week: number): number => from + ((to - from) * week) / count;
  const weeks = Array.from({ length: count }, (_, week): WeekRow => {
    const [begin, end] = [edge(week), edge(week + 1)];
    const part = (at: number): number => (Math.min(end, Math.max(begin, at)) - begin) / (end - begin);
    return {
      key: String(begin),
      // Noon: a week whose clock changed before it still names its Monday.
      label: formatDay(begin + 43_200_000, timezone, locale, false),
      strips: shifts
        .filter(({ fromAt, toAt }) => fromAt < end && toAt > begin)
        .map(({ person, why, fromAt, toAt }) => ({
          key: String(fromAt),
          label: person?.name ?? say.nobody,
          title: `${person?.name ?? say.nobody}, ${spanSaid(fromAt, toAt, timezone, locale)}`,
          why,
          left: part(fromAt),
          width: part(toAt) - part(fromAt),
        })),
      here: now >= begin && now < end ? part(now) : null,
    };
  });
  const gaps = shifts.filter(({ person, toAt }) => person === null && toAt > now);
  const [first] = gaps;
  return {
    schedule: one.id,
    address: one.calendar,
    zone: formatZone(now, timezone),
    weeks,
    gaps: first ? say.gaps(gaps.length, spanSaid(first.fromAt, first.toAt, timezone, locale)) : null,
  };
}

const targetSaid = ({ kind, id, name }: Target, locale: Locale): string => {
  const say = onCallMessages[locale];
  return kind === 'schedule' ? say.targetSchedule(id) : kind === 'contact' ? say.targetContact(id) : name;
};

interface PolicyModel {
  readonly id: string;
  readonly levels: readonly { readonly name: string; readonly who: string; readonly after: string | null }[];
  readonly rounds: string;
  readonly lifeSafety: string;
}
export const policyModels = (policies: readonly PolicyLine[], locale: Locale): readonly PolicyModel[] => {
  const say = onCallMessages[locale];
  const all = (targets: readonly Target[]): string =>
    targets.map((one) => targetSaid(one, locale)).join(', ');
  return policies.map(({ id, rounds, levels, lifeSafety }) => ({
    id,
    levels: levels.map(({ targets, waitSeconds }, index) => ({
      name: say.level(index + 1),
      who: all(targets),
      after: index < levels.length - 1 ? say.thenAfter(formatDuration(waitSeconds * 1_000, locale)) : null,
    })),
    rounds: say.rounds(rounds),
    lifeSafety: all(lifeSafety),
  }));
};
