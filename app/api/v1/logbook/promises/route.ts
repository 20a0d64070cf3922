/** GET and POST /api/v1/logbook/promises */
import { listPromises, writePromise } from '../../../../_server/api/logbook-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listPromises);
export const POST = withRight(writePromise);
