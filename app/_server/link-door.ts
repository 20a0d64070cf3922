/** The door of the page behind a link in a message: the token itself is the right, for one person and one incident. */
import { incidentPicture, type StoredIncident } from '../../lib/alarm/stored-incident.ts';
import type { IncidentEvent } from '../../lib/alerting/incident.ts';
import { words } from '../../lib/messages/index.ts';
import { type LinkVerdict, readAcknowledgeToken } from '../../lib/notify/acknowledge-link.ts';
import { type House, house } from './house.ts';

export interface LinkPerson {
  /** As others read it in the timeline. */
  readonly name: string;
  readonly locale: 'fr' | 'en' | null;
}
export interface LinkAsk {
  readonly house: House;
  readonly verdict: LinkVerdict;
  readonly stored: StoredIncident | null;
  readonly person: LinkPerson;
}

const tokenKey = (of: House): Uint8Array => Buffer.from(of.runtime.linkKey, 'base64url');

/** `contact:guard@cotonou`: a contact of a site has no account, and is named by what it is. */
async function personOf(of: House, id: string): Promise<LinkPerson> {
  const contact = /^contact:(.+)@/.exec(id)?.[1];
  if (contact === 'guard') return { name: words(of.picture.locale()).take.guard, locale: null };
  if (contact !== undefined) return { name: contact, locale: null };
  const known = (await of.identity.people.list()).find((one) => one.id === id);
  return { name: known?.name ?? id, locale: known?.locale ?? null };
}

/** Looks, and changes nothing: scanners of mail open links. */
export async function askForLink(token: string): Promise<LinkAsk> {
  const of = house();
  const verdict = readAcknowledgeToken(tokenKey(of), token, of.clock.now());
  if (!verdict.ok) return { house: of, verdict, stored: null, person: { name: '', locale: null } };
  const { incident, person } = verdict.claim;
  const stored = await of.incidents.one(incident);
  return { house: of, verdict, stored, person: await personOf(of, person) };
}

/** One act of the person of the link, with its audit line, told to every screen. */
export async function actByLink(
  { house: of, verdict, person }: LinkAsk,
  make: (who: string) => IncidentEvent,
): Promise<{ ok: true } | { ok: false; reason: string }> {
  if (!verdict.ok) return verdict;
  const done = await of.incidents.act(verdict.claim.incident, make(person.name), of.clock.now());
  if (!done.ok) return done;
  const picture = incidentPicture(done.stored);
  if (of.picture.incidents.put(picture)) of.stream.maker.incident(picture);
  of.bus.publish('vigie/v1/incidents/{}', picture, picture.site);
  return { ok: true };
}
