/** GET /api/v1/alarm-quality */
import { alarmQualityEndpoint } from '../../../_server/api/quality-endpoint.ts';
import { withRight } from '../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(alarmQualityEndpoint);
