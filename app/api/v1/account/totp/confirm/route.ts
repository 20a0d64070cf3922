/** POST /api/v1/account/totp/confirm */
import { confirmTotp } from '../../../../../_server/api/account-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(confirmTotp);
