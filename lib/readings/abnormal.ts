/**
 * What the readings show to be abnormal now: what, where, since, how bad, what to do first. `now-lines.ts` puts it
 * together with the incidents. Each part finds its own kind and says which readings it explains, so that one cause is told once.
 */

import type { DeviceId, SiteId, System } from '../inventory/inventory.ts';
import type { Said } from '../messages/abnormal-facts.ts';
import type { Instant } from '../time/clock.ts';
import { abnormalClimate } from './abnormal-climate.ts';
import { abnormalLinks } from './abnormal-links.ts';
import { abnormalPower } from './abnormal-power.ts';
import { abnormalReadings } from './abnormal-readings.ts';
import { abnormalSelf } from './abnormal-self.ts';
import { abnormalSilence } from './abnormal-silence.ts';
import type { Picture } from './picture.ts';

export type Severity = 'critical' | 'warning' | 'information' | 'stale';

export interface Abnormal {
  /** The same as long as it lasts: rows slide only when one comes or goes. */
  readonly id: string;
  readonly severity: Severity;
  /** Null: Vigie itself. */
  readonly site: SiteId | null;
  readonly device: DeviceId | null;
  readonly system: System | 'vigie';
  /** What is to be said, with its facts: `tellAbnormal` of lib/messages/abnormal.ts makes the sentences. */
  readonly said: Said;
  readonly since: Instant;
  /** `automatic`: nothing to take over, it works. */
  readonly owner: 'automatic' | null;
  /** The one series that it is about, or the first of a group; null: it is about more than a series. */
  readonly series: { readonly metric: string; readonly instance: string } | null;
  /** Others that it explains: "+N". */
  readonly more: number;
}

/** What one part finds, and the series it explains: they are not told again. */
export interface Found {
  readonly abnormal: readonly Abnormal[];
  readonly explained: ReadonlySet<string>;
}

/** The one order of severities. */
export const severities: readonly Severity[] = ['critical', 'warning', 'information', 'stale'];
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

const known = new WeakMap<Picture, readonly Abnormal[]>();

/** Worst first, then the newest. Asked often of the same picture, worked out once. */
export function abnormal(picture: Picture): readonly Abnormal[] {
  const before = known.get(picture);
  if (before) return before;
  const self = abnormalSelf(picture);
  const all: Abnormal[] = [...self.abnormal];
  for (const site of picture.sites) {
    const silence = abnormalSilence(picture, site, self.silentSites.has(site.id));
    const parts = [
      abnormalPower(picture, site),
      abnormalLinks(picture, site),
      abnormalClimate(picture, site),
    ];
    const explained = new Set<string>();
    for (const part of parts) for (const series of part.explained) explained.add(series);
    const rest = abnormalReadings(picture, site, { explained, quiet: silence.quiet });
    all.push(...silence.abnormal, ...parts.flatMap((part) => part.abnormal), ...rest);
  }
  all.sort(
    (a, b) =>
      severityRank(a.severity) - severityRank(b.severity) || b.since - a.since || (a.id < b.id ? -1 : 1),
  );
  known.set(picture, all);
  return all;
}

export const countBySeverity = (all: readonly Abnormal[]): Readonly<Record<Severity, number>> => {
  const counts: Record<Severity, number> = { critical: 0, warning: 0, information: 0, stale: 0 };
  for (const one of all) counts[one.severity]++;
  return counts;
};

/** The first of a list that is in order: the worst. */
export const worstOf = (all: readonly Abnormal[], site: SiteId, system?: System): Abnormal | null =>
  all.find((one) => one.site === site && (system === undefined || one.system === system)) ?? null;
