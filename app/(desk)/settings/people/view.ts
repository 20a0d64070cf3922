/** The rows of the people list, and what a form sends. Pure. */
import { roleWord, scopeWord } from '../../../../components/settings/words.ts';
import type { PersonLine } from '../../../../lib/identity/person.ts';
import { type Role, roles } from '../../../../lib/identity/rights.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { settingsMessages } from '../../../../lib/messages/settings.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}
export interface PersonRow {
  readonly person: PersonLine;
  readonly roles: string;
  readonly scope: string;
  readonly means: string;
  readonly origin: string;
  /** People of the book are changed in the book. */
  readonly byHand: boolean;
}

export function personRows(
  people: readonly PersonLine[],
  sites: readonly Named[],
  locale: Locale,
): readonly PersonRow[] {
  const say = settingsMessages[locale];
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  return people.map((person) => ({
    person,
    roles: person.roles.map((role) => roleWord(role, locale)).join(', '),
    scope: scopeWord(person, names, locale),
    means: !person.hasPassword ? say.byLinkOnly : person.hasTotp ? say.andTotp : say.byPassword,
    origin: person.origin === 'book' ? say.fromBook : say.byHand,
    byHand: person.origin === 'added',
  }));
}

/** What a form of a person holds, as the API takes it. No site ticked is every site. */
export function personBody(form: FormData) {
  const ticked = form.getAll('sites').map(String);
  const customer = String(form.get('customer') ?? '');
  return {
    name: String(form.get('name') ?? '').trim(),
    roles: roles.filter((role: Role) => form.getAll('roles').includes(role)),
    sites: ticked.length === 0 ? null : ticked,
    customer: customer === '' ? null : customer,
    locale: form.get('locale') === 'en' ? 'en' : 'fr',
  };
}
