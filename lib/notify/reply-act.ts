/** What an SMS that has come in does: it counts only from the number of a person that was told, for what they were told. */
import { createHash } from 'node:crypto';
import type { Instant } from '../time/clock.ts';
import { parseSmsReply, replyCodeAlphabet, replyCodeLength } from './sms-reply.ts';
import type { Way } from './ways.ts';

/** The short name of an incident: the same in every process, so that nothing has to be stored for it. */
export const replyCodeOf = (incident: string): string =>
  [...createHash('sha256').update(`vigie reply code 1 ${incident}`).digest().subarray(0, replyCodeLength)]
    .map((byte) => replyCodeAlphabet[byte % replyCodeAlphabet.length])
    .join('');

/** An incident that is not over, and a person whom a message about it may have reached. */
export interface ToldOf {
  readonly incident: string;
  readonly person: string;
  readonly at: Instant;
}
export interface ReplyFacts {
  /** Of each person every number that a message may go to. */
  readonly numbers: ReadonlyMap<string, readonly string[]>;
  readonly told: readonly ToldOf[];
}
export type ReplyAct =
  | {
      readonly kind: 'acknowledge' | 'pass-on';
      readonly incident: string;
      readonly person: string;
      readonly note: string | null;
    }
  /** From a person, but it cannot be told what is meant: the codes to choose from, latest first. */
  | { readonly kind: 'ask'; readonly person: string; readonly codes: readonly string[] }
  | { readonly kind: 'ignored'; readonly why: 'unknown-number' | 'nothing-told' | 'not-understood' };

/** A number without its country is taken for the same only when so much of it agrees. */
const localDigitsMin = 8;
const bare = (number: string): string => number.replace(/\D/g, '').replace(/^00/, '');

export function sameNumber(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  if (a === b) return a !== '';
  const international = (written: string): boolean => /^\s*(\+|00)/.test(written);
  if (international(one) && international(other)) return false;
  const [short = '', long = ''] = [a, b].sort((x, y) => x.length - y.length);
  return short.replace(/^0/, '').length >= localDigitsMin && long.endsWith(short.replace(/^0/, ''));
}

function personOf(from: string, { numbers, told }: ReplyFacts): string | null {
  const those = [...numbers].filter(([, own]) => own.some((number) => sameNumber(number, from)));
  // A telephone that two people share speaks for the one that was told last.
  const latest = (person: string): Instant =>
    Math.max(0, ...told.filter((one) => one.person === person).map(({ at }) => at));
  return those.sort(([a], [b]) => latest(b) - latest(a))[0]?.[0] ?? null;
}

/** How many codes a question names: more do not fit, and nobody chooses among them at night. */
const codesMax = 5;

export function replyAct(from: string, text: string, facts: ReplyFacts): ReplyAct {
  const person = personOf(from, facts);
  if (person === null) return { kind: 'ignored', why: 'unknown-number' };
  const latestFirst = facts.told.filter((one) => one.person === person).sort((a, b) => b.at - a.at);
  const incidents = [...new Set(latestFirst.map(({ incident }) => incident))];
  if (incidents.length === 0) return { kind: 'ignored', why: 'nothing-told' };
  const reply = parseSmsReply(text);
  if (reply.kind === 'not-understood') return { kind: 'ignored', why: 'not-understood' };
  const meant =
    reply.code === null ? incidents : incidents.filter((incident) => replyCodeOf(incident) === reply.code);
  const [incident] = meant;
  if (incident === undefined || meant.length > 1)
    return { kind: 'ask', person, codes: incidents.slice(0, codesMax).map(replyCodeOf) };
  return { kind: reply.kind, incident, person, note: reply.note };
}

const byTelephone: ReadonlySet<string> = new Set(['sms', 'modem', 'voice']);

/**
 * Whose word a message on this channel can be. A telephone number is the same on every telephone; any other address (a
 * chat's) counts on its own channel only, lest it looks like somebody's number.
 */
export function numbersOn(
  channel: string,
  kinds: ReadonlyMap<string, { readonly kind: string }>,
  people: readonly { readonly id: string; readonly ways: readonly Way[] }[],
): ReadonlyMap<string, readonly string[]> {
  const isTelephone = (id: string): boolean => byTelephone.has(kinds.get(id)?.kind ?? '');
  const counts = (way: Way): boolean =>
    way.channel === channel || (isTelephone(channel) && isTelephone(way.channel));
  return new Map(people.map(({ id, ways }) => [id, ways.filter(counts).map(({ address }) => address)]));
}
