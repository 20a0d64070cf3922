/** What a site that watches itself and its centre say to each other: incidents one way, what people decided the other. */
import { z } from 'zod';
import type { StoredIncident } from './stored-incident.ts';
import { storedIncidentSchema } from './stored-incident-schema.ts';

/** A report fits into one request of the API; what is left follows at once. */
export const reportBytesMax = 48_000;
const incidentsMax = 200;
/** Entries of the timeline that travel: how it began, and the latest. */
const entriesMax = 40;

export const reportSchema = z.strictObject({
  incidents: z.array(storedIncidentSchema).max(incidentsMax),
  /** The last act that the site has taken: it is not sent again. */
  taken: z.number().int().nonnegative(),
});
export type SiteReport = z.infer<typeof reportSchema>;

const who = z.string().min(1).max(200);
const note = z.string().max(2_000);
const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledge'), who, note, until: z.number() }),
  z.object({ kind: z.enum(['withdraw', 'pass-on']), who }),
  z.object({ kind: z.literal('note'), who, note }),
]);
export const answerSchema = z.object({
  acts: z.array(z.object({ id: z.number().int(), incident: z.string(), event: eventSchema })),
});
export type CentreAnswer = z.infer<typeof answerSchema>;

export function shortened(stored: StoredIncident): StoredIncident {
  const { timeline } = stored.incident;
  if (timeline.length <= entriesMax) return stored;
  const kept = [...timeline.slice(0, 1), ...timeline.slice(1 - entriesMax)];
  return { ...stored, incident: { ...stored.incident, timeline: kept } };
}

/** As many of the oldest changes as one report holds; at least one, so that it always goes on. */
export function fitting(items: readonly StoredIncident[]): readonly StoredIncident[] {
  let bytes = 0;
  const fit = items.slice(0, incidentsMax).map(shortened);
  const end = fit.findIndex((one) => {
    bytes += Buffer.byteLength(JSON.stringify(one));
    return bytes > reportBytesMax;
  });
  return end < 0 ? fit : fit.slice(0, Math.max(1, end));
}
