/** GET /api/v1/incidents */
import { listIncidents } from '../../../_server/api/incident-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listIncidents);
