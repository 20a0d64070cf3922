/**
 * How long the repair of a link takes its provider, against the contract: a measure derived from the open incidents, told
 * to evaluation like any other reading (`link.repair_late_seconds`), so that a restart or a repetition changes nothing.
 */
import type { Link } from '../inventory/inventory.ts';
import type { Reading } from '../readings/reading.ts';
import type { Instant } from '../time/clock.ts';
import type { Incident } from './incident.ts';

/** Rules that say of a link that it does not carry. Of both links of a site, each has its own `link.down` beside. */
const downRules: readonly string[] = ['link.down', 'link.primary-down', 'link.both-down'];
/** To be told at least this often: a value that nobody repeats is not believed. */
const toldEveryMs = 10_000;

export interface Repair {
  readonly link: Link;
  /** When it was found to be down: from then on the contract counts. */
  readonly sinceAt: Instant;
  readonly dueAt: Instant;
  readonly late: boolean;
}

/** What explains it is no link: no power, a firewall that is silent. The provider has nothing to repair. */
function isOwnFault({ root }: Incident, open: ReadonlyMap<string, Incident>): boolean {
  const cause = root === null ? undefined : open.get(root);
  return cause !== undefined && !downRules.includes(cause.rule);
}

function repairOfLink(
  link: Link,
  down: readonly Incident[],
  open: ReadonlyMap<string, Incident>,
  now: Instant,
): Repair | null {
  const repairMs = link.provider?.repairMs ?? null;
  const its = down.filter(({ site, instance }) => site === link.site && instance === link.id);
  if (repairMs === null || its.length === 0 || its.some((one) => isOwnFault(one, open))) return null;
  const sinceAt = Math.min(...its.map(({ openedAt }) => openedAt));
  const dueAt = sinceAt + repairMs;
  return { link, sinceAt, dueAt, late: now >= dueAt };
}

/** The links that are down because of their provider and have a time of repair in their contract. */
export function repairOf(open: readonly Incident[], links: readonly Link[], now: Instant): readonly Repair[] {
  const byId = new Map(open.filter(({ state }) => state !== 'resolved').map((one) => [one.id, one]));
  const down = [...byId.values()].filter(({ rule }) => downRules.includes(rule));
  return links.flatMap((link) => repairOfLink(link, down, byId, now) ?? []);
}

/** Of each link with such a contract: how late its repair is now; 0 while it is in time, or nothing is to be repaired. */
export function repairReadings(
  open: readonly Incident[],
  links: readonly Link[],
  now: Instant,
): readonly Reading[] {
  const repairs = new Map(repairOf(open, links, now).map((one) => [one.link, one]));
  return links
    .filter(({ provider }) => provider?.repairMs != null)
    .map((link): Reading => {
      const repair = repairs.get(link);
      return {
        site: link.site,
        device: link.device,
        metric: 'link.repair_late_seconds',
        instance: link.id,
        value: repair?.late ? (now - repair.dueAt) / 1_000 : 0,
        text: null,
        state: repair?.late ? 'warning' : 'good',
        since: repair === undefined ? now : repair.late ? repair.dueAt : repair.sinceAt,
        at: now,
        everyMs: toldEveryMs,
      };
    });
}
