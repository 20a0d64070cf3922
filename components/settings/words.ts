/** Roles, kinds, scopes and browsers in words. Pure. */
import type { Scope } from '../../lib/identity/authorise.ts';
import type { Role, TokenKind } from '../../lib/identity/rights.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { settingsMessages } from '../../lib/messages/settings.ts';

export type SettingsWords = (typeof settingsMessages)[Locale];

export const roleWord = (role: Role, locale: Locale): string => {
  const say = settingsMessages[locale];
  return role === 'on-call' ? say.onCall : say[role];
};

export const kindWord = (kind: TokenKind | 'administrator', locale: Locale): string =>
  settingsMessages[locale][kind];

/** `names`: of the sites, by their id; one that the book no longer has keeps its id. */
export function scopeWord(
  { sites, customer }: Scope,
  names: ReadonlyMap<string, string>,
  locale: Locale,
): string {
  const say = settingsMessages[locale];
  const where =
    sites === null
      ? say.everySite
      : sites.length === 0
        ? say.noSite
        : sites.map((id) => names.get(id) ?? id).join(', ');
  return customer === null ? where : `${where} · ${say.ofCustomer} ${customer}`;
}

/** What a person recognises of a browser: its name and its system. */
export function agentWord(agent: string, locale: Locale): string {
  const browser = /(Edg|Firefox|OPR|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1];
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  const words = [name, system].filter((one) => one !== undefined);
  return words.length === 0 ? settingsMessages[locale].unknownAgent : words.join(', ');
}
