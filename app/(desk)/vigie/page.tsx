/** Health of Vigie itself. */
import { requireRight } from '../../_server/door.ts';
import { VigieScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default async function VigiePage() {
  const { house } = await requireRight('read', 'desk');
  const { build, runtime } = house;
  const { readings } = runtime;
  const where = readings.kind === 'influx' ? `${readings.url}/${readings.database}` : null;
  return <VigieScreen build={build} where={where} />;
}
