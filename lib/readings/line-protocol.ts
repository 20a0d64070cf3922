/**
 * Line protocol of time-series servers, written by hand: every name and text is escaped, and what cannot be
 * written (a line break in a name, a number that is not finite) is refused rather than sent.
 * https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
 */
import type { Reading, SeriesKey, State } from './reading.ts';

export const stateCodes: Readonly<Record<State, number>> = { good: 0, warning: 1, critical: 2, unknown: 3 };
export const statesByCode: readonly State[] = ['good', 'warning', 'critical', 'unknown'];

/** Control characters would end the line or hide; no site book or device needs them in a name. */
const control = /[\p{Cc}\u2028\u2029]/u;
const special = /[,= ]/;

/** Null for a name that no line can carry. A tag may not end in a backslash ("C:\\"): it would escape the separator. */
function name(text: string): string | null {
  if (text === '' || control.test(text)) return null;
  const closed = text.replaceAll('%', '%25').replace(/\\$/, '%5C');
  if (!special.test(closed)) return closed;
  return closed.replaceAll(',', '\\,').replaceAll('=', '\\=').replaceAll(' ', '\\ ');
}
/** A name as it was before `name`, from what the server gives back (unescaped). */
export const nameBack = (text: string): string =>
  text.includes('%') ? text.replaceAll('%5C', '\\').replaceAll('%25', '%') : text;

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** `measurement,tags`: the same for every reading of a series, so callers keep it. Null: refused. */
export function seriesHead(key: SeriesKey): string | null {
  const metric = name(key.metric);
  const site = name(key.site);
  const device = name(key.device);
  if (metric === null || site === null || device === null) return null;
  if (key.instance === '') return `${metric},device=${device},site=${site}`;
  const instance = name(key.instance);
  // Tags in the order of their names: the server then need not sort them.
  return instance === null ? null : `${metric},device=${device},instance=${instance},site=${site}`;
}

/** v the value, t the device's word, s the state, c since when, e the period: one line. Null: refused. */
export function readingLine(head: string, reading: Reading): string | null {
  const { value, text, at } = reading;
  if (!Number.isSafeInteger(at) || (value !== null && !Number.isFinite(value))) return null;
  const v = value === null ? '' : `v=${value},`;
  const t = text === null ? '' : `t=${quoted(text)},`;
  return `${head} ${v}${t}s=${stateCodes[reading.state]}i,c=${Math.round(reading.since)}i,e=${Math.round(reading.everyMs)}i ${at}`;
}

/** A line of plain numbers and texts, for roll-ups and labels. Numbers are written as floats. */
export function fieldsLine(
  head: string,
  fields: Readonly<Record<string, number | string>>,
  at: number,
): string | null {
  const written: string[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (typeof value === 'number' && !Number.isFinite(value)) return null;
    written.push(`${field}=${typeof value === 'number' ? value : quoted(value)}`);
  }
  return written.length === 0 || !Number.isSafeInteger(at) ? null : `${head} ${written.join(',')} ${at}`;
}
