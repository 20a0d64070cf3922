/** What an incoming SMS does to an incident: who may have sent it, and of what they were told. Pure. */
import type { IncidentEvent } from '../alerting/incident.ts';
import type { Delivery } from '../notify/notification.ts';
import { numbersOn, type ReplyAct, replyAct } from '../notify/reply-act.ts';
import type { Instant } from '../time/clock.ts';
import { type CallBook, waysTo } from './calls.ts';

/** Who answers by SMS is on the way: the incident comes back when nothing more is heard for so long. */
export const repliedForMs = 3_600_000;

export function replyTo(
  book: CallBook & { readonly channels: ReadonlyMap<string, { readonly kind: string }> },
  deliveries: Iterable<Delivery>,
  isOpen: (incident: string) => boolean,
  { channel, from, text }: { readonly channel: string; readonly from: string; readonly text: string },
): ReplyAct {
  const told = [...deliveries].flatMap(({ person, notifications, changedAt, mayHaveArrived }) =>
    notifications
      .filter(({ kind, incident }) => mayHaveArrived > 0 && kind === 'opened' && isOpen(incident))
      .map(({ incident }) => ({ incident, person, at: changedAt })),
  );
  // A contact of a site is reached like a person, and answers like one.
  const people = told.map(({ person }) => ({ id: person, ways: [...waysTo(book, person).values()] }));
  const numbers = numbersOn(channel, book.channels, people);
  return replyAct(from, text, { numbers, told });
}

/** Null: it changes nothing. */
export function eventOf(act: ReplyAct, now: Instant): { incident: string; event: IncidentEvent } | null {
  if (act.kind !== 'acknowledge' && act.kind !== 'pass-on') return null;
  const { incident, person: who, note } = act;
  return act.kind === 'pass-on'
    ? { incident, event: { kind: 'pass-on', who } }
    : { incident, event: { kind: 'acknowledge', who, note: note ?? 'SMS', until: now + repliedForMs } };
}
