/** The audit: who changed what. Its filters stand in the address. */
import { requireRight } from '../../../_server/door.ts';
import { readerOf } from '../../../_server/reader.ts';
import { AuditScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

interface Asked {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ searchParams }: Asked) {
  await requireRight('read', 'audit');
  const { locale } = await readerOf();
  const asked = await searchParams;
  const text = (name: string): string => {
    const value = asked[name];
    return (typeof value === 'string' ? value : '').slice(0, 100);
  };
  const filter = {
    who: text('who'),
    what: text('what'),
    from: text('from'),
    to: text('to'),
    cursor: text('cursor'),
  };
  return <AuditScreen locale={locale} filter={filter} />;
}
