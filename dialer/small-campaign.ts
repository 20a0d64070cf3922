/** A campaign of two countries and a contact, as small as tests want them; each says what differs. */
import type { Campaign, Contact, PastAttempt } from '../lib/campaigns/campaign.ts';
import type { Disposition } from '../lib/telephony/disposition.ts';
import type { NetworkOutcome } from '../lib/telephony/network-outcome.ts';
import type { E164 } from '../lib/telephony/phone-number.ts';
import type { Instant } from '../lib/time/clock.ts';
import type { CallingContext } from './callable.ts';
import { windowsAt } from './calling-window.ts';

export const number = '+2290197000000' as E164;
export const secondNumber = '+2290196000000' as E164;

export const smallCampaign = (rest: Partial<Campaign> = {}): Campaign => ({
  id: 'satisfaction',
  customer: 'canal',
  name: 'Satisfaction',
  sites: ['cotonou'],
  survey: 'satisfaction',
  state: 'running',
  mode: 'progressive',
  window: {
    days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    fromMinute: 480,
    toMinute: 1_200,
    closed: [],
  },
  maxAttempts: 8,
  maxAttemptsPerDay: 3,
  legalBasis: 'subscriber',
  retentionDays: 90,
  ...rest,
});

export const smallContact = (rest: Partial<Contact> = {}): Contact => ({
  id: 'c-1',
  numbers: [number],
  language: 'fr',
  timezone: 'Africa/Porto-Novo',
  country: 'BJ',
  state: 'due',
  dueAt: null,
  numberIndex: 0,
  callback: null,
  attempts: [],
  attributes: {},
  ...rest,
});

export const past = (
  at: Instant,
  outcome: NetworkOutcome,
  disposition: Disposition | null,
  rest: Partial<PastAttempt> = {},
): PastAttempt => ({
  at,
  number,
  trunk: 'e1',
  outcome,
  disposition,
  consumes: disposition !== 'congestion' && disposition !== 'network-failure',
  ...rest,
});

export function smallContext(now: Instant, rest: Partial<CallingContext> = {}): CallingContext {
  const campaign = rest.campaign ?? smallCampaign();
  return {
    campaign,
    now,
    windowOf: windowsAt(campaign.window, now),
    isDoNotCall: () => false,
    cells: [],
    counts: new Map(),
    trunks: [{ id: 'e1', order: 1, countries: ['BJ'] }],
    languages: null,
    agent: null,
    callbackPatienceMs: 1_800_000,
    ...rest,
  };
}
