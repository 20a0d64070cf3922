/** The ICMP collector: devices with `ping`, and the probe addresses of links. */
import type { Inventory } from '../../lib/inventory/inventory.ts';
import type { LedgerEntry } from '../../lib/readings/ledger.ts';
import type { RawReading } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';
import type { Collector, CollectorContext, MakeCollector } from '../collector.ts';
import { EchoWindow } from './echo-window.ts';
import { fpingInstalled, startFpingSweep } from './fping-sweep.ts';
import { startPingSweep } from './ping-sweep.ts';
import type { Sweep } from './sweep.ts';

const linkEveryMs = 10_000;
const linkEchoes = 10;
const timeoutMs = 1_000;
const leastPeriodMs = 200;

/** What one address is pinged for: a device, or a link. */
interface Target {
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  readonly family: 'ping' | 'link';
  readonly address: string;
  readonly everyMs: number;
  readonly echoes: number;
  readonly window: EchoWindow;
  answeredAt: Instant | null;
  failures: number;
  sinceEmit: number;
}

const periodOf = (target: Target): number =>
  Math.max(leastPeriodMs, Math.round(target.everyMs / target.echoes));

function targetsOf(inventory: Inventory): Target[] {
  const make = (
    site: string,
    device: string,
    instance: string,
    family: Target['family'],
    address: string,
    everyMs: number,
    echoes: number,
  ): Target => ({
    site,
    device,
    instance,
    family,
    address,
    everyMs,
    echoes,
    window: new EchoWindow(echoes),
    answeredAt: null,
    failures: 0,
    sinceEmit: 0,
  });
  return inventory.sites.flatMap((site) => [
    ...site.devices.flatMap((device) =>
      device.ping
        ? [make(site.id, device.id, '', 'ping', device.ping.address, device.ping.everyMs, device.ping.count)]
        : [],
    ),
    // The first probe address of a link speaks for it.
    ...site.links.flatMap((link) =>
      link.probe
        .slice(0, 1)
        .map((address) => make(site.id, link.device, link.id, 'link', address, linkEveryMs, linkEchoes)),
    ),
  ]);
}

class IcmpCollector implements Collector {
  readonly name = 'icmp';
  private readonly context: CollectorContext;
  private readonly start = fpingInstalled() ? startFpingSweep : startPingSweep;
  private sweeps: Sweep[] = [];
  private byAddress = new Map<string, Target[]>();
  private signature = '';

  constructor(context: CollectorContext) {
    this.context = context;
    if (this.start === startPingSweep)
      context.log.info('fping is not installed: pinging by the slower way (apt-get install fping)');
  }

  async apply(inventory: Inventory): Promise<void> {
    const targets = targetsOf(inventory);
    const signature = JSON.stringify(
      targets.map(({ site, device, instance, address, everyMs, echoes }) => [
        site,
        device,
        instance,
        address,
        everyMs,
        echoes,
      ]),
    );
    if (signature === this.signature) return;
    this.signature = signature;
    for (const sweep of this.sweeps) sweep.stop();
    this.byAddress = new Map();
    const byPeriod = new Map<number, Set<string>>();
    for (const target of targets) {
      const period = periodOf(target);
      this.byAddress.set(`${period} ${target.address}`, [
        ...(this.byAddress.get(`${period} ${target.address}`) ?? []),
        target,
      ]);
      byPeriod.set(period, (byPeriod.get(period) ?? new Set()).add(target.address));
    }
    this.sweeps = [...byPeriod].map(([periodMs, addresses]) =>
      this.start({
        addresses: [...addresses],
        periodMs,
        timeoutMs: Math.min(timeoutMs, periodMs),
        onEcho: ({ address, seconds }) => {
          for (const target of this.byAddress.get(`${periodMs} ${address}`) ?? []) this.echo(target, seconds);
        },
        onTrouble: (reason) => this.trouble(periodMs, reason),
      }),
    );
  }

  private echo(target: Target, seconds: number | null): void {
    const now = this.context.clock.now();
    target.window.add(seconds);
    target.failures = seconds === null ? target.failures + 1 : 0;
    if (seconds !== null) target.answeredAt = now;
    this.context.sink.ledger(this.ledgerOf(target, now, seconds === null ? 'no echo' : null));
    target.sinceEmit++;
    // A change of fortune is told at once; else once a period.
    if (target.sinceEmit < target.echoes && target.failures !== 1) return;
    target.sinceEmit = 0;
    void this.context.sink.readings(this.readingsOf(target, now));
  }

  private readingsOf(target: Target, now: Instant): RawReading[] {
    const summary = target.window.summary();
    if (!summary) return [];
    const base = {
      site: target.site,
      device: target.device,
      instance: target.instance,
      text: null,
      at: now,
      everyMs: target.everyMs,
    };
    return [
      { ...base, metric: `${target.family}.loss_ratio`, value: summary.lossRatio },
      { ...base, metric: `${target.family}.latency_seconds`, value: summary.latencySeconds },
      { ...base, metric: `${target.family}.jitter_seconds`, value: summary.jitterSeconds },
    ];
  }

  private ledgerOf(target: Target, now: Instant, reason: string | null): LedgerEntry {
    return {
      site: target.site,
      device: target.device,
      check: target.family === 'link' ? `ping/${target.instance}` : 'ping',
      everyMs: target.everyMs,
      triedAt: now,
      answeredAt: target.answeredAt,
      valueAt: target.answeredAt,
      failures: target.failures,
      reason,
    };
  }

  /** The sweep itself is broken: every target of it was tried and nothing is known. */
  private trouble(periodMs: number, reason: string): void {
    const now = this.context.clock.now();
    this.context.log.warn({ reason }, 'ping sweep');
    for (const [key, targets] of this.byAddress) {
      if (!key.startsWith(`${periodMs} `)) continue;
      for (const target of targets) {
        target.failures++;
        this.context.sink.ledger(this.ledgerOf(target, now, reason));
      }
    }
  }

  async stop(): Promise<void> {
    for (const sweep of this.sweeps) sweep.stop();
  }
}

export const makeIcmpCollector: MakeCollector = async (context) => new IcmpCollector(context);
