/** The one function that moves an attempt, and what follows from where it stands: state, disposition, cost. */
import {
  consumesAttempt,
  type Disposition,
  dispositionOf,
  type SpokenDisposition,
} from '../../lib/telephony/disposition.ts';
import {
  type CarrierOverrides,
  type NetworkOutcome,
  networkOutcome,
} from '../../lib/telephony/network-outcome.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { Attempt, AttemptEvent, AttemptState } from './attempt.ts';
import { advanceLeg, legState } from './leg.ts';

const first = (a: Instant | null, b: Instant): Instant => (a === null ? b : Math.min(a, b));

/** Facts are joined, never counted: duplicates, any order and unknown events give the same attempt. */
export function advanceAttempt(attempt: Attempt, event: AttemptEvent): Attempt {
  if ('leg' in event) {
    const leg = advanceLeg(attempt.leg, event);
    return leg === attempt.leg ? attempt : { ...attempt, leg };
  }
  if (event.attempt !== attempt.id) return attempt;
  switch (event.kind) {
    case 'refused':
      return { ...attempt, refusedAt: first(attempt.refusedAt, event.at) };
    case 'announced':
      return { ...attempt, announcedAt: first(attempt.announcedAt, event.at) };
    case 'untold':
      return { ...attempt, untoldAt: first(attempt.untoldAt, event.at) };
    case 'with-agent':
      return withAgent(attempt, event.agent, event.at);
    case 'coded':
      return { ...attempt, coded: coding(attempt.coded, event) };
    default:
      return attempt;
  }
}

/** The call goes to the first agent that had it; a later one is a transfer and changes no figure here. */
function withAgent(attempt: Attempt, agent: string | null, at: Instant): Attempt {
  const known = attempt.withAgentAt;
  const earlier = known === null || at < known || (at === known && (agent ?? '') < (attempt.agent ?? ''));
  return earlier ? { ...attempt, agent: agent ?? attempt.agent, withAgentAt: at } : attempt;
}

/** The last word counts: an agent may correct a slip. */
function coding(
  known: Attempt['coded'],
  { at, disposition }: { at: Instant; disposition: SpokenDisposition },
): Attempt['coded'] {
  if (known === null || at > known.at) return { at, disposition };
  return at === known.at && disposition > known.disposition ? { at, disposition } : known;
}

/** An agent, or an announcement, on the line proves a pick-up whose own event was lost in a gap. */
export function pickedUpAt({ leg, withAgentAt, announcedAt }: Attempt): Instant | null {
  const known = [leg.upAt, withAgentAt, announcedAt].filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

export function attemptState(attempt: Attempt): AttemptState {
  const { leg } = attempt;
  const stands = legState(leg);
  // A refusal that was only thought to be one: the leg lives after all.
  if (stands === 'wanted' && pickedUpAt(attempt) === null)
    return attempt.refusedAt === null ? 'reserved' : 'released';
  if (stands !== 'gone') {
    if (pickedUpAt(attempt) === null) return stands === 'ringing' ? 'ringing' : 'dialling';
    return attempt.withAgentAt === null ? 'picked-up' : 'talking';
  }
  if (attempt.withAgentAt === null) return 'closed';
  return attempt.coded === null && attempt.untoldAt === null ? 'to-be-coded' : 'closed';
}

export interface AttemptEnd {
  readonly outcome: NetworkOutcome;
  /** Null: it was never placed, and is no attempt. */
  readonly disposition: Disposition | null;
  readonly consumes: boolean;
}

/** Null until it is over. Derived from raw facts, so that a better table derives yesterday's ends again. */
export function attemptEnd(attempt: Attempt, overrides: CarrierOverrides = {}): AttemptEnd | null {
  const state = attemptState(attempt);
  if (state === 'released') return { outcome: 'not-placed', disposition: null, consumes: false };
  if (state !== 'closed') return null;
  const { leg } = attempt;
  const outcome = networkOutcome(
    {
      sip: leg.end?.sip ?? null,
      q850: leg.end?.q850 ?? null,
      ownTimeout: leg.end?.ownTimeout ?? false,
      pickedUp: pickedUpAt(attempt) !== null,
      rang: leg.ringingAt !== null,
    },
    overrides,
  );
  const disposition = outcome === 'picked-up' ? spoken(attempt) : dispositionOf(outcome);
  return { outcome, disposition, consumes: consumesAttempt(disposition) };
}

/** A person picked up. Without an agent that is an abandoned call; with one that said nothing, an interview cut short. */
const spoken = ({ withAgentAt, coded }: Attempt): Disposition =>
  withAgentAt === null ? 'abandoned' : (coded?.disposition ?? 'partial');
