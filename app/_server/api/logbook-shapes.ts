/** The main courante as the HTTP API says it. */
import { z } from 'zod';
import {
  type LogKind,
  type LogLine,
  type LogPage,
  type OpenPromise,
  type PageBody,
  parties,
  type StoredPromise,
} from '../../../lib/alarm/logbook.ts';
import { instant, iso } from './shapes.ts';

const kinds = [
  'incident-opened',
  'incident-acknowledged',
  'incident-resolved',
  'maintenance-planned',
  'maintenance-deleted',
  'alarm-shelved',
  'shelf-ended',
  'override-added',
  'override-removed',
  'check-done',
  'check-withdrawn',
  'drill',
  'note',
  'promise-made',
  'promise-kept',
  'promise-broken',
] as const satisfies readonly LogKind[];

const lineSchema = z
  .object({
    at: instant,
    kind: z.enum(kinds),
    site: z.string().nullable(),
    who: z.string().nullable(),
    subject: z.object({ fr: z.string(), en: z.string() }),
    note: z.string(),
    severity: z.enum(['information', 'warning', 'critical']).nullable(),
    span: z.object({ from: instant, to: instant }).nullable(),
  })
  .meta({ id: 'LogLine' });
export const promiseSchema = z
  .object({
    id: z.string(),
    site: z.string().nullable(),
    party: z.enum(parties),
    who: z.string(),
    what: z.string(),
    due: instant,
    made: instant,
    by: z.string(),
    closed: z.object({ kept: z.boolean(), at: instant, by: z.string(), note: z.string() }).nullable(),
  })
  .meta({ id: 'Promise' });
const bodyShape = {
  from: instant,
  to: instant,
  lines: z.array(lineSchema),
  leftOut: z.number().int().describe('Older lines of this page that are not listed.'),
  promises: z.array(promiseSchema).describe('Still open at its end.'),
};
const signature = z.object({ who: z.string(), note: z.string() });
export const pageSchema = z
  .object({
    id: z.string(),
    ...bodyShape,
    outgoing: signature,
    incoming: signature.extend({ at: instant }).nullable(),
  })
  .meta({ id: 'LogPage' });
export const openPageSchema = z.object({
  ...bodyShape,
  /** The one before, which somebody may still have to take over. */
  last: pageSchema.nullable(),
});

const lineShape = ({ at, span, ...line }: LogLine): z.input<typeof lineSchema> => ({
  ...line,
  at: iso(at),
  span: span && { from: iso(span.fromAt), to: iso(span.toAt) },
});
export const promiseShape = (promise: OpenPromise | StoredPromise): z.input<typeof promiseSchema> => {
  const { id, site, party, who, what, by, dueAt, madeAt } = promise;
  const closed = 'closed' in promise ? promise.closed : null;
  return {
    ...{ id, site, party, who, what, by },
    due: iso(dueAt),
    made: iso(madeAt),
    closed: closed && { ...closed, at: iso(closed.at) },
  };
};

/** `sees`: lines and promises of other sites are left out for whoever answers for a part of the house. */
export const pageContent = (
  { lines, leftOut, promises, fromAt, toAt }: PageBody & { readonly fromAt: number; readonly toAt: number },
  sees: (site: string | null) => boolean,
) => ({
  from: iso(fromAt),
  to: iso(toAt),
  lines: lines.filter(({ site }) => sees(site)).map(lineShape),
  leftOut,
  promises: promises.filter(({ site }) => sees(site)).map(promiseShape),
});

export const pageShape = (
  page: LogPage,
  sees: (site: string | null) => boolean,
): z.input<typeof pageSchema> => ({
  id: page.id,
  ...pageContent(page, sees),
  outgoing: page.outgoing,
  incoming: page.incoming && { ...page.incoming, at: iso(page.incoming.at) },
});
