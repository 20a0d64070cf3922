/** POST /api/v1/watchers/{site} */
import { reportSite } from '../../../../_server/api/watcher-endpoint.ts';
import { withRight } from '../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(reportSite);
