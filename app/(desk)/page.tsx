/** The overview of the desk: every site and system, what is abnormal now. */
import { requireRight } from '../_server/door.ts';
import { OverviewScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function OverviewPage() {
  await requireRight('read', 'desk');
  return <OverviewScreen />;
}
