/** GET, POST /api/v1/notifications/callbacks/{channel}/{key} */
import { getCallback, postCallback } from '../../../../../../_server/api/notification-endpoints.ts';
import { withRight } from '../../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(getCallback);
export const POST = withRight(postCallback);
