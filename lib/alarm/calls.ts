/**
 * Who is to be told of an incident by now, and how they are reached: a pure function of the incident, the schedules and an
 * instant. Asked again and again: a call has the same identifier each time, so that a restart repeats and forgets nobody.
 */
import type { Person, Way } from '../identity/people.ts';
import type { Notification } from '../notify/notification.ts';
import { namedWays } from '../notify/ways.ts';
import { type Call, escalate } from '../oncall/escalation.ts';
import type { OnCall } from '../oncall/parse-on-call.ts';
import { policyOf } from '../oncall/policy-of.ts';
import type { Instant } from '../time/clock.ts';
import type { StoredIncident } from './stored-incident.ts';

export interface CallBook {
  readonly onCall: Pick<OnCall, 'schedules' | 'overrides' | 'policies'>;
  readonly people: readonly Person[];
  /** Contacts of each site, such as its guard: name → telephone. */
  readonly contacts: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Channels that take a telephone number, in the order in which a contact is tried. */
  readonly telephoneChannels: readonly string[];
}

const contactPrefix = 'contact:';

/** As a person of a notification: a contact is one of its site. */
const personOf = ({ kind, id }: Call['to'], site: string): string =>
  kind === 'person' ? id : `${contactPrefix}${id}@${site}`;

/** The ways to somebody, by their names; none: nobody knows how to reach them. */
export function waysTo(book: CallBook, person: string): ReadonlyMap<string, Way> {
  if (!person.startsWith(contactPrefix))
    return namedWays(book.people.find(({ id }) => id === person)?.ways ?? []);
  const cut = person.lastIndexOf('@');
  const address = book.contacts.get(person.slice(cut + 1))?.[person.slice(contactPrefix.length, cut)];
  return namedWays(
    address === undefined ? [] : book.telephoneChannels.map((channel) => ({ channel, address })),
  );
}

/** When the ladder began: the call itself, or what has undone an acknowledgement since. */
export function ladderBeganAt({ incident, paging }: StoredIncident): Instant {
  const undone = incident.timeline.findLast(
    ({ kind }) => kind === 'acknowledgement-expired' || kind === 'withdrawn',
  );
  return Math.max(paging.calledAt ?? 0, undone?.at ?? 0);
}

function ladder(book: CallBook, stored: StoredIncident, now: Instant) {
  const { incident, paging, words } = stored;
  const { owner } = words;
  const policy = policyOf(book.onCall.policies, { owner, site: incident.site, severity: incident.severity });
  if (policy === null || paging.calledAt === null) return null;
  // Quietly: whoever is on call reads it in a digest, and nobody else is woken for it.
  const of = paging.why === 'digest' ? { ...policy, levels: policy.levels.slice(0, 1), rounds: 1 } : policy;
  const { lifeSafety } = words;
  // Whoever has it stops the ladder where it stands, whatever clock said when it was taken.
  const acknowledgedAt =
    incident.acknowledgement === null ? null : Math.min(incident.acknowledgement.at, now);
  const passedOnAt = incident.timeline.flatMap(({ kind, at }) => (kind === 'passed-on' ? [at] : []));
  const began = { beganAt: ladderBeganAt(stored), acknowledgedAt, lifeSafety, passedOnAt };
  return escalate(of, book.onCall, began, now);
}

const notification = (
  book: CallBook,
  { incident, words, paging }: StoredIncident,
  more: Pick<Notification, 'id' | 'kind' | 'person' | 'at'>,
): Notification => ({
  ...more,
  incident: incident.id,
  version: incident.version,
  severity: paging.why === 'digest' ? 'information' : incident.severity,
  immediate: words.immediate || words.lifeSafety,
  ways: [...waysTo(book, more.person).keys()],
});

/** Everybody who is to have been told by `now`, which is time that has really passed since the ladder began (`LadderClock`). One that was resolved before its message went out is told all the same. */
export function callsDue(book: CallBook, stored: StoredIncident, now: Instant): readonly Notification[] {
  const { incident } = stored;
  const calls = ladder(book, stored, Math.min(now, incident.resolvedAt ?? now))?.calls ?? [];
  const began = ladderBeganAt(stored);
  return calls.map(({ key, to, dueAt }) =>
    notification(book, stored, {
      id: `${incident.id}/${began}/${key}`,
      kind: 'opened',
      person: personOf(to, incident.site),
      at: dueAt,
    }),
  );
}

/** Whoever was called hears that it is over. */
export function recoveriesDue(
  book: CallBook,
  stored: StoredIncident,
  called: readonly string[],
): readonly Notification[] {
  const { incident, paging } = stored;
  const { recoveredAt } = paging;
  if (recoveredAt === null) return [];
  return called.map((person) =>
    notification(book, stored, {
      id: `${incident.id}/over/${person}`,
      kind: 'resolved',
      person,
      at: incident.resolvedAt ?? recoveredAt,
    }),
  );
}
