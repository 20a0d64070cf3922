/** Health of Vigie itself. */
import { house } from '../../_server/house.ts';
import { VigieScreen } from './screen.tsx';

export const dynamic = 'force-dynamic';

export default function VigiePage() {
  const { build, runtime } = house();
  const { readings } = runtime;
  const where = readings.kind === 'influx' ? `${readings.url}/${readings.database}` : null;
  return <VigieScreen build={build} where={where} />;
}
