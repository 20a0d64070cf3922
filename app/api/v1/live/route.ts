/** GET /api/v1/live */
import { live } from '../../../_server/api/live-endpoint.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(live);
