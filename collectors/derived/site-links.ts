/** The links of one site: from raw readings to link readings, overflow and the wish to be read faster. Core. */
import type { Link, Site } from '../../lib/inventory/inventory.ts';
import type { OverflowMemory } from '../../lib/readings/link-overflow.ts';
import { advanceOverflow, firstMemory, viewOverflow } from '../../lib/readings/link-overflow.ts';
import type { RawReading, State } from '../../lib/readings/reading.ts';
import type { OverflowResult } from '../../lib/readings/states.ts';
import { linkStates, overflowResults, overflowStates } from '../../lib/readings/states.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { LinkLoad, LinkTrack } from './link-track.ts';
import { linkLoad, linkUp, newTrack, track } from './link-track.ts';

/** States are said this often, and at once when they change. */
export const stateEveryMs = 5_000;
/** A link is read faster from here … */
export const fastAboveRatio = 0.6;
/** … to here. */
export const fastBelowRatio = 0.55;
export const fastEveryMs = 2_000;
/** A link without overflow that is this full for this long is too small for its site. */
const capacityRatio = 0.8;
const capacityForMs = 300_000;

export interface Hasten {
  readonly device: string;
  readonly interface: string;
  readonly everyMs: number | null;
}
export interface LinksOutput {
  readonly readings: RawReading[];
  readonly hasten: Hasten[];
}

const resultState: Record<OverflowResult, State> = {
  none: 'good',
  pending: 'good',
  held: 'good',
  'no-relay': 'critical',
  'late-relay': 'warning',
  'no-relief': 'warning',
};
const quality = new Set(['link.loss_ratio', 'link.latency_seconds', 'link.jitter_seconds']);

export class SiteLinksTracker {
  #tracks: LinkTrack[] = [];
  /** By link: the machine of a primary. Kept when the book changes. */
  readonly #memories: Map<string, OverflowMemory>;
  readonly #fullSince = new Map<string, Instant>();
  readonly #fast = new Set<string>();
  readonly #monitors = new Map<string, string>();
  readonly #saidUp = new Map<string, boolean | null>();

  constructor(memories: ReadonlyMap<string, OverflowMemory>) {
    this.#memories = new Map(memories);
  }

  get memories(): ReadonlyMap<string, OverflowMemory> {
    return this.#memories;
  }

  apply(site: Site): void {
    this.#tracks = site.links.map((link) => {
      const before = this.#tracks.find((one) => one.link.id === link.id);
      return before && same(before.link, link) ? { ...before, link } : newTrack(link);
    });
    // The pollers may have begun anew: what is busy asks again.
    this.#fast.clear();
    for (const id of this.#memories.keys())
      if (!site.links.some((link) => link.id === id && link.overflow !== null)) this.#memories.delete(id);
  }

  /** A batch of raw readings has passed. */
  take(batch: readonly RawReading[], now: Instant): LinksOutput {
    const output: LinksOutput = { readings: [], hasten: [] };
    const touched = new Set<string>();
    for (const raw of batch) {
      for (const [i, one] of this.#tracks.entries()) {
        if (raw.site !== one.link.site || raw.device !== one.link.device) continue;
        const after = track(one, raw, now);
        if (after.inWindow !== one.inWindow || after.outWindow !== one.outWindow) touched.add(one.link.id);
        this.#tracks[i] = after;
        if (this.#measures(one.link, raw)) output.readings.push(ofLink(after, raw));
      }
    }
    for (const one of this.#tracks) {
      const load = touched.has(one.link.id) ? linkLoad(one, now) : null;
      if (load) this.#sayLoad(one, load, now, output);
    }
    this.#advance(now, output, false);
    return output;
  }

  /**
   * What the firewall measures is said again of the link, but where the link has a probe of its own. Of several
   * monitors on one interface, the one of its very name speaks, else the first.
   */
  #measures(link: Link, raw: RawReading): boolean {
    if (!quality.has(raw.metric) || link.probe.length > 0 || !speaksOf(link, raw.instance)) return false;
    if (raw.instance === link.interface || !this.#monitors.has(link.id))
      this.#monitors.set(link.id, raw.instance);
    return this.#monitors.get(link.id) === raw.instance;
  }

  /** Each `stateEveryMs`: the states are said again, and silence is noticed. */
  tick(now: Instant): LinksOutput {
    const output: LinksOutput = { readings: [], hasten: [] };
    this.#advance(now, output, true);
    return output;
  }

  #sayLoad(one: LinkTrack, load: LinkLoad, now: Instant, output: LinksOutput): void {
    const { link, everyMs } = one;
    const say = (metric: string, value: number, state?: State): void => {
      output.readings.push(reading(link, metric, value, null, load.at, everyMs, state));
    };
    say('link.in_bits_per_second', load.inBitsPerSecond);
    say('link.out_bits_per_second', load.outBitsPerSecond);
    say('link.in_ratio', load.inRatio);
    say('link.out_ratio', load.outRatio);
    const full = load.meanRatio >= capacityRatio;
    if (!full) this.#fullSince.delete(link.id);
    else if (!this.#fullSince.has(link.id)) this.#fullSince.set(link.id, now);
    const since = this.#fullSince.get(link.id);
    const tooSmall = link.overflow === null && since !== undefined && now - since >= capacityForMs;
    say('link.use_ratio', load.meanRatio, tooSmall ? 'warning' : 'good');
    this.#pace(link, load, output);
  }

  /** The pair is read together: the delay of the relay is seen on the backup. */
  #pace(link: Link, load: LinkLoad, output: LinksOutput): void {
    const busy = Math.max(load.nowRatio, load.meanRatio);
    const before = this.#fast.size > 0;
    if (busy > fastAboveRatio) this.#fast.add(link.id);
    else if (busy < fastBelowRatio) this.#fast.delete(link.id);
    const after = this.#fast.size > 0;
    if (before === after) return;
    for (const { link: other } of this.#tracks)
      output.hasten.push({
        device: other.device,
        interface: other.interface,
        everyMs: after ? fastEveryMs : null,
      });
  }

  #advance(now: Instant, output: LinksOutput, sayAll: boolean): void {
    const backup = this.#tracks.find((one) => one.link.role === 'backup');
    for (const one of this.#tracks) {
      this.#sayState(one, now, output, sayAll);
      if (one.link.overflow === null) continue;
      const memory = this.#memories.get(one.link.id) ?? firstMemory(now);
      const load = linkLoad(one, now);
      const primaryUp = linkUp(one, now);
      // Nothing is known of it: the machine waits, and its last word grows stale.
      if (load === null && primaryUp === null) continue;
      const backupLoad = backup ? linkLoad(backup, now) : null;
      const after = advanceOverflow(
        memory,
        {
          at: now,
          primaryUp,
          backupUp: backup ? linkUp(backup, now) : false,
          primaryRatio: load?.nowRatio ?? null,
          primaryMeanRatio: load?.meanRatio ?? null,
          backupRatio: backupLoad?.nowRatio ?? null,
          resolutionMs: Math.max(load?.resolutionMs ?? one.everyMs, backupLoad?.resolutionMs ?? 0),
        },
        one.link.overflow,
      );
      this.#memories.set(one.link.id, after);
      const view = viewOverflow(after, one.link.overflow);
      const before = viewOverflow(memory, one.link.overflow);
      if (sayAll || view.state !== before.state || view.result !== before.result)
        output.readings.push(...overflowReadings(one.link, view, now));
    }
  }

  #sayState(one: LinkTrack, now: Instant, output: LinksOutput, always: boolean): void {
    const { link } = one;
    const up = linkUp(one, now);
    if (!always && this.#saidUp.get(link.id) === up) return;
    this.#saidUp.set(link.id, up);
    const text = up === null ? null : up ? 'up' : 'down';
    const state: State = up === null ? 'unknown' : up ? 'good' : 'critical';
    output.readings.push(
      reading(link, 'link.state', text && linkStates[text], text, now, stateEveryMs, state),
    );
  }
}

