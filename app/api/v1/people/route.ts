/** GET and POST /api/v1/people */
import { addPerson, listPeople } from '../../../_server/api/people-endpoints.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(listPeople);
export const POST = withRight(addPerson);
