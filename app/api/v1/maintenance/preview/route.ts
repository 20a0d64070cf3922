/** POST /api/v1/maintenance/preview */
import { previewMaintenance } from '../../../../_server/api/maintenance-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(previewMaintenance);
