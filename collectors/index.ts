/** The table of collectors: a folder beside this file is a line here. */
import type { MakeCollector } from './collector.ts';
import { makeDerivedCollector } from './derived/index.ts';
import { makeHeartbeatCollector } from './heartbeat/index.ts';
import { makeIcmpCollector } from './icmp/index.ts';
import { makeMqttCollector } from './mqtt/index.ts';
import { makeProbeCollector } from './probe/index.ts';
import { makeSnmpCollector } from './snmp/index.ts';

export const collectorTable: Readonly<Record<string, MakeCollector>> = {
  snmp: makeSnmpCollector,
  mqtt: makeMqttCollector,
  icmp: makeIcmpCollector,
  probe: makeProbeCollector,
  heartbeat: makeHeartbeatCollector,
  derived: makeDerivedCollector,
};
