/** GET /api/v1/openapi.json */
import { openApi } from '../../../_server/api/open-api.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(openApi);
