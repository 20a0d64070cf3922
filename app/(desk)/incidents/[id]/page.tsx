/** One incident: `/incidents/{id}`. */
import { requireRight } from '../../../_server/door.ts';
import { IncidentScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function IncidentPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { who, house } = await requireRight('read', 'incidents');
  const { id } = await params;
  return (
    <IncidentScreen
      id={id}
      mayAct={house.identity.authorise(who, 'operate', 'incidents').ok}
      mayReadMessages={house.identity.authorise(who, 'read', 'notifications').ok}
    />
  );
}
