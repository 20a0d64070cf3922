/** One leg on the exchange, as the facts that arrived about it; where it stands follows from them. */
import type { Instant } from '../../lib/time/clock.ts';

/*
 *            dialled                   ringing                    up
 *  wanted ────────────► dialling ────────────────► ringing ──────────────► up
 *    │                     │  └───────── up ──────────┼───────────────────► │
 *    │ gone                │ gone                     │ gone                │ gone
 *    └─────────────────────┴─────────────► gone ◄─────┴─────────────────────┘
 *
 * The exchange promises no order between kinds of events, repeats after a reconnection and leaves gaps. So a leg is what is
 * known of it, never a counter of steps: each fact is joined in (first instant wins), and joining is commutative and
 * idempotent. `gone` is the only end, and no fact that arrives later brings a leg back.
 */
export type LegState = 'wanted' | 'dialling' | 'ringing' | 'up' | 'gone';

export interface LegEnd {
  readonly at: Instant;
  readonly q850: number | null;
  readonly sip: number | null;
  /** Our own ring timer ended it. */
  readonly ownTimeout: boolean;
}
export interface Leg {
  readonly id: string;
  readonly dialledAt: Instant | null;
  /** First sign of a far telephone: ringing, or the network's own sound. */
  readonly ringingAt: Instant | null;
  readonly upAt: Instant | null;
  readonly end: LegEnd | null;
}

export type LegEvent =
  | { readonly kind: 'dialled' | 'ringing' | 'up'; readonly leg: string; readonly at: Instant }
  | ({ readonly kind: 'gone'; readonly leg: string } & LegEnd)
  /** After a gap the exchange no longer lists it: it ended, and nobody will say how. */
  | { readonly kind: 'vanished'; readonly leg: string; readonly at: Instant };

export const newLeg = (id: string): Leg => ({
  id,
  dialledAt: null,
  ringingAt: null,
  upAt: null,
  end: null,
});

export const legState = (leg: Leg): LegState => {
  if (leg.end) return 'gone';
  if (leg.upAt !== null) return 'up';
  if (leg.ringingAt !== null) return 'ringing';
  return leg.dialledAt === null ? 'wanted' : 'dialling';
};

const first = (a: Instant | null, b: Instant): Instant => (a === null ? b : Math.min(a, b));
const codes = (end: LegEnd): number => Number(end.sip !== null) + Number(end.q850 !== null);
const rank = (end: LegEnd): readonly number[] => [
  // An end that somebody told beats one that was only inferred, whenever each arrived; then the earlier one.
  -codes(end),
  end.at,
  end.sip ?? 0,
  end.q850 ?? 0,
  Number(end.ownTimeout),
];
/** A total order, so that two tellings of one end give the same in whichever order they arrive. */
function better(a: LegEnd | null, b: LegEnd): LegEnd {
  if (a === null) return b;
  const [left, right] = [rank(a), rank(b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 || (left[at] ?? 0) < (right[at] ?? 0) ? a : b;
}

/** The one function that moves a leg. An event of another leg is none of its business. */
export function advanceLeg(leg: Leg, event: LegEvent): Leg {
  if (event.leg !== leg.id) return leg;
  switch (event.kind) {
    case 'dialled':
      return { ...leg, dialledAt: first(leg.dialledAt, event.at) };
    case 'ringing':
      return { ...leg, ringingAt: first(leg.ringingAt, event.at) };
    case 'up':
      return { ...leg, upAt: first(leg.upAt, event.at) };
    case 'gone': {
      const { at, q850, sip, ownTimeout } = event;
      return { ...leg, end: better(leg.end, { at, q850, sip, ownTimeout }) };
    }
    case 'vanished':
      return {
        ...leg,
        end: better(leg.end, { at: event.at, q850: null, sip: null, ownTimeout: false }),
      };
    default:
      return leg;
  }
}
