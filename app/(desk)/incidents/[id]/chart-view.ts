/** The hours around an incident, and its own marks on the chart of its reading. Pure. */
import type { HistoryChartModel } from '../../../../components/chart/history-chart.tsx';
import { incidentMessages } from '../../../../lib/messages/incident.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import type { IncidentTold } from '../../../_server/api/incident-shapes.ts';

const beforeMs = 45 * 60_000;
const afterMs = 15 * 60_000;

/** From well before it, so that what was usual is seen, to a little after its end. */
export function spanOf(told: IncidentTold, now: number): { readonly from: number; readonly to: number } {
  const opened = Date.parse(told.openedAt);
  const end = told.resolvedAt === null ? now : Math.min(now, Date.parse(told.resolvedAt) + afterMs);
  return { from: opened - beforeMs, to: Math.max(end, opened + 60_000) };
}

export function eventsOf(told: IncidentTold, locale: Locale): HistoryChartModel['events'] {
  const say = incidentMessages[locale];
  const marks: readonly (readonly [string | null, string])[] = [
    [told.openedAt, say.kindOpened],
    [told.acknowledgedAt, say.kindAcknowledged],
    [told.resolvedAt, say.kindResolved],
  ];
  return marks.flatMap(([at, word]) =>
    at === null ? [] : [{ at: Date.parse(at), metric: word, instance: '', value: 0, word }],
  );
}
