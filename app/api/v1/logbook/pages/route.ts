/** GET /api/v1/logbook/pages */
import { listLogPages } from '../../../../_server/api/logbook-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listLogPages);
