/** The SNMP collector: devices of the site book with `snmp:` → readings. */
import type { Inventory } from '../../lib/inventory/inventory.ts';
import type { Collector, CollectorContext, MakeCollector } from '../collector.ts';
import { DeviceMemory } from './device-memory.ts';
import { engineIdIn } from './engine-id.ts';
import { loadProfilesCached } from './file-profile-cache.ts';
import { Gate } from './gate.ts';
import { openRoads } from './open-roads.ts';
import { AddressBook } from './resolve-address.ts';
import { TrapDoor } from './trap-door.ts';
import { UdpTrapListener } from './udp-trap-listener.ts';
import { SnmpWatch } from './watch.ts';

/** Devices polled at the same time; each has one request in flight. */
const maxFastJobs = 256;
const maxSlowJobs = 64;
/** Traps come when they come: the ledger's line is only there to show the last. */
const trapEveryMs = 86_400_000;

export interface SnmpCollector extends Collector {
  /** Where traps are listened for; null: nowhere, the port was taken. */
  trapPort(): number | null;
}

type SnmpContext = Pick<CollectorContext, 'sink' | 'clock' | 'log' | 'memoryDir'>;

/** Devices that are all on this machine (the drill) need no port that others can reach. */
const trapHost = (inventory: Inventory): string => {
  const addresses = inventory.sites.flatMap((site) =>
    site.devices.flatMap((device) => device.snmp?.address ?? []),
  );
  return addresses.every((address) => address.startsWith('127.') || address === 'localhost')
    ? '127.0.0.1'
    : '0.0.0.0';
};

export const makeSnmpCollector = (async (context: SnmpContext): Promise<SnmpCollector> => {
  const { sink, clock, log, memoryDir } = context;
  const { profiles, problems } = loadProfilesCached();
  for (const problem of problems) log.error({ problem }, 'a profile is left out');
  const owners = new Map<string, { site: string; device: string }>();
  const drop = (cause: string, address: string): void => {
    const owner = owners.get(address);
    sink.drop(cause, owner?.site ?? '', owner?.device ?? '');
  };
  const memory = new DeviceMemory(memoryDir, (error) => log.warn({ error }, 'learned sizes cannot be kept'));
  const transport = openRoads(drop, memory);
  const watch = new SnmpWatch({
    transport,
    profiles,
    sink,
    clock,
    memory,
    addresses: new AddressBook(clock),
    gates: { fast: new Gate(maxFastJobs), slow: new Gate(maxSlowJobs) },
    log: (text, about) => log.info(about, text),
  });
  const traps = listenForTraps(context, watch);
  return {
    name: 'snmp',
    trapPort: () => traps.port(),
    async apply(inventory: Inventory): Promise<void> {
      owners.clear();
      for (const site of inventory.sites)
        for (const device of site.devices)
          if (device.snmp !== null) owners.set(device.snmp.address, { site: device.site, device: device.id });
      watch.apply(inventory);
      await traps.apply(inventory);
    },
    pollNow: (site, device) => watch.pollNow(site, device),
    hasten: (site, device, interfaceName, everyMs) => watch.hasten(site, device, interfaceName, everyMs),
    async stop(): Promise<void> {
      traps.close();
      watch.stop();
      memory.save();
      await transport.close();
    },
  };
}) satisfies MakeCollector;

/** A trap says only which device to ask now. */
function listenForTraps(context: SnmpContext, watch: SnmpWatch) {
  const { sink, clock, log, memoryDir } = context;
  const door = new TrapDoor();
  const traps = new UdpTrapListener({
    door,
    clock,
    engineId: engineIdIn(memoryDir),
    hint({ site, device }, trapOid) {
      log.debug({ site, device, trapOid }, 'a trap: the device is asked');
      const at = clock.now();
      const heard = { triedAt: at, answeredAt: at, valueAt: null, failures: 0, reason: null };
      sink.ledger({ site, device, check: 'snmp/trap', everyMs: trapEveryMs, ...heard });
      watch.pollNow(site, device);
    },
    drop: (cause, site, device, count) => sink.drop(cause, site, device, count),
    warn: (text, about) => log.warn(about, text),
  });
  /** Where it was last tried, so that a changed book moves it and a taken port is tried again. */
  let listening = '';
  return {
    port: () => traps.port,
    close: () => traps.close(),
    async apply(inventory: Inventory): Promise<void> {
      door.apply(inventory);
      const host = trapHost(inventory);
      const wanted = `${host} ${inventory.trapPort}`;
      if (traps.port !== null && wanted === listening) return;
      traps.close();
      listening = wanted;
      await traps.open(host, inventory.trapPort);
      if (traps.port !== null) log.info({ port: traps.port, host }, 'traps are listened for');
    },
  };
}
