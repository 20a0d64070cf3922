/** Who has a line of "now", and until when: the same words on walls and desks. Pure. */
import { formatClock } from '../../lib/messages/format.ts';
import { incidentMessages, ownerWord } from '../../lib/messages/incident.ts';
import type { Locale } from '../../lib/messages/message.ts';
import type { Severity } from '../../lib/readings/abnormal.ts';
import { isTaken, type NowLine } from '../../lib/readings/now-lines.ts';
import type { SignKind } from '../sign/severity.ts';

export interface LineOwner {
  readonly who: string;
  readonly until: string;
  /** Nobody has it: it asks for somebody. */
  readonly free: boolean;
}

/** `zone`: of its site. Null: nothing to take. */
export function lineOwner(line: NowLine, zone: string, locale: Locale): LineOwner | null {
  const say = incidentMessages[locale];
  const { incident } = line;
  if (incident === null)
    return line.owner === 'automatic' ? { who: say.automatic, until: '', free: false } : null;
  if (line.planned) return { who: incident.maintenance ?? say.maintenanceWord, until: '', free: false };
  const { acknowledgement } = incident;
  if (acknowledgement)
    return {
      who: acknowledgement.who,
      until: say.untilClock(formatClock(acknowledgement.until, zone)),
      free: false,
    };
  return { who: say.toTake, until: ownerWord(incident.owner, locale), free: true };
}

/** Only a critical that nobody has taken may blink. */
export const asksForAttention = (line: NowLine): boolean =>
  line.severity === 'critical' && !line.planned && !isTaken(line);

export const signOf = (line: Pick<NowLine, 'severity' | 'planned'>): SignKind =>
  line.planned ? 'maintenance' : line.severity;

export const wordOf = (
  line: Pick<NowLine, 'severity' | 'planned'>,
  severityWord: (severity: Severity, locale: Locale) => string,
  locale: Locale,
): string => (line.planned ? incidentMessages[locale].maintenanceWord : severityWord(line.severity, locale));