const same = (a: Link, b: Link): boolean =>
  a.device === b.device &&
  a.interface === b.interface &&
  a.contractedBitsPerSecond === b.contractedBitsPerSecond;

const reading = (
  link: Link,
  metric: string,
  value: number | null,
  text: string | null,
  at: Instant,
  everyMs: number,
  state?: State,
): RawReading => ({
  site: link.site,
  device: link.device,
  metric,
  instance: link.id,
  value,
  text,
  at,
  everyMs,
  ...(state === undefined ? {} : { state }),
});

/** A monitor bears the name of the interface, or has it in its own: "SD-WAN ping wan1". */
const speaksOf = (link: Link, instance: string): boolean =>
  instance !== link.id && instance.split(/[\s,/:]+/).includes(link.interface);

/** Nothing comes back: there is no time that it took. Some firewalls then say 0 ms. */
function ofLink({ link, lossFullSince }: LinkTrack, raw: RawReading): RawReading {
  const timeless =
    raw.metric !== 'link.loss_ratio' &&
    (lossFullSince !== null || (raw.value === 0 && raw.metric === 'link.latency_seconds'));
  return { ...raw, instance: link.id, ...(timeless ? { value: null, state: 'unknown' as const } : {}) };
}

function overflowReadings(link: Link, view: ReturnType<typeof viewOverflow>, now: Instant): RawReading[] {
  const severity =
    view.state === 'both-down'
      ? 'critical'
      : view.state === 'fail-over'
        ? 'warning'
        : resultState[view.result];
  const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1_000);
  const delay = seconds(view.relayDelayMs);
  return [
    reading(link, 'link.overflow_state', overflowStates[view.state], view.state, now, stateEveryMs, severity),
    reading(
      link,
      'link.overflow_result',
      overflowResults[view.result],
      view.result,
      now,
      stateEveryMs,
      resultState[view.result],
    ),
    ...(delay === null
      ? []
      : [
          reading(
            link,
            'link.relay_delay_seconds',
            delay,
            null,
            now,
            stateEveryMs,
            view.result === 'late-relay' ? 'warning' : 'good',
          ),
          reading(
            link,
            'link.relay_resolution_seconds',
            seconds(view.relayResolutionMs),
            null,
            now,
            stateEveryMs,
            'good',
          ),
        ]),
  ];
}
