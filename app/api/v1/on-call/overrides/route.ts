/** GET and POST /api/v1/on-call/overrides */
import { addOverride, listOverrides } from '../../../../_server/api/override-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listOverrides);
export const POST = withRight(addOverride);
