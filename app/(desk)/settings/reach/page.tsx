/** How one is reached oneself: ways with a test of each, and the browsers that are pushed to. */
import { requireRight } from '../../../_server/door.ts';
import { ReachScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function ReachPage() {
  // It stands on the desk: agents and customers, who have none, are called for no alarm.
  const { who } = await requireRight('read', 'desk');
  return <ReachScreen person={who.person ?? null} />;
}
