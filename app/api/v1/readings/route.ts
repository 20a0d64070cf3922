/** GET /api/v1/readings */
import { readingsHistory } from '../../../_server/api/history-endpoint.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(readingsHistory);
