/** Astreinte: who is on call, the weeks to come, stand-ins, and who is called in which order. */
import { requireRight } from '../../_server/door.ts';
import { OnCallScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function OnCallPage() {
  const { who, house } = await requireRight('read', 'on-call');
  const people = house.alarmBook().people.map(({ id, name }) => ({ id, name }));
  return <OnCallScreen people={people} mayChange={house.identity.authorise(who, 'operate', 'on-call').ok} />;
}
