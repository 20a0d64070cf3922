/** DELETE /api/v1/people/[id]/sessions */
import { signOutPerson } from '../../../../../_server/api/people-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(signOutPerson);
