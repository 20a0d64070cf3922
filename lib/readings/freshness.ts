/**
 * How much a reading can still be believed, computed from the poll ledger (tried, answered, value) and the periods.
 * Silence is evaluated here; nobody infers it from an empty query.
 */
import type { Instant } from '../time/clock.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Freshness, Reading } from './reading.ts';

/** Over this many periods a reading is stale, over `expiredPeriods` it is no longer shown. */
export const stalePeriods = 2;
export const expiredPeriods = 5;
/** A check that failed this often in a row does not answer. One lost packet is no silence. */
export const silentFailures = 2;

/** How often the silence of what only calls in is judged (the heartbeat collector's period, with room). */
const judgedEveryMs = 15_000;

/** Checks by which a device only ever calls in: their silence says nothing of the device. */
export const passive = (check: string): boolean =>
  check.startsWith('snmp/trap') || check.startsWith('heartbeat');

/**
 * Distance between two instants. An instant of the future (a clock that was set back) is as far as one of the past:
 * it is never called fresh, or a dead device would stay fresh until the clock caught up.
 */
const distanceMs = (at: Instant, now: Instant): number => Math.abs(now - at);

export function freshnessOfAge(ageMs: number, everyMs: number): Exclude<Freshness, 'unreachable'> {
  if (ageMs > expiredPeriods * everyMs) return 'expired';
  return ageMs > stalePeriods * everyMs ? 'stale' : 'fresh';
}

/** True while the check answers: its last answer is young enough and it has not failed twice in a row since. */
export function answers(entry: LedgerEntry, now: Instant): boolean {
  if (entry.answeredAt === null || entry.failures >= silentFailures) return false;
  return freshnessOfAge(distanceMs(entry.answeredAt, now), entry.everyMs) === 'fresh';
}

/** Nothing that is tried of this device answers. False while nothing was tried yet. */
export function isSilent(entries: readonly LedgerEntry[], now: Instant): boolean {
  const tried = entries.filter((entry) => !passive(entry.check));
  // Nobody tries any more: that is the collector's silence, not the device's.
  if (!tried.some((entry) => wasTried(entry, now))) return false;
  return tried.every((entry) => !answers(entry, now));
}

/** The collector keeps trying. It backs off for the dead, hence as many periods as make a reading expire, twice. */
export const triedWithinMs = (everyMs: number): number => 2 * expiredPeriods * Math.max(everyMs, 5_000);
export const wasTried = (entry: LedgerEntry, now: Instant): boolean =>
  distanceMs(entry.triedAt, now) <= triedWithinMs(entry.everyMs);

/**
 * Freshness of one reading. `entries` are its device's lines of the ledger. A device that is silent makes what it
 * said stale at once, whatever the period of that reading; a silent parent makes it unreachable instead.
 */
export function freshnessOf(
  reading: Pick<Reading, 'at' | 'everyMs'>,
  entries: readonly LedgerEntry[],
  now: Instant,
  parentDown: boolean,
): Freshness {
  const byAge = freshnessOfAge(distanceMs(reading.at, now), reading.everyMs);
  const silent = isSilent(entries, now);
  if (parentDown && (silent || byAge !== 'fresh')) return 'unreachable';
  return byAge === 'fresh' && silent ? 'stale' : byAge;
}

/** Checks that bring values, as against those that only prove that something is there. */
const bringsValues = (check: string): boolean => check.startsWith('snmp') || check.startsWith('mqtt');

/**
 * Freshness of a device: of the checks that bring its values if it has any (a ping that answers does not make old
 * temperatures true), else of the best of the others. Never tried: expired.
 */
export function deviceFreshness(
  entries: readonly LedgerEntry[],
  now: Instant,
  parentDown: boolean,
): Freshness {
  const tried = entries.filter((entry) => !passive(entry.check));
  // A device that only calls in is as fresh as the judgement on its silence.
  const judged = entries.map((entry) => distanceMs(entry.triedAt, now));
  if (tried.length === 0 && judged.length > 0) return freshnessOfAge(Math.min(...judged), judgedEveryMs);
  const valued = tried.filter((entry) => bringsValues(entry.check));
  const ranks = (valued.length > 0 ? valued : tried).map((entry) =>
    entry.answeredAt === null
      ? 2
      : rank(freshnessOfAge(distanceMs(entry.answeredAt, now), entry.everyMs), entry.failures),
  );
  const worst = ranks.length === 0 ? 2 : valued.length > 0 ? Math.max(...ranks) : Math.min(...ranks);
  if (worst === 0) return 'fresh';
  return parentDown ? 'unreachable' : worst === 1 ? 'stale' : 'expired';
}
const rank = (freshness: Freshness, failures: number): number =>
  freshness === 'expired' ? 2 : freshness === 'stale' || failures >= silentFailures ? 1 : 0;
