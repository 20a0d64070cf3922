'use client';
/**
 * The live stream of a screen: snapshot, batches, resume by Last-Event-ID (EventSource does it), its own reopening
 * when the stream is open but dead, and a picture at most four times a second however much comes in.
 */
import { useEffect, useRef, useState } from 'react';
import type { Picture } from '../../lib/readings/picture.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { reopenAfterMs, retryEveryMs } from './doubt.ts';
import type { LiveEventName, LiveEvents, LiveQuery } from './events.ts';
import { liveEventNames, liveUrl } from './events.ts';
import type { LiveState } from './live-state.ts';
import { applyEvent, makeLiveState, pictureOf } from './live-state.ts';
import type { Recent } from './recent.ts';

/** No more renderings than this. */
export const renderEveryMs = 250;

export interface Live {
  /** Null before the first snapshot. */
  readonly picture: Picture | null;
  readonly recent: Recent;
  /** The server's clock as this screen knows it. */
  readonly now: Instant;
  /** Time since the last message of any kind. */
  readonly silentMs: number;
  /** When it came, by the server's clock; null: never. */
  readonly heardAt: Instant | null;
  readonly connected: boolean;
  /** Build that serves now; '' before it is known. */
  readonly build: string;
}

interface Ear {
  readonly state: LiveState;
  source: EventSource | null;
  openedAt: number;
  heardMonotonic: number | null;
  /** Server clock minus this machine's, from the newest tick or snapshot. */
  offsetMs: number;
  build: string;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Events that say the time: they set the clock offset and the build. */
function hearClock(ear: Ear, data: object): void {
  if ('now' in data && typeof data.now === 'number') ear.offsetMs = data.now - Date.now();
  if ('build' in data && typeof data.build === 'string') ear.build = data.build;
}

function hear(ear: Ear, name: LiveEventName, event: MessageEvent<string>): void {
  ear.heardMonotonic = performance.now();
  try {
    const data: unknown = JSON.parse(event.data);
    if (!isObject(data)) throw new Error('not an object');
    if (name === 'tick' || name === 'snapshot') hearClock(ear, data);
    applyEvent(ear.state, name, data as LiveEvents[typeof name]);
  } catch {
    ear.state.refused += 1;
  }
}

function open(ear: Ear, url: string, changed: () => void): void {
  ear.source?.close();
  const source = new EventSource(url);
  ear.source = source;
  ear.openedAt = performance.now();
  for (const name of liveEventNames)
    source.addEventListener(name, (event: MessageEvent<string>) => {
      hear(ear, name, event);
      changed();
    });
  source.addEventListener('error', changed);
}

/** EventSource gives up for good after an error answer, and never notices a cable that was pulled. */
function reopenIfDead(ear: Ear, url: string, changed: () => void): void {
  const now = performance.now();
  const silent = now - Math.max(ear.heardMonotonic ?? 0, ear.openedAt);
  const closed = ear.source?.readyState === EventSource.CLOSED;
  if ((closed && now - ear.openedAt >= retryEveryMs) || silent >= reopenAfterMs) open(ear, url, changed);
}

function liveOf(ear: Ear, startedMonotonic: number): Live {
  const now = Date.now() + ear.offsetMs;
  const silentMs = performance.now() - (ear.heardMonotonic ?? startedMonotonic);
  return {
    picture: pictureOf(ear.state, now),
    recent: ear.state.recent,
    now,
    silentMs,
    heardAt: ear.heardMonotonic === null ? null : now - silentMs,
    connected: ear.source?.readyState === 1,
    build: ear.build,
  };
}

/** `null` on the server and until the first second: the page then shows what the server rendered. */
export function useLive(query: LiveQuery): Live | null {
  const [live, setLive] = useState<Live | null>(null);
  const url = liveUrl(query);
  const metrics = useRef(query.recent ?? []);
  useEffect(() => {
    const started = performance.now();
    const ear: Ear = {
      state: makeLiveState(metrics.current),
      source: null,
      openedAt: started,
      heardMonotonic: null,
      offsetMs: 0,
      build: '',
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let renderedAt = 0;
    const render = () => {
      timer = undefined;
      renderedAt = performance.now();
      setLive(liveOf(ear, started));
    };
    const changed = () => {
      timer ??= setTimeout(render, Math.max(0, renderEveryMs - (performance.now() - renderedAt)));
    };
    open(ear, url, changed);
    // Ages grow by themselves: a screen that hears nothing must still say so.
    const second = setInterval(() => {
      reopenIfDead(ear, url, changed);
      changed();
    }, 1000);
    return () => {
      clearInterval(second);
      clearTimeout(timer);
      ear.source?.close();
    };
  }, [url]);
  return live;
}
