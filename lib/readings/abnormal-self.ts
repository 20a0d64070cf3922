/** What is wrong with Vigie itself: collectors, stores, buffer, roles, site book. */
import type { Said } from '../messages/abnormal-facts.ts';
import type { Instant } from '../time/clock.ts';
import type { Abnormal, Severity } from './abnormal.ts';
import type { Picture } from './picture.ts';

/** A collectors process speaks each second: silent this long, it is not there. */
export const collectorSilentMs = 10_000;

const one = (
  id: string,
  severity: Severity,
  since: Instant,
  said: Said,
  site: string | null = null,
): Abnormal => ({
  id: `vigie/${id}`,
  severity,
  site,
  device: null,
  system: 'vigie',
  said,
  since,
  owner: null,
  series: null,
  more: 0,
});

export interface SelfFound {
  readonly abnormal: readonly Abnormal[];
  /** Sites from which nothing comes because their collector is silent: their devices are not to blame. */
  readonly silentSites: ReadonlySet<string>;
}

export function abnormalSelf(picture: Picture): SelfFound {
  const found: Abnormal[] = [];
  const silentSites = new Set<string>();
  for (const collector of picture.collectors) {
    const { site, at, store, buffer, backlog } = collector;
    const silentMs = picture.now - at;
    const place = picture.sites.find((candidate) => candidate.id === site);
    if (silentMs > collectorSilentMs) {
      for (const candidate of picture.sites)
        if (site === '*' || candidate.id === site) silentSites.add(candidate.id);
      found.push(
        one(
          `collector/${site}`,
          'critical',
          at,
          { kind: 'collectorSilent', facts: { site: place?.name ?? null, silentMs } },
          place?.id ?? null,
        ),
      );
      continue;
    }
    if (!buffer.ok)
      found.push(
        one(`buffer/${site}`, 'critical', at, { kind: 'bufferDown', facts: { reason: buffer.reason ?? '' } }),
      );
    if (!store.ok)
      found.push(
        one(`store/${site}`, 'warning', backlog.oldestAt ?? at, {
          kind: 'storeDown',
          facts: { reason: store.reason ?? '', waiting: backlog.readings },
        }),
      );
  }
  for (const role of picture.roles)
    if (role.state === 'restarting')
      found.push(
        one(`role/${role.role}`, 'warning', role.startedAt, { kind: 'roleDown', facts: { role: role.role } }),
      );
  const { book } = picture;
  if (book !== null && !book.ok) {
    const first = /^[^:]+:\d+/.exec(book.problems[0] ?? '')?.[0] ?? 'sites.yaml';
    found.push(
      one('book', 'warning', book.at, { kind: 'bookRefused', facts: { count: book.problems.length, first } }),
    );
  }
  return { abnormal: found, silentSites };
}
