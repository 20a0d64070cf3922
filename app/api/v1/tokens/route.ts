/** GET and POST /api/v1/tokens */
import { listTokens, makeToken } from '../../../_server/api/token-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listTokens);
export const POST = withRight(makeToken);
