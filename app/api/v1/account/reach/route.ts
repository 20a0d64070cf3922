/** GET /api/v1/account/reach */
import { ownReach } from '../../../../_server/api/reach-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(ownReach);
