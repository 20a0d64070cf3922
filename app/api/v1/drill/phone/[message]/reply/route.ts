/** POST /api/v1/drill/phone/{message}/reply */
import { answerDrillPhone } from '../../../../../../_server/api/drill-phone-endpoints.ts';
import { withRight } from '../../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(answerDrillPhone);
