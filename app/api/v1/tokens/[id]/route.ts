/** DELETE /api/v1/tokens/[id] */
import { revokeToken } from '../../../../_server/api/token-endpoints.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(revokeToken);
