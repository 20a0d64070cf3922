/** GET and POST /api/v1/maintenance */
import { listMaintenance, planMaintenance } from '../../../_server/api/maintenance-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listMaintenance);
export const POST = withRight(planMaintenance);
