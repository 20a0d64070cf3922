/** What is wrong with the links of a site: one line for the pair, one for each tunnel. */
import type { Said } from '../messages/abnormal-facts.ts';
import type { Instant } from '../time/clock.ts';
import type { Abnormal, Found, Severity } from './abnormal.ts';
import { parentDown } from './device-state.ts';
import type { LinkPicture, SiteLinks } from './link-picture.ts';
import { siteLinks, siteTunnels } from './link-picture.ts';
import type { Measured } from './measured.ts';
import type { Picture, SitePicture } from './picture.ts';
import { labelOf, readingsOf } from './picture.ts';
import { seriesId } from './reading.ts';

interface Told {
  readonly series?: Abnormal['series'];
  readonly id: string;
  readonly severity: Severity;
  readonly since: Instant;
  readonly said: Said;
}

/** Metrics told by the state of the link; loss and latency speak for themselves while it is up. */
const toldByState = /^link\.(state|use_ratio|in_|out_|overflow_|relay_)/;
const quality = /^link\.(loss|latency|jitter)_/;

export function abnormalLinks(picture: Picture, site: SitePicture): Found {
  const explained = new Set<string>();
  const found: Abnormal[] = [];
  const links = siteLinks(picture, site);
  // Only the pair is told in one sentence; any other link speaks by its own readings.
  for (const link of [links.primary, links.backup]) if (link) explain(picture, site, link, explained);
  const told = pairTold(links);
  const add = (one: Told, device: string): void => {
    found.push({
      id: `${site.id}/internet/${one.id}`,
      severity: one.severity,
      site: site.id,
      device,
      system: 'internet',
      said: one.said,
      since: one.since,
      owner: one.severity === 'information' ? 'automatic' : null,
      series: one.series ?? null,
      more: 0,
    });
  };
  const device = links.primary?.link.device ?? links.backup?.link.device;
  if (told !== null && device !== undefined && !parentDown(picture, site.id, device)) add(told, device);
  for (const tunnel of siteTunnels(picture, site)) {
    if (tunnel.up !== false || tunnel.state.reading === null) continue;
    const { reading } = tunnel.state;
    explained.add(seriesId(reading));
    const vpn = site.vpn.find((one) => one.id === tunnel.id);
    const severity = reading.state === 'critical' ? 'critical' : 'warning';
    const facts = { tunnel: tunnel.tunnel, applications: vpn?.applications.length ?? 0 };
    add(
      {
        id: `vpn/${tunnel.id}`,
        severity,
        since: reading.since,
        said: { kind: 'tunnelDown', facts },
        series: reading,
      },
      reading.device,
    );
  }
  return { abnormal: found, explained };
}

function explain(
  picture: Picture,
  site: SitePicture,
  { link, up }: LinkPicture,
  explained: Set<string>,
): void {
  for (const reading of readingsOf(picture, site.id, link.device)) {
    const ofLink =
      reading.instance === link.id &&
      (toldByState.test(reading.metric) || (up === false && quality.test(reading.metric)));
    const ofInterface =
      reading.instance === link.interface &&
      (reading.metric.startsWith('interface.') || quality.test(reading.metric));
    // The firewall's monitor of that link is dead because the link is.
    const monitor =
      up === false && reading.metric === 'sensor.state' && namesInterface(labelOf(picture, reading), link);
    if (ofLink || ofInterface || monitor) explained.add(seriesId(reading));
  }
}

const namesInterface = (text: string, link: LinkPicture['link']): boolean =>
  text.split(/[\s,/:]+/).includes(link.interface);

const providerOf = (link: LinkPicture | null): { provider: string | null; phone: string | null } => ({
  provider: link?.link.provider?.name ?? null,
  phone: link?.link.provider?.phone ?? null,
});
const sinceOf = (...all: readonly (Measured | undefined)[]): Instant => {
  const known = all.flatMap((one) => (one?.since == null ? [] : [one.since]));
  return known.length > 0 ? Math.max(...known) : 0;
};

/** One sentence for the pair: the worst of what is true of it. */
function pairTold({ primary, backup }: SiteLinks): Told | null {
  const downFacts = providerOf(primary ?? backup);
  if (primary?.up === false && backup?.up === false)
    return {
      id: 'links',
      severity: 'critical',
      since: sinceOf(primary.state, backup.state),
      said: { kind: 'bothDown', facts: downFacts },
    };
  if (primary?.up === false) {
    const since = sinceOf(primary.state);
    return backup === null
      ? { id: 'links', severity: 'critical', since, said: { kind: 'primaryDown', facts: downFacts } }
      : {
          id: 'links',
          severity: 'warning',
          since,
          said: { kind: 'failOver', facts: { ...downFacts, backupRatio: backup.use.value } },
        };
  }
  if (backup?.up === false)
    return {
      id: 'links',
      severity: 'warning',
      since: sinceOf(backup.state),
      said: { kind: 'backupDown', facts: providerOf(backup) },
    };
  if (primary?.overflow === 'overflow') return overflowTold(primary, backup);
  const full = [primary, backup].find(
    (link) => link?.use.state === 'warning' || link?.use.state === 'critical',
  );
  if (full) {
    const said: Said = { kind: 'capacity', facts: { ...providerOf(full), ratio: full.use.value } };
    return { id: `capacity/${full.link.id}`, severity: 'warning', since: sinceOf(full.use), said };
  }
  return null;
}

function overflowTold(primary: LinkPicture, backup: LinkPicture | null): Told {
  const carried = [backup?.inBitsPerSecond.value, backup?.outBitsPerSecond.value].filter(
    (one) => one != null,
  );
  const facts = {
    ratio: primary.use.value,
    backupBitsPerSecond: carried.length > 0 ? Math.max(...carried) : null,
    delayMs: primary.relayDelayMs,
    resolutionMs: primary.relayResolutionMs,
  };
  const base = { id: 'overflow', since: primary.overflowSince ?? 0 };
  switch (primary.overflowResult) {
    case 'no-relay':
      return { ...base, severity: 'critical', said: { kind: 'overflowNoRelay', facts } };
    case 'late-relay':
      return { ...base, severity: 'warning', said: { kind: 'overflowLate', facts } };
    case 'no-relief':
      return { ...base, severity: 'warning', said: { kind: 'overflowNoRelief', facts } };
    default: {
      const pending = primary.overflowResult !== 'held';
      return { ...base, severity: 'information', said: { kind: 'overflow', facts: { ...facts, pending } } };
    }
  }
}
