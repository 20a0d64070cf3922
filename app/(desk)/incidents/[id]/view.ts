/** What the page of an incident shows: its facts, its timeline with the messages in it, its cause as a tree. Pure. */
import { formatClock, formatDuration, formatZone } from '../../../../lib/messages/format.ts';
import { incidentMessages, ownerWord } from '../../../../lib/messages/incident.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { thingOf } from '../../../../lib/readings/now-lines.ts';
import type { Picture } from '../../../../lib/readings/picture.ts';
import type { IncidentShape, IncidentTold, TimelineShape } from '../../../_server/api/incident-shapes.ts';
import { momentOf } from '../view.ts';

/** As GET /api/v1/notifications answers. */
export interface Notice {
  readonly id: string;
  readonly incident: string;
  readonly person: string;
  readonly channel: string | null;
  readonly state: 'queued' | 'handed-over' | 'delivered' | 'failed';
  readonly at: string;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly under: string;
  readonly strong?: boolean;
}
export interface Words {
  readonly locale: Locale;
  readonly zone: string;
}

const lengthOf = (one: IncidentShape, now: number): number =>
  Math.max(0, (one.resolvedAt === null ? now : Date.parse(one.resolvedAt)) - Date.parse(one.openedAt));

export const lastedOf = (one: IncidentShape, now: number, locale: Locale): string =>
  formatDuration(lengthOf(one, now), locale);

function ownerUnder(told: IncidentTold, now: number, locale: Locale): string {
  const say = incidentMessages[locale];
  const due = Date.parse(told.openedAt) + told.respondSeconds * 1000;
  if (told.acknowledgedAt !== null)
    return say.takenAfter(
      formatDuration(Date.parse(told.acknowledgedAt) - Date.parse(told.openedAt), locale, true),
    );
  if (told.state === 'resolved') return '';
  return now > due
    ? say.respondLate(formatDuration(now - due, locale))
    : say.respondWithin(formatDuration(told.respondSeconds * 1000, locale));
}

/** What, where, since, consequence, first action, owner: one line, in the order in which they are asked. */
export function factsOf(told: IncidentTold, picture: Picture, { locale, zone }: Words): readonly Fact[] {
  const say = incidentMessages[locale];
  const { now } = picture;
  const site = picture.sites.find(({ id }) => id === told.site);
  const device = site?.devices.find(({ id }) => id === told.device);
  const live = picture.incidents.get(told.id);
  const opened = Date.parse(told.openedAt);
  const thing = live ? thingOf(picture, live) : told.instance;
  const atSite =
    site && formatZone(opened, site.timezone) !== formatZone(opened, zone)
      ? say.atSite(formatClock(opened, site.timezone), site.name)
      : formatZone(opened, zone);
  return [
    { name: say.what, value: told.reason ?? told.title, under: told.cause },
    {
      name: say.where,
      value: [device?.name ?? told.device, thing].filter((part) => part !== '').join(', '),
      under: site?.name ?? 'Vigie',
    },
    {
      name: say.since,
      value: `${momentOf(opened, now, zone, locale)}, ${say.lastedFor(lastedOf(told, now, locale))}`,
      under: atSite,
    },
    { name: say.consequence, value: told.consequence, under: '' },
    { name: say.firstAction, value: told.firstAction, under: '', strong: true },
    {
      name: say.owner,
      value: told.acknowledgement?.who ?? ownerWord(told.owner, locale),
      under: ownerUnder(told, now, locale),
    },
  ];
}

export interface Entry {
  readonly key: string;
  readonly at: number;
  readonly clock: string;
  readonly kind: string;
  readonly said: string;
  readonly sign: 'opened' | 'taken' | 'resolved' | 'other';
}

function saidOf(entry: TimelineShape, told: IncidentTold, { locale, zone }: Words): string {
  const say = incidentMessages[locale];
  const who = entry.who ?? '';
  switch (entry.kind) {
    case 'acknowledged': {
      const until = entry.until === null ? '' : formatClock(Date.parse(entry.until), zone);
      return [say.saidTaken(who, until), entry.note].filter((part) => part).join('. ');
    }
    case 'acknowledgement-expired':
      return say.saidExpired(who);
    case 'withdrawn':
      return say.saidWithdrawn(who);
    case 'passed-on':
      return say.saidPassed(who);
    case 'noted':
      return say.saidNoted(who, entry.note ?? '');
    case 'explained':
      if (entry.root === null) return say.saidAlone;
      return say.saidExplained(told.explainedBy?.id === entry.root ? told.explainedBy.title : entry.root);
    default:
      return entry.reason ?? '';
  }
}

const signs: Partial<Record<TimelineShape['kind'], Entry['sign']>> = {
  opened: 'opened',
  acknowledged: 'taken',
  resolved: 'resolved',
};

