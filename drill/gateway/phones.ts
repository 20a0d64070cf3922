/** The simulated telephones: what each number got, whether it is there yet, and what was answered. Values only. */
import { maskedNumber } from '../../lib/notify/masked.ts';
import type { DrillMessage } from '../../lib/readings/status.ts';

/** Of one number; more is a flood, of which the end is enough to look at. */
export const maxPerNumber = 200;
/** More numbers than a house has people: whoever sends to others sends into the void. */
const maxNumbers = 200;

export interface Incoming {
  readonly id: string;
  readonly to: string;
  readonly way: string;
  readonly text: string;
}
export type PhoneEvent =
  | ({ readonly kind: 'came' } & Incoming)
  | { readonly kind: 'delivered'; readonly id: string }
  | { readonly kind: 'answered'; readonly id: string; readonly text: string };

interface Kept extends Incoming {
  readonly at: number;
  readonly deliveredAt: number | null;
  readonly reply: string | null;
}
/** Number → its messages, oldest first. */
export type Phones = ReadonlyMap<string, readonly Kept[]>;

const changed = (phones: Phones, id: string, change: (one: Kept) => Kept): Phones =>
  new Map(
    [...phones].map(([number, all]) => [number, all.map((one) => (one.id === id ? change(one) : one))]),
  );

export function advancePhones(phones: Phones, event: PhoneEvent, now: number): Phones {
  if (event.kind === 'delivered') return changed(phones, event.id, (one) => ({ ...one, deliveredAt: now }));
  if (event.kind === 'answered') return changed(phones, event.id, (one) => ({ ...one, reply: event.text }));
  const { kind: _, ...message } = event;
  const known = phones.get(message.to);
  if (known === undefined && phones.size >= maxNumbers) return phones;
  const all = [...(known ?? []), { ...message, at: now, deliveredAt: null, reply: null }];
  return new Map([...phones, [message.to, all.slice(-maxPerNumber)]]);
}

export const messageOfPhones = (phones: Phones, id: string): Incoming | null => {
  for (const all of phones.values()) for (const one of all) if (one.id === id) return one;
  return null;
};

/** Newest first, of all telephones; the number only as far as its owner knows it again. */
export function lastMessages(
  phones: Phones,
  ownerOf: (number: string) => string | null,
  most: number,
): readonly DrillMessage[] {
  return [...phones.values()]
    .flat()
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .slice(0, most)
    .map(({ to, ...one }) => {
      const number = maskedNumber(to);
      return { ...one, number, who: ownerOf(to) ?? number };
    });
}
