/** DELETE /api/v1/account/browsers/{id} */
import { removeBrowser } from '../../../../../_server/api/reach-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(removeBrowser);
