/** POST /api/v1/incidents/{id}/note */
import { noteIncident } from '../../../../../_server/api/incident-acts.ts';
import { withRight } from '../../../../../_server/door.ts';

export const dynamic = 'force-dynamic';
export const POST = withRight(noteIncident);
