/** One poll of twenty objects (sysUpTime and nineteen of a UPS): Vigie beside snmp_exporter and snmpbulkwalk. */
import type { BenchReport, RunBench } from './contract.ts';
import { upsDevice, upsObjects } from './snmp-devices.ts';
import {
  bulkwalk,
  bulkwalkBinary,
  exporterBinary,
  type Fleet,
  type Measured,
  measure,
  measureExporter,
  ownCpuMicros,
  procCpuMicros,
  startExporter,
  startFleet,
  sweep,
} from './snmp-subjects.ts';
import { VigieSide } from './snmp-vigie.ts';

const devices = 100;
const inFlight = 50;
const uptime = '1.3.6.1.2.1.1.3.0';

const run: RunBench = async (report) => {
  const fleet = await startFleet('ups', devices);
  try {
    tell(report, 'vigie', await vigie(fleet));
    const exporter = exporterBinary();
    if (exporter === null) report.skip('snmp_exporter', 'prometheus-snmp-exporter is not installed');
    else tell(report, 'snmp_exporter', await exported(fleet, exporter));
    const walker = bulkwalkBinary();
    if (walker === null) report.skip('snmpbulkwalk', 'snmpbulkwalk (package snmp) is not installed');
    else tell(report, 'snmpbulkwalk', await walked(fleet, walker));
  } finally {
    fleet.stop();
  }
};
export default run;

function tell(report: BenchReport, subject: string, measured: Measured): void {
  report.row(subject, 'cpu us/device', measured.cpuMicrosPerDevice);
  report.row(subject, 'devices/s', measured.devicesPerSecond);
  report.row(subject, 'varbinds/device', measured.varbindsPerDevice);
}

async function vigie(fleet: Fleet): Promise<Measured> {
  const side = new VigieSide();
  const plan = await side.plan(fleet.ports[0] as number, ['ups-mib']);
  const gets = [uptime, ...upsObjects.map((one) => one.oid)];
  const asked = new Set(gets);
  const points = Object.values(plan.fast).flatMap((work) =>
    work.points.filter((point) => point.needs.every((oid) => asked.has(oid))),
  );
  const poll = (port: number) => side.get(port, plan, gets, points);
  // The first rounds let the compiler see the code, as in a process that polls all day.
  await sweep(fleet.ports, 30, inFlight, poll);
  side.readings = 0;
  const rounds = 100;
  const measured = await measure(fleet, rounds, ownCpuMicros, () =>
    sweep(fleet.ports, rounds, inFlight, poll),
  );
  if (side.readings < rounds * devices * (points.length - 1))
    throw new Error(`only ${side.readings} readings came out`);
  await side.transport.close();
  return measured;
}

/** Written by hand for the public format of snmp.yml: the twenty objects by GET, a metric for each. */
export function exporterConfiguration(): string {
  const objects = [uptime, ...upsObjects.map((one) => one.oid)];
  const lines = ['bench:', '  version: 2', '  auth: { community: public }', '  get:'];
  for (const oid of objects) lines.push(`    - ${oid}`);
  lines.push('  metrics:');
  objects.forEach((oid, at) => {
    lines.push(`    - { name: object_${at}, oid: ${oid}, type: gauge, help: "" }`);
  });
  return `${lines.join('\n')}\n`;
}

async function exported(fleet: Fleet, binary: string): Promise<Measured> {
  const exporter = await startExporter(binary, exporterConfiguration(), `object_${upsDevice.length - 4} `);
  return measureExporter(fleet, exporter, { warm: 3, rounds: 20, inFlight });
}

/** A process for each device: a few devices tell what each costs. */
const walkedDevices = 30;

/** The subtree holds these nineteen objects and no other, so that the walk is the shortest way by this tool. */
const walked = (fleet: Fleet, binary: string): Promise<Measured> => {
  const few = { ...fleet, ports: fleet.ports.slice(0, walkedDevices) };
  return measure(
    few,
    1,
    () => procCpuMicros('self', true),
    () => sweep(few.ports, 1, 2, (port) => bulkwalk(binary, port, ['1.3.6.1.2.1.33.1'])),
  );
};
