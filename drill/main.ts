/** The drill's role: a simulated operator on the real wire. Starts the sites, writes their site book, takes commands. */
import type { Logger } from 'pino';
import type { Runtime } from '../lib/config/runtime.ts';
import { connectLiveBus } from '../lib/live/mqtt-live-bus.ts';
import { type RunningRole, runRole } from '../lib/live/role.ts';
import { systemClock } from '../lib/time/clock.ts';
import { bookOf, v3User } from './book.ts';
import { Commands } from './commands.ts';
import { DrillFiles } from './file-drill.ts';
import { sitesOf } from './operator.ts';
import { RunningSite, type SiteAccess } from './running-site.ts';
import { faultsAt } from './scenarios.ts';
import { Surroundings } from './surroundings.ts';

/** Four times a step of the model: a scenario is seen, and its trap sent, within a quarter of a second of its step. */
const tickMs = 250;
/** Not secrets: they open simulated devices on loopback. They stand in files so that the drill's book reads like any other. */
const secrets = { community: 'exercice', auth: 'exercice-auth', privacy: 'exercice-privacy' } as const;

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

function writeBook(files: DrillFiles, sites: readonly RunningSite[], surroundings: Surroundings): void {
  const entries = sites.map((site) => ({
    spec: site.spec,
    snmp: site.agents.map(({ device, agent }) => ({ device, port: agent.port })),
    mqtt: site.publishers,
    jobs: site.jobs,
    around: surroundings.of(site.spec.id),
  }));
  const countries = sitesOf('per-site').map(({ country }) => country);
  files.writeBook(bookOf(entries, countries), secrets);
}

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
  const ports = { ...portsOf(sites), ...surroundings.ports };
  writeBook(files, sites, surroundings);
  const timer = setInterval(() => {
    for (const site of sites) site.tick();
  }, tickMs);
  const bus = await connectLiveBus(runtime.bus, log);
  const commands = new Commands({
    bus,
    sites: specs.map(({ id }) => id),
    active: memory.active,
    now,
    log,
    apply: (active) => {
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
      await Promise.all([...sites.map((site) => site.stop()), surroundings.close(), bus.close()]);
    },
  };
}

if (import.meta.main) await runRole('drill', ({ runtime, log }) => startDrill(runtime, log));
