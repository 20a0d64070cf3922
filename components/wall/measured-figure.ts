/** A measured value as a figure of a wall: its value while it is believed, its age while it is old, then a dash. */
import { formatDuration, noValue } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import type { Measured } from '../../lib/readings/measured.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { Severity } from '../sign/severity.ts';

export interface Figure {
  readonly text: string;
  readonly stale: boolean;
  readonly age: string | null;
}
export const noFigure: Figure = { text: noValue, stale: false, age: null };

export function figureOf(
  measured: Pick<Measured, 'value' | 'freshness' | 'at'>,
  format: (value: number) => string,
  now: Instant,
  locale: Locale,
): Figure {
  if (measured.value === null) return noFigure;
  const stale = measured.freshness !== 'fresh';
  const age = stale && measured.at !== null ? formatDuration(now - measured.at, locale) : null;
  return { text: format(measured.value), stale, age };
}

/** Colour of a figure: only for a state that is believed and bad. */
export const severityOf = (measured: Pick<Measured, 'state'>): Severity | null =>
  measured.state === 'critical' || measured.state === 'warning' ? measured.state : null;
