/** How one is reached oneself: ways with a test of each, and the browsers that are pushed to. */
import { requireRight } from '../../../_server/door.ts';
import { ReachScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function ReachPage() {
  const { who } = await requireRight('operate', 'account');
  return <ReachScreen person={who.person ?? null} />;
}
