/** The settings begin with one's own account: everybody has that room. */
import { redirect } from 'next/navigation';
import { requireRight } from '../../_server/door.ts';

export const dynamic = 'force-dynamic';

export default async function SettingsPage() {
  await requireRight('operate', 'account');
  redirect('/settings/account');
}
