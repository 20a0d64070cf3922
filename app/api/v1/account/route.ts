/** GET /api/v1/account */
import { account } from '../../../_server/api/account-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(account);
