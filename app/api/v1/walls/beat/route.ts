/** POST /api/v1/walls/beat */
import { wallBeat } from '../../../../_server/api/act-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(wallBeat);
