/** Servers by HOST-RESOURCES-MIB and UCD-SNMP-MIB, and the video recorder by the maker's MIB. */
import { wander } from '../model/noise.ts';
import { recordingDiskBytes } from '../model/site.ts';
import { counter32, gauge, integer, type MibObject, oid, text, ticks } from '../snmp/mib-tree.ts';
import { machineLoad } from './switch.ts';
import { interfaceGroup, type SiteView, type SnmpDevice, systemGroup } from './view.ts';

const hostResources = '1.3.6.1.2.1.25';
const storage = `${hostResources}.2.3.1`;
const storageTypes = { ram: 2, fixedDisk: 4, virtual: 3 } as const;
const ucd = '1.3.6.1.4.1.2021';
const memoryKilobytes = 32_000_000;

interface Disk {
  readonly index: number;
  readonly mount: string;
  readonly type: keyof typeof storageTypes;
  readonly unitBytes: number;
  readonly bytes: number;
  readonly usedRatio: () => number;
}

const diskRows = (disk: Disk): MibObject[] => [
  [`${storage}.1.${disk.index}`, integer(disk.index)],
  [`${storage}.2.${disk.index}`, oid(`${hostResources}.2.1.${storageTypes[disk.type]}`)],
  [`${storage}.3.${disk.index}`, text(disk.mount)],
  [`${storage}.4.${disk.index}`, integer(disk.unitBytes)],
  [`${storage}.5.${disk.index}`, integer(disk.bytes / disk.unitBytes)],
  [`${storage}.6.${disk.index}`, () => integer((disk.bytes / disk.unitBytes) * disk.usedRatio())],
];

function hostGroup(view: SiteView, upMs: () => number, seed: number, disks: readonly Disk[]): MibObject[] {
  const load = () =>
    Math.min(0.85, 0.06 + 0.3 * machineLoad(view) * (1 + 0.25 * wander(seed, view.now(), 20_000)));
  const memory = () => 0.42 + 0.18 * machineLoad(view);
  const average = (arc: number, period: number): MibObject => [
    `${ucd}.10.1.3.${arc}`,
    () => text((load() * 8 * (1 + 0.1 * wander(seed + arc, view.now(), period))).toFixed(2)),
  ];
  return [
    [`${hostResources}.1.1.0`, () => ticks(upMs())],
    [`${hostResources}.1.5.0`, gauge(1)],
    [`${hostResources}.1.6.0`, () => gauge(210 + 60 * machineLoad(view))],
    [`${hostResources}.2.2.0`, integer(memoryKilobytes)],
    ...diskRows({
      index: 1,
      mount: 'Physical memory',
      type: 'ram',
      unitBytes: 1024,
      bytes: memoryKilobytes * 1024,
      usedRatio: memory,
    }),
    ...disks.flatMap(diskRows),
    ...[0, 1, 2, 3].flatMap((core): MibObject[] => [
      [`${hostResources}.3.3.1.1.${196_608 + core}`, oid('0.0')],
      [
        `${hostResources}.3.3.1.2.${196_608 + core}`,
        () => integer(100 * Math.min(0.85, load() * (1 + 0.1 * core))),
      ],
    ]),
    [`${ucd}.4.5.0`, integer(memoryKilobytes)],
    [`${ucd}.4.6.0`, () => integer(memoryKilobytes * (1 - memory()))],
    [`${ucd}.4.14.0`, integer(0)],
    [`${ucd}.4.15.0`, integer(0)],
    average(1, 60_000),
    average(2, 300_000),
    average(3, 900_000),
    [`${ucd}.11.11.0`, () => integer(100 * (1 - load()))],
  ];
}

const linux = {
  descr: 'Linux 6.1.0-27-amd64 #1 SMP PREEMPT_DYNAMIC Debian x86_64',
  objectId: '1.3.6.1.4.1.8072.3.2.10',
};
const ethernet = (view: SiteView, share: number): MibObject[] => {
  const octets = (way: 'lanInOctets' | 'lanOutOctets') => () => view.state().servers[way] * share;
  return interfaceGroup([
    {
      index: 2,
      name: 'eth0',
      alias: '',
      type: 6,
      bitsPerSecond: 1_000_000_000,
      up: () => true,
      in: octets('lanInOctets'),
      out: octets('lanOutOctets'),
    },
  ]);
};

export function applicationServer(view: SiteView, upMs: () => number): SnmpDevice {
  const disks: Disk[] = [
    { index: 31, mount: '/', type: 'fixedDisk', unitBytes: 4096, bytes: 120e9, usedRatio: () => 0.34 },
    {
      index: 36,
      mount: '/srv',
      type: 'fixedDisk',
      unitBytes: 4096,
      bytes: 960e9,
      usedRatio: () => 0.52 + 0.02 * wander(view.spec.seed + 91, view.now(), 7_200_000),
    },
  ];
  return {
    id: 'srv-1',
    kind: 'server',
    name: 'Serveur applicatif',
    parent: 'sw-1',
    v3: true,
    objects: [
      ...systemGroup(view, { ...linux, name: 'srv-1', upMs }),
      ...ethernet(view, 0.3),
      ...hostGroup(view, upMs, view.spec.seed + 92, disks),
    ],
  };
}

export function recordingServer(view: SiteView, upMs: () => number): SnmpDevice {
  const disks: Disk[] = [
    { index: 31, mount: '/', type: 'fixedDisk', unitBytes: 4096, bytes: 120e9, usedRatio: () => 0.22 },
    {
      index: 36,
      mount: '/srv/recordings',
      type: 'fixedDisk',
      unitBytes: 65_536,
      bytes: recordingDiskBytes,
      usedRatio: () => view.state().servers.recordingBytes / recordingDiskBytes,
    },
  ];
  return {
    id: 'rec-1',
    kind: 'recording',
    name: 'Serveur d’enregistrements',
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, { ...linux, name: 'rec-1', upMs }),
      ...ethernet(view, 0.1),
      ...hostGroup(view, upMs, view.spec.seed + 95, disks),
    ],
  };
}

const hikvision = '1.3.6.1.4.1.50001.1';

export function videoRecorder(view: SiteView, upMs: () => number): SnmpDevice {
  const capacityMegabytes = 8_000_000;
  return {
    id: 'nvr-1',
    kind: 'recorder',
    name: 'Enregistreur vidéo',
    parent: 'sw-1',
    objects: [
      ...systemGroup(view, {
        descr: 'Hikvision company products',
        objectId: '1.3.6.1.4.1.50001',
        name: 'nvr-1',
        upMs,
      }),
      [`${hikvision}.3.0`, text(`DS-7616-${view.spec.seed}`)],
      [`${hikvision}.100.0`, integer(2)],
      [`${hikvision}.240.0`, integer(1)],
      [`${hikvision}.241.1.1.1.0`, integer(1)],
      [`${hikvision}.241.1.2.1.0`, text('Disk 1')],
      [`${hikvision}.241.1.3.1.0`, integer(0)],
      [
        `${hikvision}.241.1.4.1.0`,
        () => integer(capacityMegabytes * (0.24 + 0.03 * wander(view.spec.seed + 97, view.now(), 3_600_000))),
      ],
      [`${hikvision}.241.1.5.1.0`, integer(capacityMegabytes)],
      ['1.3.6.1.2.1.11.1.0', () => counter32(view.now() / 1000)],
    ],
  };
}
