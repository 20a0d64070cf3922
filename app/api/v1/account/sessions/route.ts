/** DELETE /api/v1/account/sessions */
import { endOtherSessions } from '../../../../_server/api/account-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(endOtherSessions);
