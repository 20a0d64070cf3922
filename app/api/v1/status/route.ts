/** GET /api/v1/status */
import { status } from '../../../_server/api/status-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(status);
