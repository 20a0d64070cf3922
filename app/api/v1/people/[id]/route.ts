/** POST and DELETE /api/v1/people/[id] */
import { changePerson, removePerson } from '../../../../_server/api/people-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(changePerson);
export const DELETE = withRight(removePerson);
