/** What stands above each page of the settings: its title, and the rooms that the reader may open. */
import type { ReactNode } from 'react';
import { SettingsTabs } from '../../../components/settings/tabs.tsx';
import { words } from '../../../lib/messages/index.ts';
import { requireRight } from '../../_server/door.ts';
import { readerOf } from '../../_server/reader.ts';

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const { who, house } = await requireRight('operate', 'account');
  const { locale } = await readerOf();
  const say = words(locale).settings;
  const may = (resource: 'people' | 'tokens' | 'audit') => house.identity.authorise(who, 'read', resource).ok;
  const rooms = (['people', 'tokens', 'audit'] as const)
    .filter(may)
    .map((room) => ({ href: `/settings/${room}`, name: say[room] }));
  return (
    <>
      <div className="title">
        <h1>{say.settings}</h1>
      </div>
      <SettingsTabs
        label={say.settings}
        tabs={[{ href: '/settings/account', name: say.account }, ...rooms]}
      />
      {children}
    </>
  );
}
