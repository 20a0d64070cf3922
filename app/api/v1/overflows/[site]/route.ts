/** GET /api/v1/overflows/{site} */
import { listOverflows } from '../../../../_server/api/overflow-endpoint.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listOverflows);
