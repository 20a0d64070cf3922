/** The table of a site's devices that publish. */
import type { SiteSpec } from '../model/spec.ts';
import { energyMeter, generatorMonitor, tankGauge } from './energy-devices.ts';
import type { PublishingDevice } from './publishing-device.ts';
import { entryDoor, roomSensor } from './room-devices.ts';

export const publishingDevices = (spec: SiteSpec): readonly PublishingDevice[] => [
  tankGauge(spec),
  energyMeter(spec),
  ...(spec.generator === 'genmon' ? [generatorMonitor(spec)] : []),
  roomSensor(spec),
  entryDoor(spec),
];
