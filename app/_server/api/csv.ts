/** History as CSV (RFC 4180): one line a point, UTF-8 with its mark, so that a spreadsheet opens it as it is. */
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import type { SeriesKey } from '../../../lib/readings/reading.ts';
import type { History } from '../../../lib/readings/reading-store.ts';
import { iso } from './shapes.ts';

const head = ['at', 'site', 'device', 'metric', 'instance', 'unit', 'mean', 'min', 'max', 'count'];

/** A cell that a spreadsheet would take for a formula is marked as text: instances are names given by devices. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLines(all: readonly (SeriesKey & { readonly history: History })[]): string {
  const lines = [head.join(',')];
  for (const { history, site, device, metric, instance } of all) {
    const names = [site, device, metric, instance, metricOf(metric)?.unit ?? ''].map(cell).join(',');
    for (const point of history.points)
      lines.push(`${iso(point.at)},${names},${point.mean},${point.min},${point.max},${point.count}`);
  }
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

export function csvOf(all: readonly (SeriesKey & { readonly history: History })[]): Response {
  const first = all[0];
  return csvFile(first ? `vigie-${first.site}-${first.device}.csv` : 'vigie.csv', csvLines(all));
}

/** A table of its own: heads and rows, each cell made safe. */
export const csvTable = (
  name: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Response => {
  const lines = rows.map((row) => row.map((one) => cell(one === null ? '' : String(one))).join(','));
  return csvFile(name, `\ufeff${[heads.join(','), ...lines].join('\r\n')}\r\n`);
};

function csvFile(name: string, text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'cache-control': 'no-store',
    },
  });
}
