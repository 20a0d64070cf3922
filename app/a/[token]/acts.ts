/** What a pressed button means, from the fields of its form; and what is said when it did not work. Pure. */
import type { IncidentEvent } from '../../../lib/alerting/incident.ts';
import type { Instant } from '../../../lib/time/clock.ts';
import { takeHours } from './view.ts';

const noteMax = 500;

/** Nothing that a form sends can do more than the three: what is not understood takes the incident for the shortest time. */
export function eventOf(fields: URLSearchParams, who: string, now: Instant): IncidentEvent {
  const note = (fields.get('note') ?? '').trim().slice(0, noteMax);
  if (fields.get('act') === 'give-back') return { kind: 'withdraw', who };
  if (fields.get('act') === 'note') return { kind: 'note', who, note };
  const hours = takeHours.find((one) => String(one) === fields.get('hours')) ?? takeHours[0];
  return { kind: 'acknowledge', who, note, until: now + hours * 3_600_000 };
}

export function saidOf(
  fields: URLSearchParams,
  done: { readonly ok: true } | { readonly ok: false; readonly reason: string },
): 'over' | 'refused' | 'noted' | null {
  if (done.ok) return fields.get('act') === 'note' ? 'noted' : null;
  return done.reason === 'resolved' ? 'over' : 'refused';
}
