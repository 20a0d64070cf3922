/** One link on the network wall: its last hour mirrored about an axis, its figure, its loss and latency. */
import { hourOf, type Recent } from '../../../../components/live/recent.ts';
import type { Severity } from '../../../../components/sign/severity.ts';
import { type Figure, figureOf, severityOf } from '../../../../components/wall/measured-figure.ts';
import { areaPath, type Box, linePath } from '../../../../components/wall/path.ts';
import type { Link } from '../../../../lib/inventory/inventory.ts';
import {
  formatBitRate,
  formatDuration,
  formatNumber,
  formatRatio,
  nbsp,
} from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { LinkPicture } from '../../../../lib/readings/link-picture.ts';
import type { Measured } from '../../../../lib/readings/measured.ts';
import type { Picture, SitePicture } from '../../../../lib/readings/picture.ts';
import { seriesId } from '../../../../lib/readings/reading.ts';

export interface LinkChart {
  readonly box: Box;
  readonly axis: number;
  readonly areaIn: string;
  readonly areaOut: string;
  readonly lineIn: string;
  readonly lineOut: string;
  /** What passes the threshold, above and below; empty when nothing does. */
  readonly over: string;
  /** Heights of the dashes; null when the book sets no threshold. */
  readonly thresholds: readonly [number, number] | null;
}
export interface Measure {
  readonly figure: Figure;
  readonly severity: Severity | null;
  readonly hair: string;
}
export interface LinkView {
  readonly id: string;
  readonly letter: string;
  readonly chart: LinkChart;
  readonly use: Figure;
  readonly rate: string | null;
  readonly cut: boolean;
  /** Baseline of loss and latency. */
  readonly measuresBaseline: number;
  readonly loss: Measure;
  readonly latency: Measure;
}
export interface LinkScene {
  readonly picture: Picture;
  readonly recent: Recent;
  readonly site: SitePicture;
  readonly locale: Locale;
}

const hour = (scene: LinkScene, link: Link, metric: string): readonly (number | null)[] =>
  hourOf(
    scene.recent,
    seriesId({ site: scene.site.id, device: link.device, metric, instance: link.id }),
    scene.picture.now,
  );

/** Full half-height is the contracted rate, so that all charts compare; the scale never adapts. */
export function chartOf(scene: LinkScene, link: Link, box: Box): LinkChart {
  const axis = box.y + box.height / 2;
  const half = box.height / 2;
  const up: Box = { ...box, height: half };
  const down: Box = { ...box, y: axis, height: half };
  const rise = (value: number): number => value;
  const hang = (value: number): number => 1 - value;
  const into = hour(scene, link, 'link.in_ratio');
  const out = hour(scene, link, 'link.out_ratio');
  const limit = link.overflow?.atRatio ?? null;
  const beyond = (values: readonly (number | null)[]) =>
    values.map((value) => (limit !== null && value !== null && value > limit ? value : null));
  const over =
    limit === null
      ? ''
      : areaPath(beyond(into), up, rise, axis - half * limit) +
        areaPath(beyond(out), down, hang, axis + half * limit);
  return {
    box,
    axis,
    areaIn: areaPath(into, up, rise, axis),
    areaOut: areaPath(out, down, hang, axis),
    lineIn: linePath(into, up, rise),
    lineOut: linePath(out, down, hang),
    over,
    thresholds: limit === null ? null : [axis - half * limit, axis + half * limit],
  };
}

const formatLatency = (seconds: number, locale: Locale): string =>
  seconds < 1
    ? `${formatNumber(Math.round(seconds * 1000), locale)}${nbsp}ms`
    : `${formatNumber(seconds, locale, 1)}${nbsp}s`;

/** A hair is scaled to its own limit: its top is the warning bound, so a low flat hair is a calm link. */
function measure(
  scene: LinkScene,
  measured: Measured,
  format: (value: number) => string,
  hair: string,
): Measure {
  return {
    figure: figureOf(measured, format, scene.picture.now, scene.locale),
    severity: severityOf(measured),
    hair,
  };
}

const hairHeight = 16;
/** Warning bounds of the catalogue, as the top of the hairs. */
const lossTop = 0.01;
const latencyTop = 0.15;

export interface LinkPlace {
  readonly chart: Box;
  /** Baseline of the loss and latency figures of this link. */
  readonly baseline: number;
}

export function linkView(scene: LinkScene, of: LinkPicture, place: LinkPlace, large: boolean): LinkView {
  const { picture, locale } = scene;
  const { link } = of;
  const text = wallMessages[locale];
  const busier = Math.max(of.inBitsPerSecond.value ?? -1, of.outBitsPerSecond.value ?? -1);
  const hair = (metric: string, x: number, top: number): string => {
    const box = { x, y: place.baseline + 7, width: 120, height: hairHeight };
    return linePath(hour(scene, link, metric), box, (value) => value / top);
  };
  const loss = (value: number): string => formatRatio(value, locale, value < 0.0995 ? 1 : 0);
  const latency = (value: number): string => formatLatency(value, locale);
  return {
    id: link.id,
    letter: link.role === 'primary' ? text.primaryLetter : text.backupLetter,
    chart: chartOf(scene, link, place.chart),
    use: figureOf(of.use, (value) => formatRatio(value, locale), picture.now, locale),
    rate: large && busier >= 0 ? formatBitRate(busier, locale) : null,
    cut: of.up === false,
    measuresBaseline: place.baseline,
    loss: measure(scene, of.loss, loss, hair('link.loss_ratio', 1354, lossTop)),
    latency: measure(scene, of.latency, latency, hair('link.latency_seconds', 1504, latencyTop)),
  };
}

/** The upright line of an overflow that began within the hour, with its hour and the delay of the relay. */
export interface OverflowMark {
  readonly ratio: number;
  readonly clock: string;
  readonly relay: string;
  /** "± 2 s": a delay is known to one poll, no better. */
  readonly resolution: string | null;
}
const hourMs = 3_600_000;

export function overflowMark(
  scene: LinkScene,
  of: LinkPicture,
  clockOf: (at: number) => string,
): OverflowMark | null {
  const { locale, picture } = scene;
  const text = wallMessages[locale];
  if ((of.overflow !== 'overflow' && of.overflow !== 'fail-over') || of.overflowSince === null) return null;
  const age = picture.now - of.overflowSince;
  if (age > hourMs || age < 0) return null;
  const { relayDelayMs, relayResolutionMs } = of;
  return {
    ratio: 1 - age / hourMs,
    clock: clockOf(of.overflowSince),
    relay:
      relayDelayMs === null
        ? of.overflow === 'overflow'
          ? text.noRelayYet
          : ''
        : text.relayedIn(formatDuration(relayDelayMs, locale)),
    resolution:
      relayDelayMs === null || relayResolutionMs === null
        ? null
        : `±${nbsp}${formatDuration(relayResolutionMs, locale)}`,
  };
}
