/** Tokens of walls, programs and devices. */
import { requireRight } from '../../../_server/door.ts';
import { pictureNow } from '../../../_server/house.ts';
import { readerOf } from '../../../_server/reader.ts';
import { TokensScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function TokensPage() {
  const { who, house } = await requireRight('read', 'tokens');
  const { locale } = await readerOf();
  const sites = pictureNow(house, who).sites.map(({ id, name }) => ({ id, name }));
  const customers = house.alarmBook().customers.map(({ id, name }) => ({ id, name }));
  return <TokensScreen locale={locale} sites={sites} customers={customers} />;
}
