/** What the store remembers, so that a web role that starts late shows the last readings and the last hour at once. */
import type { Logger } from 'pino';
import { drawnMetrics } from '../../../components/live/events.ts';
import { recentSpanMs, recentStepMs } from '../../../lib/readings/hour-ring.ts';
import type { Reading } from '../../../lib/readings/reading.ts';
import { type ReadingStore, shownValue } from '../../../lib/readings/reading-store.ts';
import type { Clock } from '../../../lib/time/clock.ts';
import type { PictureMemory } from './picture-memory.ts';

const drawn: ReadonlySet<string> = new Set(Object.values(drawnMetrics).flat());
/** Series filled at start: more would keep the store busy when everything is starting. */
const maxFilled = 500;
const atOnce = 4;

/** A store that does not answer is said in the log and on the screens; the bus will bring what is new. */
export async function loadSnapshot(store: ReadingStore, picture: PictureMemory, log: Logger): Promise<void> {
  try {
    picture.readings(await store.latest({}));
    picture.labels(await store.labels({}));
  } catch (error) {
    log.warn({ err: error }, 'the reading store does not answer: starting with what the bus brings');
  }
}

export async function fillRecent(
  store: ReadingStore,
  picture: PictureMemory,
  clock: Clock,
  log: Logger,
): Promise<void> {
  const now = clock.now();
  const series = [...picture.picture(now).readings.values()].filter((one) => drawn.has(one.metric));
  const fill = async (reading: Reading): Promise<void> => {
    const { site, device, metric, instance, everyMs } = reading;
    const history = await store.history({
      site,
      device,
      metric,
      instance,
      from: now - recentSpanMs,
      to: now,
      stepMs: recentStepMs,
    });
    for (const point of history.points)
      picture.recent.add({
        site,
        device,
        metric,
        instance,
        at: point.at,
        everyMs,
        value: shownValue(metric, point),
      });
  };
  try {
    for (let at = 0; at < Math.min(series.length, maxFilled); at += atOnce)
      await Promise.all(series.slice(at, at + atOnce).map(fill));
  } catch (error) {
    log.warn({ err: error }, 'the last hour is not in the reading store yet');
  }
}
