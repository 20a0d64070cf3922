/**
 * What rules would have said over past readings: the same evaluation, on a clock that the readings move. What is not in
 * a reading (silence, a measure that stops while its device answers) cannot be replayed and is named as such.
 */
import type { Reading } from '../readings/reading.ts';
import type { ReadingStore } from '../readings/reading-store.ts';
import type { Instant } from '../time/clock.ts';
import { evaluate } from './evaluate.ts';
import { newEvaluation } from './evaluation-state.ts';
import type { Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import type { AlertingEvent, Reason, Transition } from './transition.ts';

export interface Episode {
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  readonly metric: string | null;
  readonly raisedAt: Instant;
  readonly reason: Reason;
  /** Null: still raised when the readings end. */
  readonly clearedAt: Instant | null;
}
export interface RuleReplayed {
  readonly rule: string;
  readonly raised: number;
  readonly totalMs: number;
  readonly longestMs: number;
  readonly stillRaised: number;
  /** The thing that raised it most often. */
  readonly noisiest: { readonly thing: string; readonly raised: number } | null;
}
export interface Replayed {
  readonly from: Instant;
  readonly to: Instant;
  readonly readings: number;
  /** In the order in which they were raised; the first `maxEpisodes` of them. */
  readonly episodes: readonly Episode[];
  readonly episodesLeftOut: number;
  /** Each rule that can be replayed, the noisiest first. */
  readonly rules: readonly RuleReplayed[];
  readonly notReplayed: readonly string[];
}
export interface ReplayOptions {
  readonly set: RuleSet;
  readonly source: Pick<ReadingStore, 'readingsBetween'>;
  readonly from: Instant;
  readonly to: Instant;
  readonly onProgress?: (at: Instant, readings: number) => void;
}

/** Episodes told one by one; beyond it they only count. */
export const maxEpisodes = 5_000;
/** Readings asked for at once: a window is halved above, doubled below a quarter of it. */
const windowReadings = 50_000;
const minWindowMs = 1_000;
const maxWindowMs = 86_400_000;
/** No reading of anything for so long: Vigie did not run. Time in which nobody looked proves nothing. */
const longestGapMs = 60_000;
const tickMs = 1_000;

/** Whether stored readings alone can raise the rule. */
export function canReplay({ match, conditions }: Rule): boolean {
  const told = conditions.map(({ kind }) => kind !== 'silence' && kind !== 'absence');
  return match === 'all' ? !told.includes(false) : told.includes(true);
}

/** Windows of readings in the order of their instants, as wide as their number allows. */
async function* windows({ source, set, from, to }: ReplayOptions): AsyncGenerator<readonly Reading[]> {
  let widthMs = 600_000;
  for (let at = from; at < to; ) {
    const end = Math.min(to, at + widthMs);
    const found = await source.readingsBetween(at, end);
    if (found.length > windowReadings && widthMs > minWindowMs) {
      widthMs = Math.max(minWindowMs, Math.floor(widthMs / 2));
      continue;
    }
    if (found.length < windowReadings / 4) widthMs = Math.min(maxWindowMs, widthMs * 2);
    yield found.filter(({ metric }) => set.byMetric.has(metric)).sort((a, b) => a.at - b.at);
    at = end;
  }
}

interface Counted {
  raised: number;
  totalMs: number;
  longestMs: number;
  readonly byThing: Map<string, number>;
}

/** Pairs what was raised with what cleared it. */
class Log {
  readonly episodes: Episode[] = [];
  leftOut = 0;
  readonly #open = new Map<string, { readonly transition: Transition; readonly place: number | null }>();
  readonly #counted = new Map<string, Counted>();

  take(transition: Transition): void {
    if (transition.change === 'raised') this.#raised(transition);
    else if (transition.change === 'cleared') this.#ended(transition.key, transition.at, true);
  }

  #raised(transition: Transition): void {
    const { key, rule, site, device, instance, metric, at, reason } = transition;
    const room = this.episodes.length < maxEpisodes;
    if (room)
      this.episodes.push({ rule, site, device, instance, metric, raisedAt: at, reason, clearedAt: null });
    else this.leftOut++;
    this.#open.set(key, { transition, place: room ? this.episodes.length - 1 : null });
    const counted = this.#of(rule);
    const thing = [site, device, instance].filter((part) => part !== '').join('/');
    counted.raised++;
    counted.byThing.set(thing, (counted.byThing.get(thing) ?? 0) + 1);
  }

  #ended(key: string, at: Instant, cleared: boolean): void {
    const open = this.#open.get(key);
    if (open === undefined) return;
    const { transition, place } = open;
    const episode = place === null ? undefined : this.episodes[place];
    if (episode !== undefined && place !== null && cleared)
      this.episodes[place] = { ...episode, clearedAt: at };
    const counted = this.#of(transition.rule);
    const lasted = at - transition.at;
    counted.totalMs += lasted;
    counted.longestMs = Math.max(counted.longestMs, lasted);
    if (cleared) this.#open.delete(key);
  }

  #of(rule: string): Counted {
    const counted = this.#counted.get(rule) ?? { raised: 0, totalMs: 0, longestMs: 0, byThing: new Map() };
    this.#counted.set(rule, counted);
    return counted;
  }

  /** What is still raised counts until here. */
  summary(rules: Iterable<Rule>, end: Instant): readonly RuleReplayed[] {
    for (const key of this.#open.keys()) this.#ended(key, end, false);
    const still = [...this.#open.values()];
    const all = [...rules].map(({ id }): RuleReplayed => {
      const { raised, totalMs, longestMs, byThing } = this.#of(id);
      const [most] = [...byThing].sort((a, b) => b[1] - a[1]);
      return {
        rule: id,
        raised,
        totalMs,
        longestMs,
        stillRaised: still.filter(({ transition }) => transition.rule === id).length,
        noisiest: most === undefined ? null : { thing: most[0], raised: most[1] },
      };
    });
    return all.sort((a, b) => b.raised - a.raised || a.rule.localeCompare(b.rule));
  }
}

export async function replayRules(options: ReplayOptions): Promise<Replayed> {
  const { set, from, to } = options;
  const state = newEvaluation(from);
  const log = new Log();
  let readings = 0;
  let at = from;
  let steadyMs = 0;
  const say = (event: AlertingEvent): void => {
    for (const one of evaluate(set, state, event, { at, steadyMs })) log.take(one);
  };
  /** Time passes second by second, as it did: a delay ends when it ended, not at the next reading. */
  const passTo = (next: Instant): void => {
    const looked = Math.min(next, at + longestGapMs);
    while (at + tickMs < looked) {
      at += tickMs;
      steadyMs += tickMs;
      say({ kind: 'time' });
    }
    steadyMs += looked - at;
    at = next;
  };
  for await (const window of windows(options)) {
    for (const reading of window) {
      if (reading.at > at) passTo(reading.at);
      readings++;
      say({ kind: 'reading', reading });
    }
    options.onProgress?.(at, readings);
  }
  passTo(to);
  say({ kind: 'time' });
  const rules = [...set.rules.values()];
  return {
    from,
    to,
    readings,
    episodes: log.episodes,
    episodesLeftOut: log.leftOut,
    rules: log.summary(rules.filter(canReplay), at),
    notReplayed: rules.filter((rule) => !canReplay(rule)).map(({ id }) => id),
  };
}
