/** Every page of the desk: signed in, in the reader's language and theme, inside one shell with one live stream. */
import type { ReactNode } from 'react';
import { Shell } from '../../components/desk/shell.tsx';
import { kindWord, roleWord } from '../../components/settings/words.ts';
import { words } from '../../lib/messages/index.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { requireRight } from '../_server/door.ts';
import { pictureNow } from '../_server/house.ts';
import type { Who } from '../_server/identity.ts';
import { readerOf } from '../_server/reader.ts';
import './sheets.ts';

export const dynamic = 'force-dynamic';

const roleOf = ({ kind, roles = [] }: Who, locale: Locale): string =>
  kind === 'person' ? roles.map((role) => roleWord(role, locale)).join(', ') : kindWord(kind, locale);

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  // Each page asks for its own right; whoever has an account at all has at least that page.
  const { who, house } = await requireRight('operate', 'account');
  const { locale, theme } = await readerOf();
  const say = words(locale);
  const facts = {
    sites: pictureNow(house, who).sites.map(({ id, name }) => ({ id, name })),
    drill: house.runtime.drill !== null,
    person: { name: who.name, role: roleOf(who, locale) },
    theme,
  };
  if (!house.identity.authorise(who, 'read', 'desk').ok)
    return (
      <div className="desk" data-theme={theme} lang={locale}>
        <main className="content">{children}</main>
        <form method="post" action="/sign-in/out" className="content">
          <button type="submit" className="plain link">
            {say.desk.signOut}
          </button>
        </form>
      </div>
    );
  return (
    <div className="desk" data-theme={theme} lang={locale}>
      <Shell facts={facts} locale={locale}>
        {children}
      </Shell>
    </div>
  );
}
