/** DELETE /api/v1/account/sessions/[id] */
import { endSession } from '../../../../../_server/api/account-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(endSession);
