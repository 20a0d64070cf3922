/** POST /api/v1/account/totp/remove */
import { removeTotp } from '../../../../../_server/api/account-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(removeTotp);
