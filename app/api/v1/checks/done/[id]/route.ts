/** DELETE /api/v1/checks/done/{id} */
import { withdrawCheckDone } from '../../../../../_server/api/check-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(withdrawCheckDone);
