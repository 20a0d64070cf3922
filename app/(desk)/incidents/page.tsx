/** The list of incidents: `/incidents`, its filters in the address. */
import { requireRight } from '../../_server/door.ts';
import { IncidentListScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function IncidentsPage() {
  const { who, house } = await requireRight('read', 'incidents');
  return <IncidentListScreen mayAct={house.identity.authorise(who, 'operate', 'incidents').ok} />;
}
