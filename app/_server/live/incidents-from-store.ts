/**
 * The incidents of the operational store into the picture: all that is open at the start, then what has changed, each few
 * seconds. The live bus is faster; this makes a message that it has lost harmless.
 */
import type { Logger } from 'pino';
import type { IncidentStore } from '../../../lib/alarm/incident-store.ts';
import { incidentPicture, type StoredIncident } from '../../../lib/alarm/stored-incident.ts';
import { rememberedMs } from '../../../lib/readings/incident-memory.ts';
import type { IncidentPicture } from '../../../lib/readings/incident-picture.ts';
import type { Clock } from '../../../lib/time/clock.ts';

export const askEveryMs = 3_000;
/** Two writers may commit in another order than they counted: each so many questions, the last changes are read again. */
export const lookBackEvery = 20;
export const lookBackChanges = 500;
const resolvedMost = 500;
/** Opened at most so long before it was resolved, to be found among those of the last day. */
const openedWithinMs = 7 * 86_400_000;

type Source = Pick<IncidentStore, 'changedSince' | 'list'>;

export class IncidentFeed {
  readonly #store: Source;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #take: (incident: IncidentPicture) => void;
  #change: number | null = null;
  #asked = 0;

  constructor(store: Source, clock: Pick<Clock, 'now'>, take: (incident: IncidentPicture) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#take = take;
  }

  /** One question; throws when the store does not answer. */
  async ask(): Promise<void> {
    if (this.#change === null) await this.#first();
    this.#asked += 1;
    const back = this.#asked % lookBackEvery === 0 ? lookBackChanges : 0;
    // 0 would ask for what is open only.
    const since = Math.max(0, (this.#change ?? 0) - back) || -1;
    const { items, change } = await this.#store.changedSince(since);
    this.#all(items);
    this.#change = Math.max(this.#change ?? 0, change);
  }

  async #first(): Promise<void> {
    const { items, change } = await this.#store.changedSince(0);
    this.#all(items);
    const now = this.#clock.now();
    const over = await this.#store.list({
      states: ['resolved'],
      from: now - openedWithinMs,
      limit: resolvedMost,
    });
    this.#all(over.items);
    this.#change = change;
  }

  #all(items: readonly StoredIncident[]): void {
    const since = this.#clock.now() - rememberedMs;
    for (const one of items)
      if ((one.incident.resolvedAt ?? since) >= since) this.#take(incidentPicture(one));
  }
}

/** Asks for ever, one question at a time; returns the way to stop. A store that does not answer is said once. */
export function followIncidents(feed: IncidentFeed, log: Logger): () => void {
  let stopped = false;
  let silent = false;
  let next: ReturnType<typeof setTimeout> | undefined;
  const ask = async (): Promise<void> => {
    try {
      await feed.ask();
      silent = false;
    } catch (error) {
      if (!silent && !stopped) log.warn({ err: error }, 'the store of incidents does not answer');
      silent = true;
    }
    if (!stopped) next = setTimeout(ask, askEveryMs);
  };
  void ask();
  return () => {
    stopped = true;
    clearTimeout(next);
  };
}
