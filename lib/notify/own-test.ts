/** "Test my phone": one marked message over one of a person's own ways, past every queue, tried once, and kept in the log. */

import { formatClock } from '../messages/format.ts';
import { words } from '../messages/index.ts';
import type { Locale } from '../messages/message.ts';
import type { Instant } from '../time/clock.ts';
import type { SaveDeliveries } from './deliver.ts';
import { begun, failed, queued } from './delivery-steps.ts';
import type { Message } from './message-text.ts';
import type { Delivery, Outcome } from './notification.ts';
import type { Way } from './ways.ts';

export interface TestAsked {
  readonly id: string;
  readonly person: string;
  /** By its name; null: the first. */
  readonly way: string | null;
}
export interface TestPorts {
  readonly ways: (person: string) => ReadonlyMap<string, Way>;
  readonly send: (way: Way, message: Message) => Promise<Outcome>;
  readonly save: SaveDeliveries;
  readonly now: () => Instant;
  readonly reader: (person: string) => { readonly locale: Locale; readonly zone: string };
  readonly exercise: boolean;
}

/** What stands in the log where an incident would. */
export const testIncident = 'test';
export const testDeliveryId = (id: string): string => `test/${id}`;

function testMessage(id: string, at: Instant, locale: Locale, zone: string, exercise: boolean): Message {
  const w = words(locale).notify;
  const text = w.ownTest(formatClock(at, zone));
  const marked = exercise ? `${w.exercise} ${text}` : text;
  return {
    id,
    severity: 'information',
    exercise,
    locale,
    subject: marked,
    short: marked,
    long: marked,
    spoken: marked,
    link: null,
  };
}

/** A test has no second way: it is to be seen whether this one works. */
const ended = (one: Delivery, outcome: Outcome, at: Instant): Delivery =>
  outcome.kind === 'accepted'
    ? {
        ...one,
        state: 'handed-over',
        reason: null,
        inFlightSince: null,
        mayHaveArrived: 1,
        acceptedAt: at,
        reference: outcome.reference,
        changedAt: at,
      }
    : failed(one, 'every-way-failed', at);

export async function runOwnTest({ id, person, way }: TestAsked, ports: TestPorts): Promise<Delivery> {
  const ways = ports.ways(person);
  const name = way ?? ways.keys().next().value;
  const to = name === undefined ? undefined : ways.get(name);
  const at = ports.now();
  const one = queued(
    {
      id: testDeliveryId(id),
      incident: testIncident,
      version: 1,
      kind: 'opened',
      person,
      severity: 'information',
      immediate: false,
      ways: name === undefined ? [] : [name],
      at,
    },
    at,
  );
  if (to === undefined) return kept(failed(one, 'no-way', at), ports);
  const { locale, zone } = ports.reader(person);
  const outcome = await ports
    .send(to, testMessage(one.id, at, locale, zone, ports.exercise))
    .catch((): Outcome => ({ kind: 'unknown', cause: 'broken-channel' }));
  return kept(ended(begun(one, at), outcome, ports.now()), ports);
}

async function kept(one: Delivery, { save }: TestPorts): Promise<Delivery> {
  await save([one], []);
  return one;
}
