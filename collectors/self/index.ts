/** Vigie's own readings, every ten seconds. */
import type { Collector, CollectorContext } from '../collector.ts';
import { type Counters, selfEveryMs, selfReadings, selfSite } from './self-measures.ts';

/** `only`: the site that this process serves; null: all. */
export function makeSelfCollector(
  context: Pick<CollectorContext, 'sink' | 'clock'>,
  counters: () => Counters,
  only: string | null,
): Collector {
  const { sink, clock } = context;
  const device = only === null ? 'collectors' : `collectors-${only}`;
  let before: Counters | null = null;
  const measure = () => {
    const now = counters();
    void sink.readings(selfReadings(device, now, before));
    before = now;
    const at = clock.now();
    sink.ledger({
      site: selfSite,
      device,
      check: 'self',
      everyMs: selfEveryMs,
      triedAt: at,
      answeredAt: at,
      valueAt: at,
      failures: 0,
      reason: null,
    });
  };
  const timer = setInterval(measure, selfEveryMs);
  return {
    name: 'self',
    async apply() {
      if (before === null) measure();
    },
    async stop() {
      clearInterval(timer);
    },
  };
}
