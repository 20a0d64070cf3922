/** How good the alarms are; the last day unless the address says another span. */
import { redirect } from 'next/navigation';
import { requireRight } from '../../_server/door.ts';
import { QualityScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function QualityPage({ searchParams }: Props) {
  await requireRight('read', 'incidents');
  const { range, from } = await searchParams;
  // An hour, which charts begin with, says nothing of the quality of alarms.
  if (range === undefined && from === undefined) redirect('/alarm-quality?range=24h');
  return <QualityScreen />;
}
