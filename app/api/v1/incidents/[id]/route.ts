/** GET /api/v1/incidents/{id} */
import { oneIncident } from '../../../../_server/api/incident-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(oneIncident);
