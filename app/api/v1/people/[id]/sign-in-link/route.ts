/** POST /api/v1/people/[id]/sign-in-link */
import { signInLink } from '../../../../../_server/api/people-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(signInLink);
