/** What a message says of its incidents: names from the site book, words from the incident, how to acknowledge it. */
import type { Inventory } from '../inventory/inventory.ts';
import type { Locale } from '../messages/message.ts';
import type { MessageFacts, Told } from '../notify/message-text.ts';
import type { Carried, Delivery } from '../notify/notification.ts';
import { replyCodeOf } from '../notify/reply-act.ts';
import type { StoredIncident } from './stored-incident.ts';

export interface ToldBook {
  readonly sites: Inventory['sites'];
  readonly localeOf: (person: string) => Locale;
  /** The link for one person and one incident; null: no address to open. */
  readonly linkOf: (incident: string, person: string) => string | null;
}

function told(
  book: ToldBook,
  part: Carried,
  { incident, words, paging }: StoredIncident,
  locale: Locale,
): Told {
  const site = book.sites.find(({ id }) => id === incident.site);
  const device = site?.devices.find(({ id }) => id === incident.device);
  const several = paging.why === 'storm' && paging.count !== null ? ` (+${paging.count})` : '';
  return {
    what: `${words.title[locale]}${several}`,
    site: site?.name ?? incident.site,
    device: [device?.name ?? incident.device, incident.instance].filter((one) => one !== '').join(' '),
    severity: incident.severity,
    openedAt: incident.openedAt,
    overAt: part.kind === 'resolved' ? (incident.resolvedAt ?? part.at) : part.overAt,
    firstAction: words.action[locale],
  };
}

/** Null: none of its incidents is known any more. */
export function messageFacts(
  book: ToldBook,
  delivery: Delivery,
  incidents: ReadonlyMap<string, StoredIncident>,
): MessageFacts | null {
  const locale = book.localeOf(delivery.person);
  const parts = delivery.notifications.flatMap((part) => {
    const stored = incidents.get(part.incident);
    return stored === undefined ? [] : [{ part, stored, told: told(book, part, stored, locale) }];
  });
  const [first, ...others] = parts;
  if (first === undefined) return null;
  const { part, stored } = first;
  const alone = others.length === 0 && part.kind === 'opened' && part.overAt === null;
  return {
    id: delivery.id,
    kind: part.kind,
    told: [first.told, ...others.map((one) => one.told)],
    exercise: parts.some((one) => one.stored.exercise),
    zone: book.sites.find(({ id }) => id === stored.incident.site)?.timezone ?? 'UTC',
    locale,
    replyCode: alone ? replyCodeOf(stored.incident.id) : null,
    link: alone ? book.linkOf(stored.incident.id, delivery.person) : null,
  };
}
