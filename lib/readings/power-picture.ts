/** The power of a site as the screens show it: which source carries, what is left in battery and tank, and the sum. */
import type { DeviceId } from '../inventory/inventory.ts';
import type { Instant } from '../time/clock.ts';
import type { FuelRunway } from './fuel-runway.ts';
import { fuelRunway } from './fuel-runway.ts';
import { wordOf } from './link-picture.ts';
import type { Measured } from './measured.ts';
import { extreme, measuredAll, notMeasured } from './measured.ts';
import type { Picture, SitePicture } from './picture.ts';
import { deadVolts } from './power-source.ts';
import { generatorWord, ofFirstInput } from './power-words.ts';
import type { Service } from './service-hours.ts';
import { serviceAt } from './service-hours.ts';
import type { PowerSource } from './states.ts';
import { powerSources } from './states.ts';

export interface UpsPicture {
  readonly device: DeviceId;
  readonly source: Measured;
  readonly runtime: Measured;
  readonly charge: Measured;
  readonly load: Measured;
}
export interface PowerPicture {
  /** What carries the site; null: not known. */
  readonly source: PowerSource | null;
  readonly sourceSince: Instant | null;
  /** Lowest phase of the mains. */
  readonly mainsVolts: Measured;
  readonly mainsPresent: boolean | null;
  readonly atsSource: Measured;
  readonly ups: readonly UpsPicture[];
  readonly generator: {
    readonly device: DeviceId;
    /** Canonical word in `text`. */
    readonly state: Measured;
    readonly volts: Measured;
    readonly hertz: Measured;
    readonly fuelRatio: Measured;
  } | null;
  readonly load: Measured;
  readonly litres: Measured;
  readonly litresPerHour: Measured;
  /** With every figure of its sum; `estimated` while the generator does not carry. */
  readonly runway: FuelRunway | null;
  readonly service: Service;
  readonly transferDelay: Measured;
}

/** Device under which `power.*` is read: the generator, else the mains, else the first UPS. */
export const powerDevice = (power: {
  readonly generator: DeviceId | null;
  readonly mains: DeviceId | null;
  readonly ups: readonly DeviceId[];
}): DeviceId | null => power.generator ?? power.mains ?? power.ups[0] ?? null;

export function powerPicture(picture: Picture, site: SitePicture): PowerPicture | null {
  const { power } = site;
  if (power === null) return null;
  const device = powerDevice(power);
  // Some profiles name the one instance that there is, and two profiles may hold for a device.
  const of = (metric: string, from: DeviceId | null = device): Measured => {
    const all = measuredAll(picture, site.id, from, metric);
    return (
      all.find((one) => one.instance === '' && one.state !== 'unknown') ??
      all.find((one) => one.value !== null) ??
      all[0] ??
      notMeasured
    );
  };
  const lowest = (from: DeviceId | null, metric: string): Measured =>
    extreme(measuredAll(picture, site.id, from, metric), 'lowest');
  const source = of('power.source');
  const mainsVolts =
    [
      extreme(ofFirstInput(measuredAll(picture, site.id, power.mains, 'mains.voltage_volts')), 'lowest'),
      lowest(power.generator, 'mains.voltage_volts'),
      ...power.ups.map((ups) => lowest(ups, 'ups.input_voltage_volts')),
    ].find((one) => one.reading !== null) ?? notMeasured;
  const ups = power.ups.map((id) => ({
    device: id,
    source: of('ups.output_source', id),
    runtime: of('ups.runtime_seconds', id),
    charge: of('ups.battery_charge_ratio', id),
    load: lowest(id, 'ups.load_ratio'),
  }));
  const litres = of('power.fuel_litres');
  const litresPerHour = of('power.fuel_consumption_litres_per_hour');
  const service = serviceAt(site.service, site.timezone, picture.now);
  const word = wordOf(powerSources, source.value);
  return {
    source: word,
    sourceSince: word === null ? null : source.since,
    mainsVolts,
    mainsPresent: mainsVolts.value === null ? null : mainsVolts.value >= deadVolts,
    atsSource: of('ats.source_state', power.mains),
    ups,
    generator:
      power.generator === null
        ? null
        : {
            device: power.generator,
            state: inWord(of('generator.state', power.generator)),
            volts: lowest(power.generator, 'generator.output_voltage_volts'),
            hertz: lowest(power.generator, 'generator.frequency_hertz'),
            fuelRatio: of('generator.fuel_level_ratio', power.generator),
          },
    load: of('power.load_watts'),
    litres,
    litresPerHour,
    runway: runwayOf(picture.now, site, litres.value, litresPerHour.value, word !== 'generator', service),
    service,
    transferDelay: of('power.transfer_delay_seconds'),
  };
}

/** The canonical word in place of the device's, where it has one. */
const inWord = (state: Measured): Measured => ({ ...state, text: generatorWord(state.text) ?? state.text });

function runwayOf(
  now: Instant,
  site: SitePicture,
  litres: number | null,
  litresPerHour: number | null,
  estimated: boolean,
  service: Service,
): FuelRunway | null {
  if (litres === null || litresPerHour === null || site.power === null) return null;
  const { deliveryMs, marginMs } = site.power;
  return fuelRunway({
    now,
    litres,
    litresPerHour,
    estimated,
    serviceEndAt: service.endAt,
    deliveryMs,
    marginMs,
  });
}
