/** POST /api/v1/on-call/test */
import { testOwnPhone } from '../../../../_server/api/reach-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(testOwnPhone);
