/** Who watches the watcher: the heartbeat outside, the centre of a site that watches itself, the battery of its own machine. */
import type { Logger } from 'pino';
import { centreReading, partReading } from '../alerting/own-readings.ts';
import type { Runtime } from '../config/runtime.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { askToStop } from '../live/role.ts';
import type { Reading } from '../readings/reading.ts';
import type { Clock } from '../time/clock.ts';
import { HostPower } from './host-power.ts';
import { HttpCentre } from './http-centre.ts';
import { HttpHeartbeat } from './http-heartbeat.ts';
import type { IncidentStore } from './incident-store.ts';
import { SiteReports } from './postgres-site-reports.ts';
import type { StoredIncident } from './stored-incident.ts';

/** A report goes this often; what it is about is in the store, a lost one costs nothing. */
const reportEveryMs = 3_000;

export interface OwnWatchersPorts {
  readonly runtime: Pick<Runtime, 'site' | 'operations'>;
  readonly incidents: IncidentStore;
  readonly acted: (stored: StoredIncident) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

export class OwnWatchers {
  readonly #ports: OwnWatchersPorts;
  readonly #heartbeat = new HttpHeartbeat();
  readonly #power = new HostPower();
  readonly #reports: SiteReports | null;
  readonly #centre: HttpCentre | null;
  #reporting: Promise<void> | null = null;
  #reportedMs = Number.NEGATIVE_INFINITY;
  #stopping = false;

  constructor(ports: OwnWatchersPorts) {
    const { site, operations } = ports.runtime;
    this.#ports = ports;
    this.#reports = site === null ? null : new SiteReports(operations);
    this.#centre =
      site === null || this.#reports === null
        ? null
        : new HttpCentre({ ...ports, site, reports: this.#reports });
  }

  take({ host }: Inventory, readings: readonly Reading[]): void {
    if (host === null) return;
    for (const reading of readings) this.#power.take(host, reading);
  }

  /** What the rules are told of it. */
  readings({ host, heartbeat, sites }: Inventory): readonly Reading[] {
    const { clock, runtime } = this.#ports;
    const at = clock.now();
    const alone = sites.find(({ id, alerting }) => id === runtime.site && alerting === 'site');
    const fine = host === null || this.#power.look(host, clock.monotonic()) === 'fine';
    const { works } = this.#heartbeat;
    return [
      ...(host === null ? [] : [partReading('vigie.host_power_state', host.ups, '', fine, at)]),
      ...(heartbeat === null || works === null
        ? []
        : [partReading('vigie.heartbeat_state', 'alerting', '', works, at)]),
      ...(alone === undefined || this.#centre === null
        ? []
        : [centreReading(alone.id, this.#centre.silentMs, at)]),
    ];
  }

  /** After each turn of the loop: only a turn that went well beats outside. */
  look({ host, heartbeat, centre, sites }: Inventory, ticked: boolean): void {
    const { clock, runtime, log } = this.#ports;
    const ms = clock.monotonic();
    if (ticked && heartbeat !== null) void this.#heartbeat.beat(heartbeat, ms);
    const alone = sites.some(({ id, alerting }) => id === runtime.site && alerting === 'site');
    if (alone && centre !== null && this.#reporting === null && ms - this.#reportedMs >= reportEveryMs) {
      this.#reportedMs = ms;
      const reporting = this.#centre?.report(centre) ?? Promise.resolve();
      this.#reporting = reporting.finally(() => {
        this.#reporting = null;
      });
    }
    if (host === null || this.#stopping || this.#power.look(host, ms) !== 'stop') return;
    this.#stopping = true;
    log.warn('the battery of this machine ends: Vigie stops in order');
    askToStop();
  }

  async close(): Promise<void> {
    await this.#reporting;
    await Promise.allSettled([this.#heartbeat.close(), this.#centre?.close(), this.#reports?.close()]);
  }
}
