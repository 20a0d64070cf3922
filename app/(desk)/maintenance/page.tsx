/** Planned work and alarms put aside. */
import { requireRight } from '../../_server/door.ts';
import { MaintenanceScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function MaintenancePage() {
  const { who, house } = await requireRight('read', 'maintenance');
  return <MaintenanceScreen mayPlan={house.identity.authorise(who, 'operate', 'maintenance').ok} />;
}
