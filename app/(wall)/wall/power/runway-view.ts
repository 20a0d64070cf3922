/** The fuel of one site on the power wall: figure, bar on the common axis of twelve hours, and the sum of the order. */
import type { Severity } from '../../../../components/sign/severity.ts';
import { type Figure, figureOf } from '../../../../components/wall/measured-figure.ts';
import {
  formatClock,
  formatDuration,
  formatNumber,
  formatRatio,
  nbsp,
} from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { FuelRunway } from '../../../../lib/readings/fuel-runway.ts';
import type { SitePicture } from '../../../../lib/readings/picture.ts';
import type { PowerPicture } from '../../../../lib/readings/power-picture.ts';
import type { Instant } from '../../../../lib/time/clock.ts';

export const axisLeft = 1296;
export const axisRight = 1896;
export const axisHours = 12;
const hourMs = 3_600_000;

/** Place of a duration from now on the axis; beyond twelve hours it is at its end. */
export const axisX = (ms: number): number =>
  axisLeft + (axisRight - axisLeft) * Math.min(1, Math.max(0, ms / (axisHours * hourMs)));

export interface RunwayView {
  readonly figure: Figure;
  /** "148 L, 74 %", with "estimé" when the generator stands still. */
  readonly caption: string;
  readonly level: string | null;
  readonly burning: string | null;
  readonly bar: { readonly end: number; readonly lacking: number | null };
  readonly tick: { readonly x: number; readonly text: string } | null;
  readonly empty: { readonly x: number; readonly text: string } | null;
  /** Shown in the colour of the row only when the fuel burns and will not reach the end of service. */
  readonly severity: Severity | null;
  readonly sentence: string | null;
  readonly sum: string | null;
}

const litresText = (litres: number, locale: Locale): string =>
  `${formatNumber(Math.round(litres), locale)}${nbsp}L`;

/** "Il manque 31 L : commander avant 15:12", and under it how that was reckoned. */
function order(runway: FuelRunway, site: SitePicture, locale: Locale) {
  const text = wallMessages[locale];
  if (runway.estimated || runway.serviceEndAt === null) return { sentence: null, sum: null };
  if (runway.orderBefore === null) return { sentence: text.enough, sum: null };
  const clock = (at: number) => formatClock(at, site.timezone);
  const litres = litresText(runway.missingLitres, locale);
  return {
    sentence:
      runway.orderBefore <= runway.now
        ? text.orderNow(litres)
        : text.missing(litres, clock(runway.orderBefore)),
    sum: text.sum(
      clock(runway.emptyAt),
      formatDuration(runway.deliveryMs, locale),
      formatDuration(runway.marginMs, locale),
    ),
  };
}

export function runwayView(
  power: PowerPicture,
  site: SitePicture,
  now: Instant,
  severity: Severity | null,
  locale: Locale,
): RunwayView | null {
  const { runway, litres, generator } = power;
  if (generator === null || litres.reading === null) return null;
  const text = wallMessages[locale];
  const levelRatio = generator.fuelRatio.value;
  const level = levelRatio === null ? null : formatRatio(levelRatio, locale);
  const volume = litres.value === null ? null : litresText(litres.value, locale);
  const short = runway !== null && runway.missingMs > 0 && !runway.estimated;
  const end = runway ? axisX(runway.runwayMs) : axisLeft;
  const service = runway?.serviceLeftMs ?? null;
  const serviceX = service === null ? null : axisX(service);
  return {
    figure: figureOf(
      { ...litres, value: runway?.runwayMs ?? null },
      (ms) => formatDuration(ms, locale),
      now,
      locale,
    ),
    caption: [volume, runway?.estimated ? text.estimated : level].filter((part) => part !== null).join(', '),
    level,
    burning:
      runway && volume && !runway.estimated
        ? text.litresAt(volume, `${formatNumber(runway.litresPerHour, locale, 1)}${nbsp}L/h`)
        : null,
    bar: { end, lacking: short && serviceX !== null ? serviceX : null },
    tick:
      serviceX !== null && runway?.serviceEndAt
        ? { x: serviceX, text: text.endOfService(formatClock(runway.serviceEndAt, site.timezone)) }
        : null,
    empty:
      short && runway ? { x: end, text: text.emptyAt(formatClock(runway.emptyAt, site.timezone)) } : null,
    severity: short ? severity : null,
    ...(runway ? order(runway, site, locale) : { sentence: null, sum: null }),
  };
}
