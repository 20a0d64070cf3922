/** Calls of a site as every wall counts them: channels in use on the E1 that answer, and calls over VoIP. */
import { type Measured, measured, measuredAll } from '../../lib/readings/measured.ts';
import type { Picture, SitePicture } from '../../lib/readings/picture.ts';
import { seriesId } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { hourOf, type Recent } from '../live/recent.ts';

export interface SpanPicture {
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  readonly line: Measured;
  readonly used: Measured;
  readonly channels: number;
}
export interface CallsPicture {
  /** Channels in use; null: nothing that is believed says how many. */
  readonly used: number | null;
  /** Channels that could carry a call: an E1 in alarm has none. */
  readonly usable: number;
  /** Channels that were bought. */
  readonly bought: number;
  readonly spans: readonly SpanPicture[];
}

/** B channels of an E1 whose gateway does not say: 32 time slots without framing and signalling. */
const channelsOfE1 = 30;
/** A gateway that counts more spans than this is read wrongly. */
export const maxSpans = 32;

const inOrder = (all: readonly Measured[]): readonly Measured[] =>
  all.toSorted((a, b) => a.instance.localeCompare(b.instance, 'en', { numeric: true })).slice(0, maxSpans);

const alarmed = (span: SpanPicture): boolean =>
  span.line.state === 'critical' || span.line.state === 'warning';

function spansOf(picture: Picture, site: SitePicture, device: string): readonly SpanPicture[] {
  const lines = inOrder(measuredAll(picture, site.id, device, 'e1.line_state'));
  const used = inOrder(measuredAll(picture, site.id, device, 'e1.channels_used_count'));
  const main = lines.length > 0 ? lines : used;
  return main.map(({ instance }) => {
    const channels = measured(picture, site.id, device, 'e1.channels_count', instance).value;
    return {
      site: site.id,
      device,
      instance,
      line: measured(picture, site.id, device, 'e1.line_state', instance),
      used: measured(picture, site.id, device, 'e1.channels_used_count', instance),
      channels: channels && channels > 0 ? Math.min(31, channels) : channelsOfE1,
    };
  });
}

/** Null: the site has no gateway that is read. */
export function callsOf(picture: Picture, site: SitePicture): CallsPicture | null {
  const gateways = site.devices.filter((device) => device.kind === 'gateway' || device.kind === 'pbx');
  if (gateways.length === 0) return null;
  const spans = gateways.flatMap((device) => spansOf(picture, site, device.id));
  const counted = spans.map((span) => span.used.value).filter((value) => value !== null);
  const calls = gateways
    .flatMap((device) => measuredAll(picture, site.id, device.id, 'voice.calls_count'))
    .map((one) => one.value)
    .filter((value) => value !== null);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const bought = sum(spans.map((span) => span.channels));
  return {
    used: counted.length > 0 ? sum(counted) : calls.length > 0 ? sum(calls) : null,
    usable: sum(spans.filter((span) => !alarmed(span)).map((span) => span.channels)),
    bought,
    spans,
  };
}

/**
 * Channels in use on these spans over the last hour, by slot. A slot is known when at least one span told it; a hole
 * in all of them stays a hole.
 */
export function channelsOfHour(
  recent: Recent,
  spans: readonly SpanPicture[],
  now: Instant,
): readonly (number | null)[] {
  const series = spans.map(({ site, device, instance }) =>
    hourOf(recent, seriesId({ site, device, metric: 'e1.channels_used_count', instance }), now),
  );
  return Array.from({ length: series[0]?.length ?? 0 }, (_, i) => {
    const told = series.map((values) => values[i]).filter((value) => value != null);
    return told.length > 0 ? told.reduce((sum, value) => sum + value, 0) : null;
  });
}

export const spanAlarmed = alarmed;
