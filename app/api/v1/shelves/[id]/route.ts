/** DELETE /api/v1/shelves/{id} */
import { takeOffShelf } from '../../../../_server/api/shelf-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(takeOffShelf);
