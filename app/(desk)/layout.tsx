/** Every page of the desk: signed in, in the reader's language and theme, inside one shell with one live stream. */
import type { ReactNode } from 'react';
import { Shell } from '../../components/desk/shell.tsx';
import { words } from '../../lib/messages/index.ts';
import { requireRight } from '../_server/door.ts';
import { pictureNow } from '../_server/house.ts';
import { readerOf } from '../_server/reader.ts';
import './sheets.ts';

export const dynamic = 'force-dynamic';

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const { who, house } = await requireRight('read', 'desk');
  const { locale, theme } = await readerOf();
  const say = words(locale).desk;
  const facts = {
    sites: pictureNow(house, who).sites.map(({ id, name }) => ({ id, name })),
    drill: house.runtime.drill !== null,
    person: { name: who.name, role: who.kind === 'administrator' ? say.roleAdministrator : say.rolePerson },
    theme,
  };
  return (
    <div className="desk" data-theme={theme} lang={locale}>
      <Shell facts={facts} locale={locale}>
        {children}
      </Shell>
    </div>
  );
}
