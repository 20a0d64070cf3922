/** GET /api/v1/notifications/callbacks */
import { listCallbacks } from '../../../../_server/api/notification-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listCallbacks);