export const noticeWord = (state: Notice['state'], locale: Locale): string => {
  const say = incidentMessages[locale];
  return {
    queued: say.noticeQueued,
    'handed-over': say.noticeHanded,
    delivered: say.noticeDelivered,
    failed: say.noticeFailed,
  }[state];
};

/** The incident's own entries and the messages that went out for it, on one line of time. */
export function timelineOf(told: IncidentTold, notices: readonly Notice[], words: Words): readonly Entry[] {
  const { locale, zone } = words;
  const say = incidentMessages[locale];
  const kinds: Readonly<Record<TimelineShape['kind'], string>> = {
    opened: say.kindOpened,
    unknown: say.kindUnknown,
    known: say.kindKnown,
    resolved: say.kindResolved,
    acknowledged: say.kindAcknowledged,
    'acknowledgement-expired': say.kindExpired,
    withdrawn: say.kindWithdrawn,
    noted: say.kindNoted,
    'passed-on': say.kindPassed,
    explained: say.kindExplained,
  };
  const clock = (at: string) => formatClock(Date.parse(at), zone, true);
  const own = told.timeline.map(
    (entry): Entry => ({
      key: `v${entry.version}`,
      at: Date.parse(entry.at),
      clock: clock(entry.at),
      kind: kinds[entry.kind],
      said: saidOf(entry, told, words),
      sign: signs[entry.kind] ?? 'other',
    }),
  );
  const sent = notices.map(
    (one): Entry => ({
      key: one.id,
      at: Date.parse(one.at),
      clock: clock(one.at),
      kind: one.channel ?? say.kindNotice,
      said: `${one.person}, ${noticeWord(one.state, locale)}`,
      sign: 'other',
    }),
  );
  return [...own, ...sent].toSorted((a, b) => a.at - b.at);
}

export interface Branch {
  readonly key: string;
  readonly depth: number;
  readonly name: string;
  readonly note: string;
  readonly href: string | null;
  /** A measured trouble, or only something that it hangs on or that hangs on it. */
  readonly kind: 'cause' | 'this' | 'device' | 'child';
}
/** Shown of what it explains; the others are counted. */
export const maxBranches = 8;

/** Cause first: the incident that explains it, what its device hangs on, itself, what it explains. */
export function treeOf(told: IncidentTold, picture: Picture, { locale, zone }: Words): readonly Branch[] {
  const say = incidentMessages[locale];
  const site = picture.sites.find(({ id }) => id === told.site);
  const nameOf = (id: string): string => site?.devices.find((one) => one.id === id)?.name ?? id;
  const branches: Branch[] = [];
  const add = (branch: Omit<Branch, 'depth'>, depth = branches.length) =>
    branches.push({ ...branch, depth: Math.min(depth, 4) });
  if (told.explainedBy) {
    const { id, title, openedAt } = told.explainedBy;
    const note = formatClock(Date.parse(openedAt), zone, true);
    add({ key: id, name: title, note, href: `/incidents/${id}`, kind: 'cause' });
  }
  for (const parent of parentsOf(picture, told).toReversed())
    add({
      ...{ key: `device/${parent}`, name: nameOf(parent), note: '', kind: 'device' },
      href: `/devices/${told.site}/${parent}`,
    });
  const depth = branches.length;
  const since = formatClock(Date.parse(told.openedAt), zone, true);
  add({ key: told.id, name: `${told.title}, ${nameOf(told.device)}`, note: since, href: null, kind: 'this' });
  for (const child of told.children.slice(0, maxBranches))
    add(
      {
        ...{ key: child.id, name: `${child.title}, ${nameOf(child.device)}`, kind: 'child' },
        note: child.metric === null ? say.unreachable : '',
        href: `/incidents/${child.id}`,
      },
      depth + 1,
    );
  const left = told.children.length - maxBranches;
  if (left > 0)
    add({ key: 'more', name: say.childrenMore(left), note: '', href: null, kind: 'child' }, depth + 1);
  return branches;
}

/** Nearest first; a ring in the book ends the walk. */
function parentsOf(picture: Picture, told: IncidentShape): readonly string[] {
  const devices = picture.sites.find(({ id }) => id === told.site)?.devices ?? [];
  const found: string[] = [];
  let at = devices.find(({ id }) => id === told.device)?.parent ?? null;
  while (at !== null && !found.includes(at)) {
    found.push(at);
    const next: string = at;
    at = devices.find(({ id }) => id === next)?.parent ?? null;
  }
  return found;
}

/** Whether somebody is called for it, and if not, why. */
export function standingOf(told: IncidentTold, { locale, zone }: Words): string {
  const say = incidentMessages[locale];
  const called = told.calledAt === null ? told.openedAt : told.calledAt;
  return {
    called: say.standingCalled(formatClock(Date.parse(called), zone, true)),
    held: say.standingHeld,
    silenced: say.standingSilenced(told.maintenance ?? ''),
    child: say.standingChild,
    damped: say.standingDamped,
    grouped: say.standingGrouped,
    digest: say.standingDigest,
  }[told.standing];
}
