/** POST /api/v1/logbook/take */
import { takeLogPage } from '../../../../_server/api/logbook-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(takeLogPage);
