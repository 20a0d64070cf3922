/** The table of a site's simulated SNMP devices. */
import { rowUnit, splitUnit } from './air-conditioners.ts';
import { environmentUnit } from './environment.ts';
import { firewall } from './firewall.ts';
import { gateway } from './gateway.ts';
import { applicationServer, recordingServer, videoRecorder } from './hosts.ts';
import { generator, transferSwitch } from './power-source.ts';
import { accessSwitch } from './switch.ts';
import { ups } from './ups.ts';
import type { SiteView, SnmpDevice } from './view.ts';

export const snmpDevices = (view: SiteView, upMs: () => number): readonly SnmpDevice[] => [
  firewall(view, upMs),
  accessSwitch(view, upMs),
  transferSwitch(view, upMs),
  ups(view, upMs),
  ...(view.spec.generator === 'himoinsa' ? [generator(view, upMs)] : []),
  splitUnit(view, upMs),
  rowUnit(view, upMs),
  environmentUnit(view, upMs),
  gateway(view, upMs),
  applicationServer(view, upMs),
  recordingServer(view, upMs),
  videoRecorder(view, upMs),
];
