/** GET /api/v1/on-call/now */
import { onCallNow } from '../../../../_server/api/on-call-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(onCallNow);
