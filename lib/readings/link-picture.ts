/** A link as the screens show it: its load against the contract, its quality, its place in the overflow. */
import type { Link } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import type { Measured } from './measured.ts';
import { measured } from './measured.ts';
import type { Picture, SitePicture } from './picture.ts';
import type { OverflowResult, OverflowState } from './states.ts';
import { overflowResults, overflowStates } from './states.ts';

export interface LinkPicture {
  readonly link: Link;
  readonly up: boolean | null;
  readonly state: Measured;
  /** Busier direction over the contract, mean of a minute. */
  readonly use: Measured;
  readonly inRatio: Measured;
  readonly outRatio: Measured;
  readonly inBitsPerSecond: Measured;
  readonly outBitsPerSecond: Measured;
  readonly loss: Measured;
  readonly latency: Measured;
  readonly jitter: Measured;
  /** Only of a primary with `overflow_at`. */
  readonly overflow: OverflowState | null;
  readonly overflowSince: Instant | null;
  readonly overflowResult: OverflowResult | null;
  readonly relayDelayMs: number | null;
  readonly relayResolutionMs: number | null;
}

/** The word of an enumeration; null when its number says none. */
export const wordOf = <T extends string>(
  words: Readonly<Record<T, number>>,
  value: number | null,
): T | null => (Object.keys(words) as T[]).find((word) => words[word] === value) ?? null;

const toMs = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1_000);

export function linkPicture(picture: Picture, site: SitePicture, link: Link): LinkPicture {
  const of = (metric: string): Measured => measured(picture, site.id, link.device, metric, link.id);
  const state = of('link.state');
  const overflow = of('link.overflow_state');
  return {
    link,
    up: state.value === null ? null : state.value === 1,
    state,
    use: of('link.use_ratio'),
    inRatio: of('link.in_ratio'),
    outRatio: of('link.out_ratio'),
    inBitsPerSecond: of('link.in_bits_per_second'),
    outBitsPerSecond: of('link.out_bits_per_second'),
    loss: of('link.loss_ratio'),
    latency: of('link.latency_seconds'),
    jitter: of('link.jitter_seconds'),
    overflow: wordOf(overflowStates, overflow.value),
    overflowSince: overflow.value === null ? null : overflow.since,
    overflowResult: wordOf(overflowResults, of('link.overflow_result').value),
    relayDelayMs: toMs(of('link.relay_delay_seconds').value),
    relayResolutionMs: toMs(of('link.relay_resolution_seconds').value),
  };
}

export interface SiteLinks {
  readonly primary: LinkPicture | null;
  readonly backup: LinkPicture | null;
  readonly others: readonly LinkPicture[];
}

export function siteLinks(picture: Picture, site: SitePicture): SiteLinks {
  const all = site.links.map((link) => linkPicture(picture, site, link));
  const primary = all.find((one) => one.link.role === 'primary') ?? null;
  const backup = all.find((one) => one.link.role === 'backup') ?? null;
  return { primary, backup, others: all.filter((one) => one !== primary && one !== backup) };
}

export interface TunnelPicture {
  readonly id: string;
  readonly tunnel: string;
  readonly state: Measured;
  readonly up: boolean | null;
}

/** Tunnels of the site book, each with what its device says of it. */
export const siteTunnels = (picture: Picture, site: SitePicture): readonly TunnelPicture[] =>
  site.vpn.map((vpn) => {
    const state = measured(picture, site.id, vpn.device, 'vpn.tunnel_state', vpn.tunnel);
    const up = state.value === null || state.state === 'unknown' ? null : state.state === 'good';
    return { id: vpn.id, tunnel: vpn.tunnel, state, up };
  });
