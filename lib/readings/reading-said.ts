/** How one abnormal reading is told: by its own kind of sentence where it has one, else as a value or a state. */
import type { Label, Said, ValueFacts } from '../messages/abnormal-facts.ts';
import { metricOf } from './catalogue/index.ts';
import { e1Alarm } from './e1-alarm.ts';
import type { DevicePicture, Picture, SitePicture } from './picture.ts';
import { labelOf, readingOf } from './picture.ts';
import type { Reading } from './reading.ts';

/** Channels of one E1 that carry speech. */
export const channelsPerE1 = 30;

const labelsOf = (metric: string): Label => {
  const known = metricOf(metric);
  return known ? { fr: known.fr, en: known.en } : { fr: metric, en: metric };
};

/** The bound of the catalogue that the value passes; none when the device or the site book has judged by another. */
function boundOf(reading: Reading): { bound: number | null; above: boolean } {
  const band = metricOf(reading.metric)?.band;
  const { value } = reading;
  if (band === undefined || value === null) return { bound: null, above: true };
  const { criticalAbove, warningAbove, criticalBelow, warningBelow } = band;
  if (criticalAbove !== undefined && value > criticalAbove) return { bound: criticalAbove, above: true };
  if (warningAbove !== undefined && value > warningAbove) return { bound: warningAbove, above: true };
  if (criticalBelow !== undefined && value < criticalBelow) return { bound: criticalBelow, above: false };
  if (warningBelow !== undefined && value < warningBelow) return { bound: warningBelow, above: false };
  return { bound: null, above: true };
}

/** The thing's name, without repeating the device's. */
const thingOf = (picture: Picture, device: DevicePicture, reading: Reading): string => {
  const label = labelOf(picture, reading);
  return label === device.name ? '' : label;
};

export function staleSaid(
  picture: Picture,
  site: SitePicture,
  device: DevicePicture,
  reading: Reading,
): Said {
  return {
    kind: 'stale',
    facts: {
      device: device.name,
      zone: site.timezone,
      label: labelsOf(reading.metric),
      thing: thingOf(picture, device, reading),
      value: reading.value,
      unit: metricOf(reading.metric)?.unit ?? '',
      text: reading.text,
      at: reading.at,
      ageMs: Math.max(0, picture.now - reading.at),
    },
  };
}

export function readingSaid(
  picture: Picture,
  site: SitePicture,
  device: DevicePicture,
  reading: Reading,
): Said {
  const thing = thingOf(picture, device, reading);
  const text = reading.text ?? String(reading.value ?? '');
  const label = labelsOf(reading.metric);
  const [family = '', name = ''] = reading.metric.split('.');
  if (family === 'contact') {
    if (reading.state === 'unknown')
      return { kind: 'contactUnplugged', facts: { device: device.name, meaning: name, thing } };
    const phone = site.contacts.fire_brigade ?? null;
    return { kind: 'contact', facts: { device: device.name, meaning: name, thing, phone } };
  }
  switch (reading.metric) {
    case 'environment.temperature_celsius':
      return { kind: 'hot', facts: { ...valueFacts(device, reading, label, thing), cooling: null } };
    case 'e1.line_state':
      return {
        kind: 'e1Alarm',
        facts: {
          trunk: thing || device.name,
          text: e1Alarm(text),
          channels: channelsPerE1,
          voip: site.trunks.some((trunk) => trunk.kind === 'voip'),
        },
      };
    case 'heartbeat.state': {
      const { site: at, device: of, instance } = reading;
      const age = readingOf(picture, at, of, 'heartbeat.age_seconds', instance)?.value;
      return {
        kind: 'heartbeat',
        facts: { name: thing || device.name, text, ageMs: age == null ? null : age * 1_000 },
      };
    }
    case 'probe.state':
      return { kind: 'probe', facts: { device: device.name, target: thing, text } };
    case 'device.online':
      return { kind: 'offline', facts: { device: device.name } };
    default:
      return metricOf(reading.metric)?.kind === 'state' || reading.value === null
        ? { kind: 'state', facts: { device: device.name, label, thing, text } }
        : { kind: 'value', facts: valueFacts(device, reading, label, thing) };
  }
}

const valueFacts = (device: DevicePicture, reading: Reading, label: Label, thing: string): ValueFacts => ({
  device: device.name,
  label,
  thing,
  value: reading.value,
  unit: metricOf(reading.metric)?.unit ?? '',
  ...boundOf(reading),
});
