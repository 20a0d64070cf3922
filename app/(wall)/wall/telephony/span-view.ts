/** The E1 of a site side by side: one bar of N each; a line in alarm is one outlined run with one sign. */
import type { Severity } from '../../../../components/sign/severity.ts';
import { type SpanPicture, spanAlarmed } from '../../../../components/wall/calls.ts';
import { type Figure, figureOf, severityOf } from '../../../../components/wall/measured-figure.ts';
import type { Trouble } from '../../../../components/wall/trouble.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { e1Alarm } from '../../../../lib/readings/e1-alarm.ts';
import type { Instant } from '../../../../lib/time/clock.ts';

export interface SpanView {
  readonly id: string;
  readonly number: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Channels in use of those of the span. */
  readonly figure: Figure;
  readonly used: number;
  readonly channels: number;
  readonly severity: Severity | null;
  /** Word of the line while in alarm: "AIS". */
  readonly alarm: string | null;
  /** Narrow spans (more than four) show their bar and number alone. */
  readonly narrow: boolean;
}

/** Side by side up to here; more stand in a second line. */
const aLine = 4;
const narrowALine = 8;
const gap = 24;

/** Longest word of an alarm that has room beside its sign. */
const alarmRoom = 9;

/** The trouble told of this line: its severity is the one that every wall shows. */
const troubleOf = (span: SpanPicture, troubles: readonly Trouble[]): Trouble | undefined =>
  troubles.find((one) => one.device === span.device && one.id.endsWith(`/e1.line_state/${span.instance}`));

function alarmWord(span: SpanPicture): string | null {
  if (!spanAlarmed(span)) return null;
  return e1Alarm(span.line.text ?? '').slice(0, alarmRoom);
}

/** "2" for the second span; a number that the instance itself ends with is kept (`E1 0/2`, `dsx1-2`). */
export const spanNumber = (instance: string, index: number): string => {
  const last = /(\d+)$/.exec(instance)?.[1];
  return last && last.length <= 2 ? last : String(index + 1);
};

export function spanViews(
  spans: readonly SpanPicture[],
  place: { readonly left: number; readonly right: number; readonly y: number },
  troubles: readonly Trouble[],
  now: Instant,
  locale: Locale,
): readonly SpanView[] {
  const narrow = spans.length > aLine;
  const perLine = narrow ? narrowALine : aLine;
  const width = (place.right - place.left - gap * (perLine - 1)) / perLine;
  return spans.slice(0, 2 * narrowALine).map((span, i) => {
    const severity: Severity | null =
      troubleOf(span, troubles)?.severity ??
      severityOf(span.line) ??
      (span.line.reading !== null && span.line.freshness !== 'fresh' ? 'stale' : null);
    return {
      id: `${span.device}/${span.instance}`,
      number: spanNumber(span.instance, i),
      x: place.left + (i % perLine) * (width + gap),
      y: place.y + (narrow ? Math.floor(i / perLine) * 76 : 0),
      width,
      figure: figureOf(span.used, (value) => `${value}/${span.channels}`, now, locale),
      used: span.used.value ?? 0,
      channels: span.channels,
      severity,
      alarm: alarmWord(span),
      narrow,
    };
  });
}
