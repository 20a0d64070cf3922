/** GET and POST /api/v1/shelves */
import { listShelves, putOnShelf } from '../../../_server/api/shelf-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listShelves);
export const POST = withRight(putOnShelf);
