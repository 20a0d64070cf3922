/** One link as its raw readings tell it: load over the contract, up or down. Core: the clock is an argument. */
import type { Link } from '../../lib/inventory/inventory.ts';
import type { RawReading } from '../../lib/readings/reading.ts';
import type { Window } from '../../lib/readings/rolling-mean.ts';
import { addSample, meanOf, resolutionMs } from '../../lib/readings/rolling-mean.ts';
import type { Instant } from '../../lib/time/clock.ts';

/** The contract speaks of a minute's mean. */
export const meanSpanMs = 60_000;
/** Nothing comes back for this long: the link is down, whatever its interface says. */
const deafMs = 30_000;
/** Silence of this many periods, and at least as long, leaves the state of the interface unknown. */
const silentPeriods = 3;
const silentMs = 15_000;

export interface LinkTrack {
  readonly link: Link;
  readonly inWindow: Window;
  readonly outWindow: Window;
  /** Period at which its traffic is read now. */
  readonly everyMs: number;
  readonly operUp: boolean | null;
  readonly operAt: Instant;
  readonly operEveryMs: number;
  readonly monitorUp: boolean | null;
  readonly lossFullSince: Instant | null;
  readonly sampledAt: Instant | null;
}

export const newTrack = (link: Link): LinkTrack => ({
  link,
  inWindow: [],
  outWindow: [],
  everyMs: 10_000,
  operUp: null,
  operAt: 0,
  operEveryMs: 5_000,
  monitorUp: null,
  lossFullSince: null,
  sampledAt: null,
});

/** The link with one more reading. */
export function track(before: LinkTrack, raw: RawReading, now: Instant): LinkTrack {
  const { link } = before;
  const ofInterface = raw.instance === link.interface;
  switch (raw.metric) {
    case 'interface.in_bits_per_second':
      return ofInterface ? withTraffic(before, raw, now, 'inWindow') : before;
    case 'interface.out_bits_per_second':
      return ofInterface ? withTraffic(before, raw, now, 'outWindow') : before;
    case 'interface.oper_state':
      if (!ofInterface || raw.value === null) return before;
      // ifOperStatus: up is 1, dormant 5 waits for traffic (RFC 2863).
      return { ...before, operUp: raw.value === 1 || raw.value === 5, operAt: now, operEveryMs: raw.everyMs };
    case 'link.state':
      // The firewall's own monitor; what this collector says itself stands under the link's name.
      return ofInterface && link.interface !== link.id
        ? {
            ...before,
            monitorUp: raw.state === undefined || raw.state === 'unknown' ? null : raw.state === 'good',
          }
        : before;
    case 'link.loss_ratio':
      // Said under the link's name, by its probe or again by this collector.
      if (raw.value === null || (!ofInterface && raw.instance !== link.id)) return before;
      return { ...before, lossFullSince: raw.value >= 0.999 ? (before.lossFullSince ?? now) : null };
    default:
      return before;
  }
}

function withTraffic(
  before: LinkTrack,
  raw: RawReading,
  now: Instant,
  side: 'inWindow' | 'outWindow',
): LinkTrack {
  // A gap in the counters (reset, wrap) is a gap here too, never a zero.
  if (raw.value === null || !Number.isFinite(raw.value)) return before;
  return {
    ...before,
    [side]: addSample(before[side], { at: raw.at, value: raw.value }, meanSpanMs),
    everyMs: raw.everyMs,
    sampledAt: now,
  };
}

/** Null: not known now. */
export function linkUp(found: LinkTrack, now: Instant): boolean | null {
  const { operUp, operAt, operEveryMs, monitorUp, lossFullSince } = found;
  const silent = Math.abs(now - operAt) > Math.max(silentMs, silentPeriods * operEveryMs);
  if (operUp === null || silent) return null;
  if (!operUp || monitorUp === false) return false;
  return lossFullSince === null || now - lossFullSince < deafMs;
}

export interface LinkLoad {
  readonly at: Instant;
  readonly inBitsPerSecond: number;
  readonly outBitsPerSecond: number;
  readonly inRatio: number;
  readonly outRatio: number;
  /** Busier direction, this instant and over the minute. */
  readonly nowRatio: number;
  readonly meanRatio: number;
  readonly resolutionMs: number;
}

/** Null without traffic read in the last periods. */
export function linkLoad(found: LinkTrack, now: Instant): LinkLoad | null {
  const { link, inWindow, outWindow, everyMs, sampledAt } = found;
  const lastIn = inWindow.at(-1);
  const lastOut = outWindow.at(-1);
  const meanIn = meanOf(inWindow, meanSpanMs);
  const meanOut = meanOf(outWindow, meanSpanMs);
  if (!lastIn || !lastOut || meanIn === null || meanOut === null || sampledAt === null) return null;
  if (Math.abs(now - sampledAt) > silentPeriods * everyMs) return null;
  const rate = link.contractedBitsPerSecond;
  return {
    at: Math.max(lastIn.at, lastOut.at),
    inBitsPerSecond: lastIn.value,
    outBitsPerSecond: lastOut.value,
    inRatio: lastIn.value / rate,
    outRatio: lastOut.value / rate,
    nowRatio: Math.max(lastIn.value, lastOut.value) / rate,
    meanRatio: Math.max(meanIn, meanOut) / rate,
    resolutionMs: resolutionMs(inWindow) ?? everyMs,
  };
}
