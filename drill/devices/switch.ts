/** An access switch: sixteen ports of the floor and an uplink, by IF-MIB alone. */
import { activity } from '../model/day.ts';
import { lanBitsPerSecond } from '../model/site.ts';
import {
  interfaceGroup,
  type SimulatedInterface,
  type SiteView,
  type SnmpDevice,
  systemGroup,
} from './view.ts';

const accessPorts = 16;
const uplink = 25;

export function accessSwitch(view: SiteView, upMs: () => number): SnmpDevice {
  const lan = (way: 'in' | 'out') => (): number => {
    const { servers, at } = view.state();
    const octets = way === 'in' ? servers.lanInOctets : servers.lanOutOctets;
    return octets + (lanBitsPerSecond(view.spec, at)[way] / 8000) * view.sinceStepMs();
  };
  const ports = Array.from({ length: accessPorts }, (_, i): SimulatedInterface => {
    // Each port its share, so that no two charts are the same.
    const share = (1 + ((view.spec.seed + i * 7) % 5)) / (accessPorts * 3);
    const used = i < Math.ceil((view.spec.agents / 110) * accessPorts);
    return {
      index: i + 1,
      name: `Gi1/0/${i + 1}`,
      // A free port is nobody's: only what is described should be up.
      alias: used ? `Rangée ${i + 1}` : '',
      type: 6,
      bitsPerSecond: 1_000_000_000,
      up: () => used,
      in: used ? () => lan('in')() * share : () => 0,
      out: used ? () => lan('out')() * share : () => 0,
    };
  });
  return {
    id: 'sw-1',
    kind: 'switch',
    name: 'Commutateur plateau',
    parent: 'fw-1',
    objects: [
      ...systemGroup(view, {
        descr: 'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E8',
        objectId: '1.3.6.1.4.1.9.1.1208',
        name: 'sw-1',
        upMs,
      }),
      ...interfaceGroup([
        ...ports,
        {
          index: uplink,
          name: 'Gi1/0/25',
          alias: 'Vers fw-1',
          type: 6,
          bitsPerSecond: 1_000_000_000,
          up: () => true,
          in: lan('in'),
          out: lan('out'),
        },
      ]),
    ],
  };
}

/** Share of the day's activity that the machines feel. */
export const machineLoad = (view: SiteView): number => activity(view.now(), view.spec.offsetMinutes);
