/**
 * A dry contact: raw level + polarity + meaning. Fire and tamper loops are wired normally closed so that a cut
 * wire alarms; an input that is broken or unplugged is a state of its own, never "at rest".
 */
import type { State } from './reading.ts';
import { contactStates } from './states.ts';

export type ContactLevel = 'open' | 'closed' | 'unplugged';
export type ContactMeaning = 'fire' | 'smoke' | 'door' | 'water' | 'motion' | 'intrusion' | 'input';

/** What an active contact is worth. Motion is no anomaly by itself: people work here. */
const severityWhenActive: Readonly<Record<ContactMeaning, State>> = {
  fire: 'critical',
  smoke: 'critical',
  water: 'critical',
  intrusion: 'critical',
  door: 'warning',
  input: 'warning',
  motion: 'good',
};

export interface ContactReading {
  readonly metric: `contact.${ContactMeaning}`;
  readonly value: number;
  readonly text: keyof typeof contactStates;
  readonly state: State;
}

/** `rest`: the level at which nothing is the matter. */
export function contactReading(
  level: ContactLevel,
  rest: 'open' | 'closed',
  meaning: ContactMeaning,
): ContactReading {
  const metric = `contact.${meaning}` as const;
  if (level === 'unplugged')
    return { metric, value: contactStates.unplugged, text: 'unplugged', state: 'unknown' };
  if (level === rest) return { metric, value: contactStates.rest, text: 'rest', state: 'good' };
  return { metric, value: contactStates.active, text: 'active', state: severityWhenActive[meaning] };
}
