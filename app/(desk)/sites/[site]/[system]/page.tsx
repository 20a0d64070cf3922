/** One system of a site: `/sites/{site}/{system}`. */
import { notFound } from 'next/navigation';
import { type System, systems } from '../../../../../lib/inventory/inventory.ts';
import { requireRight } from '../../../../_server/door.ts';
import { pictureNow } from '../../../../_server/house.ts';
import { SystemScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

const isSystem = (text: string): text is System => systems.includes(text as System) && text !== 'campaign';

export default async function SystemPage({
  params,
}: {
  readonly params: Promise<{ site: string; system: string }>;
}) {
  const { house, who } = await requireRight('read', 'desk');
  const { site, system } = await params;
  const found = pictureNow(house, who).sites.find((one) => one.id === site);
  if (!found || !isSystem(system)) notFound();
  return <SystemScreen site={found.id} name={found.name} system={system} />;
}
