/** GET /api/v1/readings/latest */
import { latestReadings } from '../../../../_server/api/latest-endpoint.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(latestReadings);
