/** Until when somebody takes an incident: the choices that a person is offered. Pure. */
import { formatClock } from '../../../lib/messages/format.ts';
import { incidentMessages } from '../../../lib/messages/incident.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import type { SitePicture } from '../../../lib/readings/picture.ts';
import { serviceAt } from '../../../lib/readings/service-hours.ts';
import type { Instant } from '../../../lib/time/clock.ts';

const minuteMs = 60_000;
/** The store refuses what is longer. */
export const longestMs = 7 * 86_400_000;

export interface UntilChoice {
  readonly id: '30' | '60' | '240' | 'shift';
  readonly word: string;
  readonly clock: string;
  readonly at: Instant;
}

/** `site` null: an incident of Vigie itself has no service hours. */
export function untilChoices(
  now: Instant,
  site: SitePicture | null,
  zone: string,
  locale: Locale,
): readonly UntilChoice[] {
  const say = incidentMessages[locale];
  const choice = (id: UntilChoice['id'], word: string, at: Instant): UntilChoice => ({
    ...{ id, word, at },
    clock: formatClock(at, zone),
  });
  const service = site === null ? null : serviceAt(site.service, site.timezone, now);
  const end = service?.open ? service.endAt : null;
  return [
    choice('30', say.preset30, now + 30 * minuteMs),
    choice('60', say.preset60, now + 60 * minuteMs),
    choice('240', say.preset240, now + 240 * minuteMs),
    ...(end !== null && end > now && end - now <= longestMs ? [choice('shift', say.presetShift, end)] : []),
  ];
}

/** A time written by hand, in the reader's own clock; null: not one that may be. */
export function writtenUntil(text: string, now: Instant): Instant | null {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at) && at > now && at - now <= longestMs ? at : null;
}
