'use client';
/** A wall's own life, unattended: it beats, reloads itself on a new build, rotates, and holds its language. */
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { mayReload } from '../live/doubt.ts';
import { type WallBeatBody, wallBeatEveryMs } from '../live/events.ts';
import type { Live } from '../live/use-live.ts';
import { type Alarm, broughtForward } from './bring-forward.ts';
import { nextWall, type WallScreen, type WallSettings } from './settings.ts';

interface Life {
  readonly live: Live | null;
  readonly settings: WallSettings;
  readonly screen: WallScreen;
  readonly build: string;
  readonly alarms: readonly Alarm[];
}

/** Only Chromium tells its heap; another browser beats without. */
function heapBytes(): number | null {
  const memory: unknown = Reflect.get(performance, 'memory');
  if (typeof memory !== 'object' || memory === null) return null;
  const used: unknown = Reflect.get(memory, 'usedJSHeapSize');
  return typeof used === 'number' ? used : null;
}

function beat({ live, settings, screen, build }: Life): void {
  const body: WallBeatBody = {
    wall: settings.name,
    screen,
    lang: settings.locale,
    build,
    heapBytes: heapBytes(),
    silentMs: Math.round(live?.silentMs ?? 0),
  };
  // A beat that fails is itself the news, at the other end; here nothing can be done about it.
  fetch('/api/v1/walls/beat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    keepalive: true,
  }).catch(() => {});
}

/** Criticals that this wall has shown, kept while it turns from one page to another; null until the first. */
let shown: Set<string> | null = null;

const reloadKey = 'vigie-wall-reloaded-at';

/** Reloads only when the server answers: a wall never ends on the browser's own error page. */
async function reloadWhenAnswered(): Promise<void> {
  const answer = await fetch('/api/health', { cache: 'no-store' });
  if (!answer.ok) return;
  sessionStorage.setItem(reloadKey, String(Date.now()));
  location.reload();
}

export function useWallLife(life: Life): void {
  const router = useRouter();
  const newest = useRef(life);
  newest.current = life;
  const { screen, settings } = life;
  useEffect(() => {
    beat(newest.current);
    const timer = setInterval(() => {
      beat(newest.current);
      const { build, live } = newest.current;
      const last = Number(sessionStorage.getItem(reloadKey)) || null;
      if (mayReload(build, live?.build ?? '', last, Date.now())) reloadWhenAnswered().catch(() => {});
    }, wallBeatEveryMs);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    const next = nextWall(settings.rotate, screen);
    if (!next) return;
    const timer = setInterval(() => {
      // A wall that hears nothing stays where it is: another page could not be fetched.
      if ((newest.current.live?.silentMs ?? 0) < wallBeatEveryMs)
        router.replace(`/wall/${next}${location.search}`);
    }, settings.rotateEveryMs);
    return () => clearInterval(timer);
  }, [screen, settings.rotate, settings.rotateEveryMs, router]);
  // As text, so that the effect runs when an alarm comes or goes, not at each rendering.
  const written = JSON.stringify(life.alarms);
  useEffect(() => {
    const alarms = JSON.parse(written) as readonly Alarm[];
    // What was already there when the wall was switched on is no news.
    if (shown === null) shown = new Set(alarms.map((alarm) => alarm.id));
    const next = broughtForward(shown, alarms, settings.rotate, screen);
    if (next && settings.bringForward) router.replace(`/wall/${next}${location.search}`);
  }, [written, screen, settings.rotate, settings.bringForward, router]);
  useEffect(() => {
    document.documentElement.lang = settings.locale;
  }, [settings.locale]);
}
