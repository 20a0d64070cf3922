/** GET and POST /api/v1/checks/done */
import { checkHistory, markCheckDone } from '../../../../_server/api/check-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(checkHistory);
export const POST = withRight(markCheckDone);
