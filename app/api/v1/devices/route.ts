/** GET /api/v1/devices */
import { listDevices } from '../../../_server/api/inventory-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listDevices);
