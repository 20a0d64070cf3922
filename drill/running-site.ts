/** One simulated site at work: its model moved by the clock, its SNMP agents on their ports, its publishers at the broker. */
import type { Logger } from 'pino';
import { snmpDevices } from './devices/index.ts';
import type { SiteView, SnmpDevice } from './devices/view.ts';
import { advanceSite, firstSite, type SiteState, withFaults } from './model/site.ts';
import type { Faults, SiteSpec } from './model/spec.ts';
import { publishingDevices } from './mqtt/index.ts';
import { callOf, type Job, jobsOf } from './mqtt/jobs.ts';
import { type BrokerAccess, connectDevice, connected, MqttPublisher } from './mqtt/mqtt-publisher.ts';
import type { PublishingDevice } from './mqtt/publishing-device.ts';
import { MibTree } from './snmp/mib-tree.ts';
import { UdpAgent } from './snmp/udp-agent.ts';
import type { UsmUser } from './snmp/usm.ts';

export interface SiteAccess {
  readonly community: string;
  readonly user: Omit<UsmUser, 'engineId'>;
  readonly broker: BrokerAccess | null;
  /** Where traps are sent; null: nowhere. */
  readonly trapPort: number | null;
  /** The port that a device had before a restart, so that the site book does not change with it. */
  readonly port: (device: string) => number;
}
export interface Agent {
  readonly device: SnmpDevice;
  readonly agent: UdpAgent;
}

/** The devices have been up for weeks; each for another while. */
const upSinceMs = (seed: number): number => (40 + (seed % 30)) * 86_400_000;
/** IANA's net-snmp arc with a text identifier (RFC 3411 SnmpEngineID). */
const engineIdOf = (name: string): Buffer =>
  Buffer.concat([Buffer.from('80001f8804', 'hex'), Buffer.from(name.slice(0, 27))]);
const antivirusEveryMs = 3_600_000;

async function openAgent(settings: Parameters<typeof UdpAgent.open>[0]): Promise<UdpAgent> {
  try {
    return await UdpAgent.open(settings);
  } catch {
    // The port of before is taken: any other will do, and the book will say so.
    return UdpAgent.open({ ...settings, port: 0 });
  }
}

export class RunningSite {
  readonly spec: SiteSpec;
  readonly publishers: readonly PublishingDevice[];
  readonly jobs: readonly Job[];
  readonly agents: Agent[] = [];
  readonly view: SiteView;
  readonly #now: () => number;
  readonly #access: SiteAccess;
  readonly #log: Logger;
  readonly #connections: MqttPublisher[] = [];
  #state: SiteState;
  #jobClient: ReturnType<typeof connectDevice> | null = null;
  #signaturesAt = 0;

  private constructor(spec: SiteSpec, access: SiteAccess, now: () => number, log: Logger) {
    this.spec = spec;
    this.#access = access;
    this.#now = now;
    this.#log = log;
    this.#state = firstSite(spec, now());
    this.publishers = publishingDevices(spec);
    this.jobs = jobsOf(spec);
    this.view = {
      spec,
      now,
      state: () => this.#state,
      // A late timer must not stretch a step: counters would jump back with the next one.
      sinceStepMs: () => Math.min(Math.max(0, now() - this.#state.at), 5_000),
    };
  }

  static async start(
    spec: SiteSpec,
    access: SiteAccess,
    now: () => number,
    log: Logger,
  ): Promise<RunningSite> {
    const site = new RunningSite(spec, access, now, log);
    const startedAt = now();
    const upMs = (): number => upSinceMs(spec.seed) + now() - startedAt;
    for (const device of snmpDevices(site.view, upMs)) {
      const name = `${spec.id}/${device.id}`;
      const agent = await openAgent({
        tree: new MibTree(device.objects),
        community: device.v3 ? null : access.community,
        ...(device.v3 ? { user: { ...access.user, engineId: engineIdOf(name) } } : {}),
        port: access.port(name),
        upMs,
      });
      site.agents.push({ device, agent });
    }
    if (access.broker) await site.#connect(access.broker);
    return site;
  }

  async #connect(broker: BrokerAccess): Promise<void> {
    for (const device of this.publishers)
      this.#connections.push(new MqttPublisher(device, this.view, broker));
    const client = connectDevice(broker, `drill-${this.spec.id}-jobs`, null);
    client.on('error', (error) => this.#log.warn(`${this.spec.id}: devices' broker: ${error.message}`));
    this.#jobClient = client;
    await Promise.all([connected(client), ...this.#connections.map((connection) => connection.ready)]);
  }

  /** Moves the site to now; what changed is said by trap and by publication. */
  tick(): void {
    const now = this.#now();
    const before = this.#state;
    const after = advanceSite(before, this.spec, now);
    if (after === before) return;
    this.#state = after;
    for (const { device, agent } of this.agents) {
      for (const trap of device.traps?.(before, after) ?? []) {
        if (this.#access.trapPort) agent.sendTrap(trap, { port: this.#access.trapPort });
      }
    }
    const power = (state: SiteState): string =>
      `${state.power.source} ${state.power.generator} ${state.power.mainsVolts > 0}`;
    if (power(before) !== power(after)) this.sayAll();
    if (after.servers.backup && after.servers.backup.at !== before.servers.backup?.at)
      this.#call('backup', after.servers.backup);
    if (now - this.#signaturesAt >= antivirusEveryMs && this.#signaturesAt > 0) this.#updateSignatures();
  }

  /** Every device that publishes says at once how things stand. */
  sayAll(): void {
    for (const connection of this.#connections) connection.say();
  }

  setFaults(faults: Faults): void {
    this.tick();
    this.#state = withFaults(this.#state, faults);
  }

  /** The jobs of last night call in again, for collectors that have just started and never heard of them. */
  callInJobs(): void {
    const { seed } = this.spec;
    this.#call('backup', this.#state.servers.backup ?? { bytes: 37e9 + seed * 1e5, seconds: 2_700 });
    this.#updateSignatures();
  }

  #updateSignatures(): void {
    this.#signaturesAt = this.#now();
    this.#call('antivirus', { bytes: 84_000_000 + this.spec.seed, seconds: 41 });
  }

  #call(kind: Job['kind'], run: { bytes: number; seconds: number }): void {
    for (const job of this.jobs) {
      if (job.kind !== kind) continue;
      const { topic, payload } = callOf(job, run);
      this.#jobClient?.publish(topic, payload, { qos: 1 });
    }
  }

  async stop(): Promise<void> {
    await Promise.all([
      ...this.agents.map(({ agent }) => agent.close()),
      ...this.#connections.map((connection) => connection.close()),
      this.#jobClient?.endAsync(true),
    ]);
  }
}
