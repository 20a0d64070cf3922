/** POST /api/v1/heartbeats/{site}/{device}/{key} */
import { heartbeat } from '../../../../../../_server/api/act-endpoints.ts';
import { withRight } from '../../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(heartbeat);
