/** GET /api/v1/on-call/schedules */
import { listSchedules } from '../../../../_server/api/on-call-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listSchedules);
