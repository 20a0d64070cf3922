/** One device: `/devices/{site}/{device}`. */
import { notFound } from 'next/navigation';
import { requireRight } from '../../../../_server/door.ts';
import { pictureNow } from '../../../../_server/house.ts';
import { DeviceScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function DevicePage({
  params,
}: {
  readonly params: Promise<{ site: string; device: string }>;
}) {
  const { house, who } = await requireRight('read', 'desk');
  const { site, device } = await params;
  const found = pictureNow(house, who)
    .sites.find((one) => one.id === site)
    ?.devices.find((one) => one.id === device);
  if (!found) notFound();
  return <DeviceScreen site={site} device={device} name={found.name} />;
}
