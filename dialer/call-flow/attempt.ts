/** One attempt to reach a contact: its leg, what its agent said, and everything from which the end can be derived again. */
import type { SpokenDisposition } from '../../lib/telephony/disposition.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { type Leg, type LegEvent, newLeg } from './leg.ts';

/*
 *                 dialled          ringing           up               with-agent
 *   reserved ─────────► dialling ────────► ringing ───────► picked-up ──────────► talking
 *      │ refused            │ gone             │ gone            │ gone              │ gone
 *      ▼                    ▼                  ▼                 ▼                   ▼
 *   released             closed ◄──────────────┘              closed           to-be-coded ──coded──► closed
 *   (never placed)       (the network's word)                 (abandoned)      (agent's word, or `untold`
 *                                                                               when nobody is left to say it)
 *
 * `picked-up` is the dangerous state: a living person hears no one. It ends within `connectWithinMs` in an agent, or in
 * an announcement, which is told as `announced` and counts as abandoned all the same.
 * In automated surveys `with-agent` is the first prompt.
 */
export type AttemptState =
  | 'reserved'
  | 'dialling'
  | 'ringing'
  | 'picked-up'
  | 'talking'
  | 'to-be-coded'
  | 'closed'
  | 'released';

export interface Attempt {
  readonly id: string;
  readonly contact: string;
  readonly number: string;
  readonly trunk: string;
  /** Bound at dial time in preview and progressive; null until pick-up in power and predictive. */
  readonly agent: string | null;
  readonly reservedAt: Instant;
  readonly leg: Leg;
  readonly withAgentAt: Instant | null;
  readonly announcedAt: Instant | null;
  /** No channel, no call left in this second, or refused by the exchange before anything was sent. */
  readonly refusedAt: Instant | null;
  readonly coded: { readonly at: Instant; readonly disposition: SpokenDisposition } | null;
  /** Coding time is over, or its agent is gone: closed without a word. */
  readonly untoldAt: Instant | null;
}

export type AttemptEvent =
  | LegEvent
  | { readonly kind: 'refused' | 'announced' | 'untold'; readonly attempt: string; readonly at: Instant }
  | {
      readonly kind: 'with-agent';
      readonly attempt: string;
      readonly agent: string | null;
      readonly at: Instant;
    }
  | {
      readonly kind: 'coded';
      readonly attempt: string;
      readonly disposition: SpokenDisposition;
      readonly at: Instant;
    };

export interface Reservation {
  readonly id: string;
  readonly contact: string;
  readonly number: string;
  readonly trunk: string;
  readonly agent: string | null;
  readonly at: Instant;
}

/** The leg has the attempt's id: the exchange itself then refuses to place one attempt twice. */
export const reserve = ({ at, ...reservation }: Reservation): Attempt => ({
  ...reservation,
  reservedAt: at,
  leg: newLeg(reservation.id),
  withAgentAt: null,
  announcedAt: null,
  refusedAt: null,
  coded: null,
  untoldAt: null,
});
