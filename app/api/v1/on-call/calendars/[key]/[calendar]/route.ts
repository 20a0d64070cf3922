/** GET /api/v1/on-call/calendars/{key}/{id}.ics */
import { subscribedCalendar } from '../../../../../../_server/api/on-call-endpoints.ts';
import { withRight } from '../../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const GET = withRight(subscribedCalendar);
