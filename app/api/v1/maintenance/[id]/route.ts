/** DELETE /api/v1/maintenance/{id} */
import { deleteMaintenance } from '../../../../_server/api/maintenance-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(deleteMaintenance);
