/** POST /api/v1/account/browsers */
import { addBrowser } from '../../../../_server/api/reach-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(addBrowser);
