/** Storm grouping: the first pages go out one by one, the rest of a flood as one that grows. Immediate alarms never pass here. */
import type { RuleSeverity } from './rule.ts';

/** Plain JSON. */
export interface Storm {
  /** Steady times of the pages sent one by one lately, by severity. */
  readonly singles: Readonly<Record<'warning' | 'critical', readonly number[]>>;
  /** The flood in progress: how many it holds, how many were told, when the last one came. */
  readonly open: { readonly count: number; readonly told: number; readonly lastMs: number } | null;
}
/** Pages one by one within the window, of each severity. With the storm's own four, at most ten reach one person. */
export const singlesWithin = 3;
export const stormWindowMs = 300_000;
/** A storm is over once nothing new came for this long. */
export const stormQuietMs = 600_000;
/** It is told when it begins, and again each time it has grown by this factor. */
const growth = 10;

export const calmWeather: Storm = { singles: { warning: [], critical: [] }, open: null };

export type StormAnswer = 'single' | 'storm-page' | 'grouped';

export function throughStorm(
  before: Storm,
  severity: Exclude<RuleSeverity, 'information'>,
  ms: number,
): { readonly storm: Storm; readonly answer: StormAnswer } {
  const open = before.open !== null && ms - before.open.lastMs <= stormQuietMs ? before.open : null;
  const recent = before.singles[severity].filter((at) => ms - at < stormWindowMs);
  if (recent.length < singlesWithin) {
    const singles = { ...before.singles, [severity]: [...recent, ms] };
    return { storm: { singles, open }, answer: 'single' };
  }
  const count = (open?.count ?? 0) + 1;
  const told = open?.told ?? 0;
  const tells = told === 0 || count >= told * growth;
  return {
    // While a storm lasts the window does not open again: a flood of an hour is still one flood.
    storm: {
      singles: { ...before.singles, [severity]: recent.map(() => ms) },
      open: { count, told: tells ? count : told, lastMs: ms },
    },
    answer: tells ? 'storm-page' : 'grouped',
  };
}
