/** GET /api/v1/checks */
import { listChecks } from '../../../_server/api/check-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listChecks);
