/** The rows of the token list, and what its form sends. Pure. */
import { kindWord, roleWord, scopeWord } from '../../../../components/settings/words.ts';
import { type Role, roles, type TokenKind, tokenKinds } from '../../../../lib/identity/rights.ts';
import { formatDay } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { settingsMessages } from '../../../../lib/messages/settings.ts';

/** As the API lists it. */
export interface Token {
  readonly id: string;
  readonly kind: TokenKind | 'administrator';
  readonly name: string;
  readonly role: Role | null;
  readonly sites: readonly string[] | null;
  readonly customer: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly revoked: boolean;
}
export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly rights: string;
  readonly scope: string;
  readonly made: string;
  readonly ends: string;
  readonly state: string;
  /** In force, and not the one of the data folder. */
  readonly revocable: boolean;
}

export function tokenRows(
  tokens: readonly Token[],
  sites: readonly { readonly id: string; readonly name: string }[],
  locale: Locale,
  zone: string,
): readonly TokenRow[] {
  const say = settingsMessages[locale];
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  const day = (at: string) => formatDay(Date.parse(at), zone, locale);
  const rows = tokens.map((token) => ({
    id: token.id,
    name: token.name,
    rights: [
      kindWord(token.kind, locale),
      ...(token.role === null ? [] : [roleWord(token.role, locale)]),
    ].join(', '),
    scope: scopeWord(token, names, locale),
    made: `${day(token.createdAt)}, ${token.createdBy}`,
    ends: token.expiresAt === null ? say.never : day(token.expiresAt),
    state: token.revoked ? say.revoked : say.inForce,
    revocable: !token.revoked && token.kind !== 'administrator',
  }));
  // What is in force is what one looks for.
  return [
    ...rows.filter(({ state }) => state === say.inForce),
    ...rows.filter(({ state }) => state !== say.inForce),
  ];
}

/** What the form of a token holds, as the API takes it. */
export function tokenBody(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const kind = tokenKinds.find((one) => one === text('kind')) ?? 'wall';
  const role = kind === 'api' ? roles.find((one) => one === text('role')) : undefined;
  const ticked = form.getAll('sites').map(String);
  return {
    kind,
    name: text('name'),
    ...(role === undefined ? {} : { role }),
    sites: ticked.length === 0 ? null : ticked,
    customer: text('customer') || null,
    ...(text('days') === '' ? {} : { days: Number(text('days')) }),
  };
}
