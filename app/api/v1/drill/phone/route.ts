/** GET /api/v1/drill/phone */
import { drillPhone } from '../../../../_server/api/drill-phone-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(drillPhone);
