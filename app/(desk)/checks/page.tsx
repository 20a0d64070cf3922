/** The register of periodic checks. */
import { requireRight } from '../../_server/door.ts';
import { ChecksScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function ChecksPage() {
  const { who, house } = await requireRight('read', 'checks');
  return <ChecksScreen mayMark={house.identity.authorise(who, 'operate', 'checks').ok} />;
}
