/** The drill's role: a simulated operator on the real wire. Starts the sites, writes their site book, takes commands. */
import type { Logger } from 'pino';
import { type Runtime, webAddress } from '../lib/config/runtime.ts';
import { connectLiveBus } from '../lib/live/mqtt-live-bus.ts';
import { type RunningRole, runRole } from '../lib/live/role.ts';
import { callbackPath } from '../lib/notify/callback-key.ts';
import { systemClock } from '../lib/time/clock.ts';
import { bookOf, secretFiles, v3User } from './book.ts';
import { Commands } from './commands.ts';
import { DrillFiles } from './file-drill.ts';
import { Telephones } from './gateway/telephones.ts';
import { sitesOf } from './operator.ts';
import { alarmFilesOf, type DrillWay, drillWays, ownerOf } from './people-book.ts';
import { RunningSite, type SiteAccess } from './running-site.ts';
import { type ActiveScenario, faultsAt, gatewayStopped } from './scenarios.ts';
import { Surroundings } from './surroundings.ts';

/** Four times a step of the model: a scenario is seen, and its trap sent, within a quarter of a second of its step. */
const tickMs = 250;
/** Not secrets: they open simulated devices on loopback. They stand in files so that the drill's book reads like any other. */
const secrets = {
  community: 'exercice',
  auth: 'exercice-auth',
  privacy: 'exercice-privacy',
  gateway: 'exercice-passerelle',
} as const;

function accessOf(runtime: Runtime, ports: Readonly<Record<string, number>>): SiteAccess {
  const { url, user, password } = runtime.devices;
  return {
    community: secrets.community,
    user: {
      name: v3User,
      boots: 7,
      auth: { protocol: 'sha256', key: secrets.auth },
      privacyKey: secrets.privacy,
    },
    broker: { url, user, password },
    trapPort: runtime.trapPort || null,
    port: (device) => ports[device] ?? 0,
  };
}

const portsOf = (sites: readonly RunningSite[]): Record<string, number> =>
  Object.fromEntries(
    sites.flatMap((site) =>
      site.agents.map(({ device, agent }) => [`${site.spec.id}/${device.id}`, agent.port]),
    ),
  );

function writeBook(
  files: DrillFiles,
  sites: readonly RunningSite[],
  surroundings: Surroundings,
  telephones: Telephones,
): void {
  const entries = sites.map((site) => ({
    spec: site.spec,
    snmp: site.agents.map(({ device, agent }) => ({ device, port: agent.port })),
    mqtt: site.publishers,
    jobs: site.jobs,
    around: surroundings.of(site.spec.id),
  }));
  const countries = sitesOf('per-site').map(({ country }) => country);
  const specs = sites.map(({ spec }) => spec);
  const urlOf = (way: DrillWay): string => telephones.urlOf(way);
  const alarms = alarmFilesOf(specs, systemClock.now(), urlOf, secretFiles.gateway);
  files.writeBook({ 'sites.yaml': bookOf(entries, countries), ...alarms }, secrets);
}

/** Where this Vigie is called back about a channel: as an operator's gateway is told by whoever sets it up. */
const callBackOf =
  ({ web, linkKey }: Runtime) =>
  (way: string): string =>
    `${webAddress(web)}${callbackPath(Buffer.from(linkKey, 'base64url'), way)}`;

export async function startDrill(runtime: Runtime, log: Logger): Promise<RunningRole> {
  const now = systemClock.now;
  const launcher = process.ppid;
  const files = new DrillFiles(runtime.dataDir, runtime.bookDir);
  const memory = files.remember(launcher);
  const specs = sitesOf(runtime.drill ?? 'per-site');
  const access = accessOf(runtime, memory.ports);
  const sites = await Promise.all(specs.map((spec) => RunningSite.start(spec, access, now, log)));
  const surroundings = await Surroundings.open({
    sites: specs,
    now,
    tunnelUp: (id) => sites.find(({ spec }) => spec.id === id)?.view.state().links.tunnelUp,
    ports: memory.ports,
  });
  const bus = await connectLiveBus(runtime.bus, log);
  let active: readonly ActiveScenario[] = memory.active;
  const telephones = await Telephones.open({
    bus,
    log,
    now,
    ways: drillWays,
    secret: secrets.gateway,
    port: memory.ports.gateway ?? 0,
    failing: (way) => way === 'sms' && gatewayStopped(active),
    callBackOf: callBackOf(runtime),
    ownerOf: ownerOf(specs),
  });
  const ports = { ...portsOf(sites), ...surroundings.ports, gateway: telephones.port };
  writeBook(files, sites, surroundings, telephones);
  const timer = setInterval(() => {
    for (const site of sites) site.tick();
  }, tickMs);
  const commands = new Commands({
    bus,
    sites: specs.map(({ id }) => id),
    active: memory.active,
    now,
    log,
    apply: (inForce) => {
      active = inForce;
      for (const site of sites) site.setFaults(faultsAt(active, site.spec.id));
      files.keep(launcher, ports, active);
    },
    kill: (pid) => process.kill(pid, 'SIGKILL'),
    collectorsCame: () => {
      for (const site of sites) site.callInJobs();
    },
  });
  log.info(`EXERCICE: ${specs.map(({ name }) => name).join(', ')}`);
  return {
    stop: async () => {
      clearInterval(timer);
      commands.stop();
      await Promise.all([...sites.map((site) => site.stop()), surroundings.close(), telephones.close()]);
      await bus.close();
    },
  };
}

if (import.meta.main) await runRole('drill', ({ runtime, log }) => startDrill(runtime, log));
