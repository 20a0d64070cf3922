/** One walk of a 48-port switch, the same columns for every subject: those that Vigie polls. */
import { interfaceOf } from '../collectors/snmp/interface-facts.ts';
import type { BenchReport, RunBench } from './contract.ts';
import { portCount } from './snmp-devices.ts';
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

const devices = 50;
const inFlight = 25;

const run: RunBench = async (report) => {
  const fleet = await startFleet('switch', devices);
  try {
    const { measured, columns } = await vigie(fleet);
    tell(report, 'vigie', measured, columns);
    const exporter = exporterBinary();
    if (exporter === null) report.skip('snmp_exporter', 'prometheus-snmp-exporter is not installed');
    else tell(report, 'snmp_exporter', await exported(fleet, exporter, columns), columns);
    const walker = bulkwalkBinary();
    if (walker === null) report.skip('snmpbulkwalk', 'snmpbulkwalk (package snmp) is not installed');
    else tell(report, 'snmpbulkwalk', await walked(fleet, walker, columns), columns);
  } finally {
    fleet.stop();
  }
};
export default run;

function tell(report: BenchReport, subject: string, measured: Measured, columns: readonly string[]): void {
  const extra = { columns: columns.length, ports: portCount };
  report.row(subject, 'cpu us/device', measured.cpuMicrosPerDevice, extra);
  report.row(subject, 'devices/s', measured.devicesPerSecond, extra);
  report.row(subject, 'varbinds/device', measured.varbindsPerDevice, extra);
}

async function vigie(fleet: Fleet): Promise<{ measured: Measured; columns: readonly string[] }> {
  const side = new VigieSide();
  const plan = await side.plan(fleet.ports[0] as number);
  const works = [plan.slow.states, plan.slow.traffic];
  const columns = works.flatMap((work) => work.walks.flat());
  const points = works.flatMap((work) => work.points).filter((point) => interfaceOf(point.oid) !== null);
  const poll = (port: number) => side.walk(port, plan, columns, points, portCount);
  // The first rounds let the compiler see the code, as in a process that polls all day.
  await sweep(fleet.ports, 40, inFlight, poll);
  side.readings = 0;
  const rounds = 40;
  const measured = await measure(fleet, rounds, ownCpuMicros, () =>
    sweep(fleet.ports, rounds, inFlight, poll),
  );
  if (side.readings === 0) throw new Error('no reading came out');
  await side.transport.close();
  return { measured, columns };
}

/** Written by hand for the public format of snmp.yml: the same columns, a metric for each. */
export function exporterConfiguration(columns: readonly string[]): string {
  const lines = [
    'bench:',
    '  version: 2',
    '  auth: { community: public }',
    '  max_repetitions: 25',
    '  walk:',
  ];
  for (const column of columns) lines.push(`    - ${column}`);
  lines.push('  metrics:');
  columns.forEach((column, at) => {
    lines.push(
      `    - { name: column_${at}, oid: ${column}, type: gauge, help: "", indexes: [{ labelname: ifIndex, type: gauge }] }`,
    );
  });
  return `${lines.join('\n')}\n`;
}

async function exported(fleet: Fleet, binary: string, columns: readonly string[]): Promise<Measured> {
  const last = `column_${columns.length - 1}{ifIndex="${portCount}"}`;
  const exporter = await startExporter(binary, exporterConfiguration(columns), last);
  return measureExporter(fleet, exporter, { warm: 2, rounds: 6, inFlight });
}

/** A process for each column and device: a few devices tell what each costs. */
const walkedDevices = 4;

const walked = (fleet: Fleet, binary: string, columns: readonly string[]): Promise<Measured> => {
  const few = { ...fleet, ports: fleet.ports.slice(0, walkedDevices) };
  return measure(
    few,
    1,
    () => procCpuMicros('self', true),
    () => sweep(few.ports, 1, 1, (port) => bulkwalk(binary, port, columns)),
  );
};
