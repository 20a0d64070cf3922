/** The drill: scenarios begun and undone from the screen. A real installation has no such page. */
import { notFound } from 'next/navigation';
import { requireRight } from '../../_server/door.ts';
import './phone-messages.css';
import { DrillScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function DrillPage() {
  const { house } = await requireRight('operate', 'drill');
  if (house.runtime.drill === null) notFound();
  return <DrillScreen />;
}
