/** One site: `/sites/{site}`. */
import { notFound } from 'next/navigation';
import { requireRight } from '../../../_server/door.ts';
import { pictureNow } from '../../../_server/house.ts';
import { SiteScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function SitePage({ params }: { readonly params: Promise<{ site: string }> }) {
  const { house, who } = await requireRight('read', 'desk');
  const { site } = await params;
  const found = pictureNow(house, who).sites.find((one) => one.id === site);
  if (!found) notFound();
  return <SiteScreen site={found.id} name={found.name} />;
}
