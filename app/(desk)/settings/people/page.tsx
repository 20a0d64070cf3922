/** People: who may sign in, with which roles, where. */
import { requireRight } from '../../../_server/door.ts';
import { pictureNow } from '../../../_server/house.ts';
import { readerOf } from '../../../_server/reader.ts';
import { PeopleScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function PeoplePage() {
  const { who, house } = await requireRight('read', 'people');
  const { locale } = await readerOf();
  const sites = pictureNow(house, who).sites.map(({ id, name }) => ({ id, name }));
  const customers = house.alarmBook().customers.map(({ id, name }) => ({ id, name }));
  return <PeopleScreen locale={locale} sites={sites} customers={customers} />;
}
