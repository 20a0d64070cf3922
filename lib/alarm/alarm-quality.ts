/**
 * How good the alarms themselves are: rate (EEMUA 191), floods, what speaks most, what stands, what chatters, and how
 * soon people answered. Pure: a list of incidents and a span in, figures out.
 */
import type { RuleSeverity } from '../alerting/rule.ts';
import type { Instant } from '../time/clock.ts';

export interface PastIncident {
  readonly id: string;
  readonly key: string;
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly severity: RuleSeverity;
  /** Explained by another: nobody was told of it, so it is no alarm to a person. */
  readonly child: boolean;
  readonly openedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly resolvedAt: Instant | null;
}

export const slotMs = 600_000;
/** EEMUA publication 191: alarms in ten minutes, on average, that one person can take. */
const eemua = { acceptable: 1, manageable: 2, demanding: 5 } as const;
export type Band = keyof typeof eemua | 'unacceptable';
/** ISA-18.2: a flood begins with more than so many in ten minutes and ends below half of that. */
export const floodBeginsAbove = 10;
const floodEndsBelow = 5;
const standingAfterMs = 86_400_000;
/** ISA-18.2 speaks of three in a minute; here a held alarm lasts minutes, so three in ten minutes. */
const chatteringTimes = 3;
const maxSources = 10;

interface Flood {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly count: number;
  readonly peak: number;
}
export interface Source {
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly count: number;
  readonly ratio: number;
}
/** `measured`: how many the mean speaks of; null when there is none. */
export interface Delay {
  readonly measured: number;
  readonly meanMs: number | null;
  readonly medianMs: number | null;
}
export interface AlarmQuality {
  readonly count: number;
  readonly children: number;
  readonly perSlot: number;
  readonly peak: number;
  readonly band: Band;
  readonly slots: readonly { readonly at: Instant; readonly count: number }[];
  readonly floods: readonly Flood[];
  readonly sources: readonly Source[];
  readonly standing: readonly PastIncident[];
  readonly chattering: readonly Source[];
  readonly toAcknowledge: Delay;
  readonly toResolve: Delay;
}

export const bandOf = (perSlot: number): Band =>
  perSlot <= eemua.acceptable
    ? 'acceptable'
    : perSlot <= eemua.manageable
      ? 'manageable'
      : perSlot <= eemua.demanding
        ? 'demanding'
        : 'unacceptable';

function slotsOf(told: readonly PastIncident[], from: Instant, to: Instant): AlarmQuality['slots'] {
  const first = Math.floor(from / slotMs);
  const counts = new Array<number>(Math.max(1, Math.ceil(to / slotMs) - first)).fill(0);
  for (const { openedAt } of told) {
    const at = Math.floor(openedAt / slotMs) - first;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ at: (first + index) * slotMs, count }));
}

function floodsOf(slots: AlarmQuality['slots']): readonly Flood[] {
  const floods: Flood[] = [];
  let flood = null as Flood | null;
  for (const { at, count } of slots) {
    if (flood !== null && count < floodEndsBelow) {
      floods.push(flood);
      flood = null;
    }
    if (flood !== null)
      flood = { ...flood, toAt: at + slotMs, count: flood.count + count, peak: Math.max(flood.peak, count) };
    else if (count > floodBeginsAbove) flood = { fromAt: at, toAt: at + slotMs, count, peak: count };
  }
  return flood === null ? floods : [...floods, flood];
}

function sourcesOf(told: readonly PastIncident[]): readonly Source[] {
  const bySource = Map.groupBy(told, ({ rule, site, device }) => `${rule} ${site}/${device}`);
  return [...bySource.values()]
    .flatMap((all) => {
      const [one] = all;
      if (one === undefined) return [];
      const { rule, site, device } = one;
      return [{ rule, site, device, count: all.length, ratio: all.length / told.length }];
    })
    .sort((a, b) => b.count - a.count);
}

/** The same alarm, `chatteringTimes` and more within one slot's length: `count` is the most of it in such a stretch. */
function chatteringOf(told: readonly PastIncident[]): readonly Source[] {
  return [...Map.groupBy(told, ({ key }) => key).values()]
    .flatMap((all) => {
      const openings = all.map(({ openedAt }) => openedAt).sort((a, b) => a - b);
      const most = Math.max(
        ...openings.map((at) => openings.filter((other) => other >= at && other < at + slotMs).length),
      );
      const [one] = all;
      if (one === undefined || most < chatteringTimes) return [];
      const { rule, site, device } = one;
      return [{ rule, site, device, count: most, ratio: all.length / told.length }];
    })
    .sort((a, b) => b.count - a.count);
}

function delayOf(delays: readonly number[]): Delay {
  if (delays.length === 0) return { measured: 0, meanMs: null, medianMs: null };
  const sorted = delays.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return {
    measured: delays.length,
    meanMs: delays.reduce((sum, one) => sum + one, 0) / delays.length,
    medianMs: (low + high) / 2,
  };
}

/** `incidents`: all that were open at some time from `from` to `to`; rates count those that opened in it. */
export function alarmQuality(incidents: readonly PastIncident[], from: Instant, to: Instant): AlarmQuality {
  const opened = incidents.filter(({ openedAt }) => openedAt >= from && openedAt < to);
  const told = opened.filter(({ child }) => !child);
  const slots = slotsOf(told, from, to);
  const perSlot = (told.length * slotMs) / Math.max(slotMs, to - from);
  const asked = told.flatMap(({ openedAt, acknowledgedAt }) =>
    acknowledgedAt === null ? [] : [acknowledgedAt - openedAt],
  );
  const resolved = told.flatMap(({ openedAt, resolvedAt }) =>
    resolvedAt === null ? [] : [resolvedAt - openedAt],
  );
  return {
    count: told.length,
    children: opened.length - told.length,
    perSlot,
    peak: Math.max(...slots.map(({ count }) => count)),
    band: bandOf(perSlot),
    slots,
    floods: floodsOf(slots),
    sources: sourcesOf(told).slice(0, maxSources),
    standing: incidents
      .filter((one) => !one.child && (one.resolvedAt ?? to) >= to && to - one.openedAt > standingAfterMs)
      .sort((a, b) => a.openedAt - b.openedAt),
    chattering: chatteringOf(told).slice(0, maxSources),
    toAcknowledge: delayOf(asked),
    toResolve: delayOf(resolved),
  };
}
