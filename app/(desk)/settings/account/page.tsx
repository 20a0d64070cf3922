/** One's own account: password, second factor, sessions. */
import { requireRight } from '../../../_server/door.ts';
import { readerOf } from '../../../_server/reader.ts';
import { AccountScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function AccountPage() {
  await requireRight('operate', 'account');
  const { locale } = await readerOf();
  return <AccountScreen locale={locale} />;
}
