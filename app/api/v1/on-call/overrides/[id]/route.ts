/** DELETE /api/v1/on-call/overrides/{id} */
import { removeOverride } from '../../../../../_server/api/override-endpoints.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const DELETE = withRight(removeOverride);
