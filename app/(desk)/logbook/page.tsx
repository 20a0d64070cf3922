/** Main courante: the open page, or a signed one (`?page=ID`). */
import { requireRight } from '../../_server/door.ts';
import { LogbookScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function LogbookPage({ searchParams }: Props) {
  const { who, house } = await requireRight('read', 'logbook');
  const { page } = await searchParams;
  return (
    <LogbookScreen
      own={who.name}
      mayWrite={house.identity.authorise(who, 'operate', 'logbook').ok}
      page={typeof page === 'string' ? page : null}
    />
  );
}
