/** The probe collector: every declared URL at its own period, spread evenly, never twice at once. */
import type { Device, Inventory, ProbeSettings } from '../../lib/inventory/inventory.ts';
import type { RawReading, State } from '../../lib/readings/reading.ts';
import { probeStates } from '../../lib/readings/states.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { Collector, CollectorContext, MakeCollector } from '../collector.ts';
import type { Probed, ProbeText } from './scheme.ts';
import { schemes } from './schemes.ts';

/** Probes in flight at once. */
const atOnce = 50;
const tickMs = 250;

interface Job {
  readonly device: Device;
  readonly settings: ProbeSettings;
  readonly url: URL;
  /** Series parts never hold the separator: `tcp.192.0.2.1:443`. */
  readonly instance: string;
  dueAt: Instant;
  busy: boolean;
  failures: number;
  answeredAt: Instant | null;
}

const severity: Readonly<Record<ProbeText, State>> = {
  answers: 'good',
  wrong: 'warning',
  refused: 'critical',
  silent: 'critical',
};

export const probeInstance = (url: URL): string =>
  `${url.protocol.slice(0, -1)}.${url.host}${url.pathname === '/' ? '' : url.pathname.replaceAll('/', '.')}`.slice(
    0,
    120,
  );

class ProbeCollector implements Collector {
  readonly name = 'probe';
  private readonly context: CollectorContext;
  private jobs: Job[] = [];
  private inFlight = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(context: CollectorContext) {
    this.context = context;
    this.timer = setInterval(() => this.tick(), tickMs);
  }

  async apply(inventory: Inventory): Promise<void> {
    const before = new Map(
      this.jobs.map((job) => [`${job.device.site}/${job.device.id}/${JSON.stringify(job.settings)}`, job]),
    );
    const now = this.context.clock.now();
    const vpn = inventory.sites.flatMap((site) =>
      site.vpn.flatMap((tunnel) =>
        tunnel.applications.map((url) => ({ device: site.devices.find((d) => d.id === tunnel.device), url })),
      ),
    );
    const wanted = [
      ...inventory.sites.flatMap((site) =>
        site.devices.flatMap((device) => device.probes.map((settings) => ({ device, settings }))),
      ),
      // The applications behind a tunnel are probed from the site: that is what the tunnel is for.
      ...vpn.flatMap(({ device, url }) =>
        device ? [{ device, settings: { url, everyMs: 60_000, timeoutMs: 5_000 } }] : [],
      ),
    ];
    this.jobs = wanted.flatMap(({ device, settings }, i): Job[] => {
      const old = before.get(`${device.site}/${device.id}/${JSON.stringify(settings)}`);
      if (old) return [old];
      const url = URL.parse(settings.url);
      if (!url || !schemes[url.protocol]) return [];
      return [
        {
          device,
          settings,
          url,
          instance: probeInstance(url),
          dueAt: now + Math.round((settings.everyMs * (i % 10)) / 10),
          busy: false,
          failures: 0,
          answeredAt: null,
        },
      ];
    });
    this.context.sink.labels(
      this.jobs.map((job) => ({
        site: job.device.site,
        device: job.device.id,
        metric: 'probe.state',
        instance: job.instance,
        description: job.settings.url,
        source: job.settings.url,
      })),
    );
  }

  private tick(): void {
    const now = this.context.clock.now();
    for (const job of this.jobs) {
      if (job.busy || job.dueAt > now || this.inFlight >= atOnce) continue;
      // Counted from when it was due, so that a slow answer does not make the period drift.
      job.dueAt = Math.max(job.dueAt + job.settings.everyMs, now + job.settings.everyMs / 2);
      void this.run(job);
    }
  }

  private async run(job: Job): Promise<void> {
    const probe = schemes[job.url.protocol];
    if (!probe) return;
    job.busy = true;
    this.inFlight++;
    try {
      const probed = await probe({
        url: job.url,
        timeoutMs: job.settings.timeoutMs,
        expectStatus: job.settings.expectStatus ?? null,
      });
      this.told(job, probed);
    } finally {
      job.busy = false;
      this.inFlight--;
    }
  }

  private told(job: Job, probed: Probed): void {
    const { sink, clock } = this.context;
    const at = clock.now();
    const answered = probed.text === 'answers' || probed.text === 'wrong';
    job.failures = answered ? 0 : job.failures + 1;
    if (answered) job.answeredAt = at;
    sink.ledger({
      site: job.device.site,
      device: job.device.id,
      check: `probe/${job.instance}`,
      everyMs: job.settings.everyMs,
      triedAt: at,
      answeredAt: job.answeredAt,
      valueAt: job.answeredAt,
      failures: job.failures,
      reason: probed.reason,
    });
    const base = {
      site: job.device.site,
      device: job.device.id,
      instance: job.instance,
      at,
      everyMs: job.settings.everyMs,
    };
    const readings: RawReading[] = [
      {
        ...base,
        metric: 'probe.state',
        value: probeStates[probed.text],
        text: probed.text,
        state: severity[probed.text],
      },
    ];
    for (const [metric, value] of Object.entries(probed.values))
      readings.push({ ...base, metric, value, text: null });
    void sink.readings(readings);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
  }
}

export const makeProbeCollector: MakeCollector = async (context) => new ProbeCollector(context);
