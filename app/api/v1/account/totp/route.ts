/** POST /api/v1/account/totp */
import { offerTotp } from '../../../../_server/api/account-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(offerTotp);
