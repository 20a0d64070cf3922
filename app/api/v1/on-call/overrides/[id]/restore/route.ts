/** POST /api/v1/on-call/overrides/{id}/restore */
import { restoreOverride } from '../../../../../../_server/api/override-endpoints.ts';
import { withRight } from '../../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(restoreOverride);
