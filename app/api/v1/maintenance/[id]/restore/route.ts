/** POST /api/v1/maintenance/{id}/restore */
import { restoreMaintenance } from '../../../../../_server/api/maintenance-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(restoreMaintenance);
