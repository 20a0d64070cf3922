/** The SNMP collector: devices of the site book with `snmp:` → readings. */
import type { Inventory } from '../../lib/inventory/inventory.ts';
import type { Collector, CollectorContext, MakeCollector } from '../collector.ts';
import { DeviceMemory } from './device-memory.ts';
import { Gate } from './gate.ts';
import { openRoads } from './open-roads.ts';
import { loadProfiles } from './profile-files.ts';
import { AddressBook } from './resolve-address.ts';
import { SnmpWatch } from './watch.ts';

/** Devices polled at the same time; each has one request in flight. */
const maxFastJobs = 256;
const maxSlowJobs = 64;

export const makeSnmpCollector: MakeCollector = async (context: CollectorContext): Promise<Collector> => {
  const { sink, clock, log, memoryDir } = context;
  const { profiles, problems } = loadProfiles();
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
  return {
    name: 'snmp',
    async apply(inventory: Inventory): Promise<void> {
      owners.clear();
      for (const site of inventory.sites)
        for (const device of site.devices)
          if (device.snmp !== null) owners.set(device.snmp.address, { site: device.site, device: device.id });
      watch.apply(inventory);
    },
    pollNow: (site, device) => watch.pollNow(site, device),
    hasten: (site, device, interfaceName, everyMs) => watch.hasten(site, device, interfaceName, everyMs),
    async stop(): Promise<void> {
      watch.stop();
      memory.save();
      await transport.close();
    },
  };
};
