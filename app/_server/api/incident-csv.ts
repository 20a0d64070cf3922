/** A list of incidents as CSV (RFC 4180), as `csv.ts` does for readings. */
import type { z } from 'zod';
import { cell } from './csv.ts';
import type { incidentSchema } from './incident-shapes.ts';

type Shape = z.input<typeof incidentSchema>;
const columns = [
  'id',
  'site',
  'device',
  'instance',
  'rule',
  'severity',
  'state',
  'openedAt',
  'acknowledgedAt',
  'resolvedAt',
  'title',
  'reason',
  'owner',
  'root',
  'maintenance',
  'exercise',
] as const satisfies readonly (keyof Shape)[];

export function incidentCsv(items: readonly Shape[]): Response {
  const lines = items.map((one) => columns.map((name) => cell(String(one[name] ?? ''))).join(','));
  return new Response(`\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="vigie-incidents.csv"',
      'cache-control': 'no-store',
    },
  });
}
