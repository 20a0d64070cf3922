/** GET /api/v1/audit */
import { listAudit } from '../../../_server/api/audit-endpoint.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listAudit);
