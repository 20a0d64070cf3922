/**
 * How a call ended, from what the wire said. The raw SIP code is read first: the exchange turns it into a Q.850 cause that
 * loses what matters (480, telephone off, becomes 19, rings without reply). Then the cause (true on an E1). A carrier with
 * ways of its own has a table of overrides, which is the operator's word and goes before both.
 */

export const networkOutcomes = [
  'picked-up',
  'busy',
  'no-answer',
  'unreachable',
  'rejected',
  'invalid-number',
  'out-of-order',
  'congestion',
  'network-failure',
  /** No channel, or no call left in this second: nothing was sent. */
  'not-placed',
] as const;
export type NetworkOutcome = (typeof networkOutcomes)[number];

/** The network did its work (NER): what ended the call was the person, the telephone or the number. */
export const isUserOutcome = (outcome: NetworkOutcome): boolean =>
  outcome !== 'congestion' && outcome !== 'network-failure' && outcome !== 'not-placed';

export interface RawEnd {
  readonly sip: number | null;
  readonly q850: number | null;
  readonly pickedUp: boolean;
  readonly rang: boolean;
  /** Our own ring timer ended it. The exchange then shows 19 and an invented 480, exactly like a carrier's. */
  readonly ownTimeout: boolean;
}
/** By carrier: `480: 'no-answer'`, `q850:41: 'congestion'`. */
export type CarrierOverrides = Readonly<Record<string, NetworkOutcome>>;

/** SIP codes that say more than the cause made from them (RFC 3261, RFC 3398). Others are left to the cause. */
const bySip: Readonly<Record<number, NetworkOutcome>> = {
  // Our trunk is not let in: never the subscriber's doing.
  401: 'network-failure',
  407: 'network-failure',
  403: 'rejected',
  603: 'rejected',
  404: 'invalid-number',
  410: 'invalid-number',
  484: 'invalid-number',
  485: 'invalid-number',
  604: 'invalid-number',
  // Temporarily unavailable: off, out of coverage, or not to be disturbed.
  480: 'unreachable',
  486: 'busy',
  600: 'busy',
  483: 'network-failure',
  488: 'network-failure',
  606: 'network-failure',
  500: 'network-failure',
  501: 'network-failure',
  502: 'network-failure',
  503: 'congestion',
  504: 'network-failure',
};

const listed = (outcome: NetworkOutcome, causes: readonly number[]) =>
  causes.map((cause): readonly [number, NetworkOutcome] => [cause, outcome]);
/** ITU-T Q.850. A cause that is in no line is the network's: a contact is never charged for what we do not understand. */
const byCause: ReadonlyMap<number, NetworkOutcome> = new Map([
  ...listed('busy', [17]),
  ...listed('no-answer', [18, 19]),
  ...listed('unreachable', [20]),
  ...listed('rejected', [21]),
  ...listed('invalid-number', [1, 3, 22, 28]),
  ...listed('out-of-order', [27]),
  ...listed('congestion', [34, 42, 44, 47]),
]);

export function networkOutcome(end: RawEnd, overrides: CarrierOverrides = {}): NetworkOutcome {
  if (end.pickedUp) return 'picked-up';
  if (end.ownTimeout) return ringingOr('network-failure', end);
  const override = overrides[`${end.sip}`] ?? overrides[`q850:${end.q850}`];
  if (override !== undefined && override !== 'picked-up') return override;
  // No reply in time: a far telephone that rang, or a carrier that is deaf (RFC 3398 makes it 102).
  if (end.sip === 408 || (end.sip === null && end.q850 === 18)) return ringingOr('network-failure', end);
  const told = end.sip === null ? undefined : bySip[end.sip];
  if (told !== undefined) return told;
  // Ended by ourselves, or cleared normally, before anyone picked up.
  if (end.q850 === 16) return ringingOr('network-failure', end);
  return byCause.get(end.q850 ?? -1) ?? 'network-failure';
}

const ringingOr = (otherwise: NetworkOutcome, { rang }: RawEnd): NetworkOutcome =>
  rang ? 'no-answer' : otherwise;
