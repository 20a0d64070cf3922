/** Why is it not dialling? Every contact of a campaign, obstacle by obstacle, each line taken from what is left. */
import type { Contact } from '../lib/campaigns/campaign.ts';
import type { Instant } from '../lib/time/clock.ts';
import { type CallingContext, callable, type Obstacle, obstacles } from './callable.ts';

export interface FunnelLine {
  readonly obstacle: Obstacle;
  readonly removed: number;
  readonly left: number;
  /** First instant at which one of them can be called; null: none is known. */
  readonly nextAt: Instant | null;
}
export interface Funnel {
  readonly total: number;
  readonly lines: readonly FunnelLine[];
  readonly callable: number;
}

export type ContactCount = ReadonlyMap<
  Obstacle,
  { readonly removed: number; readonly nextAt: Instant | null }
>;

/** Contacts one by one, so that a million need no memory; the same question as at the instant of dialling. */
export function whyNot(contacts: Iterable<Contact>, context: CallingContext): Funnel {
  const removed = new Map<Obstacle, { removed: number; nextAt: Instant | null }>();
  let total = 0;
  for (const contact of contacts) {
    total += 1;
    const answer = callable(contact, context);
    if (answer.ok) continue;
    const line = removed.get(answer.reason) ?? { removed: 0, nextAt: null };
    line.removed += 1;
    if (answer.nextAt !== null) line.nextAt = Math.min(line.nextAt ?? answer.nextAt, answer.nextAt);
    removed.set(answer.reason, line);
  }
  return funnelOf(total, removed);
}

/** From counts that the store made, in the order of the questions. */
export function funnelOf(total: number, removed: ContactCount): Funnel {
  let left = total;
  const lines = obstacles.map((obstacle): FunnelLine => {
    const line = removed.get(obstacle) ?? { removed: 0, nextAt: null };
    left -= line.removed;
    return { obstacle, removed: line.removed, left, nextAt: line.nextAt };
  });
  return { total, lines, callable: left };
}
