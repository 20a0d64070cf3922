/** POST /api/v1/logbook/promises/close */
import { closePromise } from '../../../../../_server/api/logbook-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(closePromise);
