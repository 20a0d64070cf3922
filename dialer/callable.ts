/** May this contact be called now? Asked again at the instant of dialling; every no has its reason and, if known, its end. */
import type { Campaign, Contact } from '../lib/campaigns/campaign.ts';
import { type QuotaCell, type QuotaCounts, quotaFor } from '../lib/campaigns/quota.ts';
import type { Service } from '../lib/readings/service-hours.ts';
import { type DialableTrunk, trunksFor } from '../lib/telephony/destination.ts';
import type { E164 } from '../lib/telephony/phone-number.ts';
import type { Instant } from '../lib/time/clock.ts';
import { localDay, nextIn, partsOf, tomorrow } from './calling-window.ts';
import { consumed } from './retry-rule.ts';

/** In the order in which they are asked: what no waiting will change comes first. */
export const obstacles = [
  'campaign-not-running',
  'final',
  'in-flight',
  'do-not-call',
  'attempts-used',
  'quota-outside',
  'quota-full',
  'no-trunk-may-dial',
  'window-closed',
  'recall-later',
  'attempts-today',
  'quota-in-flight',
  'callback-of-another',
  'nobody-speaks-it',
] as const;
export type Obstacle = (typeof obstacles)[number];

export type Callable =
  | { readonly ok: true; readonly trunks: readonly string[]; readonly cells: readonly string[] }
  /** `nextAt` null: no one can say, or never. */
  | { readonly ok: false; readonly reason: Obstacle; readonly nextAt: Instant | null };

export interface CallingContext {
  readonly campaign: Campaign;
  readonly now: Instant;
  readonly windowOf: (zone: string, country: string) => Service;
  readonly isDoNotCall: (number: E164) => boolean;
  readonly cells: readonly QuotaCell[];
  readonly counts: QuotaCounts;
  readonly trunks: readonly DialableTrunk[];
  /** Languages of the agents on line, of every site of the campaign; null: an automated survey needs none. */
  readonly languages: ReadonlySet<string> | null;
  /** Who asks, for a personal call-back; null: nobody in particular. */
  readonly agent: string | null;
  /** A personal call-back that its agent missed is anyone's after this. */
  readonly callbackPatienceMs: number;
}

const no = (reason: Obstacle, nextAt: Instant | null = null): Callable => ({ ok: false, reason, nextAt });

export function callable(contact: Contact, context: CallingContext): Callable {
  return lasting(contact, context) ?? passing(contact, context);
}

/** Obstacles that time alone does not lift. */
function lasting(contact: Contact, context: CallingContext): Callable | null {
  const { campaign, cells, counts } = context;
  if (campaign.state !== 'running') return no('campaign-not-running');
  if (contact.state === 'final') return no('final');
  if (contact.state === 'in-flight') return no('in-flight');
  const number = contact.numbers[contact.numberIndex];
  // Any number on the list: a person who asked for peace did not mean one telephone.
  if (contact.numbers.some(context.isDoNotCall)) return no('do-not-call');
  if (consumed(contact.attempts) >= campaign.maxAttempts) return no('attempts-used');
  const quota = quotaFor(cells, counts, contact.attributes);
  if (!quota.ok && quota.reason !== 'in-flight')
    return no(quota.reason === 'full' ? 'quota-full' : 'quota-outside');
  if (number === undefined || trunksFor(context.trunks, number).length === 0) return no('no-trunk-may-dial');
  return null;
}

function passing(contact: Contact, context: CallingContext): Callable {
  const { campaign, now, cells, counts } = context;
  const window = context.windowOf(contact.timezone, contact.country);
  if (!window.open) return no('window-closed', window.nextAt);
  // A promise that was kept in vain stays with the contact: the recall rule has the later word.
  const dueAt = Math.max(contact.callback?.at ?? 0, contact.dueAt ?? 0);
  if (dueAt > now) return no('recall-later', dueAt);
  const today = localDay(now, contact.timezone);
  const ofToday = contact.attempts.filter(({ at }) => localDay(at, contact.timezone) === today);
  if (consumed(ofToday) >= campaign.maxAttemptsPerDay) {
    const { timezone, country } = contact;
    const parts = partsOf(campaign.window);
    return no('attempts-today', nextIn(parts, campaign.window, timezone, country, tomorrow(now, timezone)));
  }
  const quota = quotaFor(cells, counts, contact.attributes);
  if (!quota.ok) return no('quota-in-flight');
  const another = promisedToAnother(contact, context);
  if (another !== null) return no('callback-of-another', another);
  if (context.languages && !context.languages.has(contact.language)) return no('nobody-speaks-it');
  const number = contact.numbers[contact.numberIndex];
  const trunks = number === undefined ? [] : trunksFor(context.trunks, number);
  return { ok: true, trunks: trunks.map(({ id }) => id), cells: quota.cells };
}

/** Until when the promise is another agent's; null: it is not. */
function promisedToAnother({ callback }: Contact, context: CallingContext): Instant | null {
  if (callback === null || callback.agent === null || callback.agent === context.agent) return null;
  const until = callback.at + context.callbackPatienceMs;
  return until > context.now ? until : null;
}
