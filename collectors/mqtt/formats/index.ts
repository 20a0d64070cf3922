/** The table of payload forms: a new one is one file and one line. */
import type { Format } from '../format.ts';
import { genmonFormat } from './genmon.ts';
import { readingsFormat } from './readings.ts';
import { shellyFormat } from './shelly.ts';
import { sparkplugFormat } from './sparkplug.ts';
import { tasmotaFormat } from './tasmota.ts';
import { teltonikaFormat } from './teltonika.ts';
import { victronFormat } from './victron.ts';
import { zigbee2mqttFormat } from './zigbee2mqtt.ts';

export const formats = {
  readings: readingsFormat,
  tasmota: tasmotaFormat,
  genmon: genmonFormat,
  sparkplug: sparkplugFormat,
  zigbee2mqtt: zigbee2mqttFormat,
  shelly: shellyFormat,
  victron: victronFormat,
  teltonika: teltonikaFormat,
} as const satisfies Record<string, Format>;
