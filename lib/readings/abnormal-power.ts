/** What is wrong with the power of a site, told once for the whole chain. */
import type { PowerChain } from '../inventory/inventory.ts';
import type { Said } from '../messages/abnormal-facts.ts';
import type { Instant } from '../time/clock.ts';
import type { Abnormal, Found, Severity } from './abnormal.ts';
import { parentDown } from './measured.ts';
import type { Picture, SitePicture } from './picture.ts';
import { labelOf, readingsOf } from './picture.ts';
import type { PowerPicture } from './power-picture.ts';
import { powerDevice, powerPicture } from './power-picture.ts';
import { ofFirstInput } from './power-words.ts';
import type { Reading } from './reading.ts';
import { seriesId } from './reading.ts';

/** Metrics that a lost mains, and the generator that carries, move by themselves: consequences, not causes. */
const consequences =
  /^(mains\.|ats\.|ups\.(output_source|input_|on_battery|alarms|battery_charge|runtime|battery_state)|generator\.(state|fuel_level)|power\.)/;

export function abnormalPower(picture: Picture, site: SitePicture): Found {
  const power = powerPicture(picture, site);
  const chain = site.power;
  const device = chain === null ? null : powerDevice(chain);
  if (power === null || chain === null || device === null || parentDown(picture, site.id, device))
    return { abnormal: [], explained: new Set() };
  const said = sourceSaid(power, site, picture.now);
  const make = (id: string, severity: Severity, since: Instant, what: Said): Abnormal => ({
    id: `${site.id}/power/${id}`,
    severity,
    site: site.id,
    device,
    system: 'power',
    said: what,
    since,
    owner: null,
    series: null,
    more: 0,
  });
  if (said !== null) {
    const explained = new Set<string>();
    for (const one of [chain.mains, chain.generator, ...chain.ups])
      if (one !== null)
        for (const reading of readingsOf(picture, site.id, one))
          if (consequences.test(reading.metric) || saysOfSource(picture, chain, reading))
            explained.add(seriesId(reading));
    return {
      abnormal: [make('source', said.severity, power.sourceSince ?? picture.now, said.said)],
      explained,
    };
  }
  return generatorFound(power, make, secondInput(picture, site, chain));
}

/** A transfer switch and a generator's controller have alarms of their own for a source that is lost. */
const saysOfSource = (picture: Picture, chain: PowerChain, reading: Reading): boolean =>
  reading.metric.startsWith('sensor.') &&
  (reading.device === chain.mains ||
    /mains|utility|source/i.test(`${reading.instance} ${labelOf(picture, reading)}`));

/** The second input of a transfer switch is without voltage while the generator stands: that is its place. */
function secondInput(picture: Picture, site: SitePicture, chain: PowerChain): Set<string> {
  if (chain.mains === null || chain.generator === null) return new Set();
  const all = readingsOf(picture, site.id, chain.mains).filter((reading) =>
    reading.metric.startsWith('mains.'),
  );
  const first = new Set(ofFirstInput(all));
  return new Set(all.filter((reading) => !first.has(reading)).map(seriesId));
}

/** Null when the mains carries, or nothing says what does. */
function sourceSaid(
  power: PowerPicture,
  site: SitePicture,
  now: Instant,
): { severity: Severity; said: Said } | null {
  const { runway } = power;
  if (power.source === 'none') return { severity: 'critical', said: { kind: 'noPower', facts: {} } };
  if (power.source === 'battery') {
    const runtimes = power.ups.flatMap((ups) =>
      ups.runtime.value === null ? [] : [ups.runtime.value * 1_000],
    );
    const facts = {
      runtimeMs: runtimes.length > 0 ? Math.min(...runtimes) : null,
      generator: power.generator?.state.text ?? null,
    };
    return { severity: 'critical', said: { kind: 'onBattery', facts } };
  }
  if (power.source !== 'generator') return null;
  const facts = {
    runwayMs: runway?.runwayMs ?? null,
    serviceLeftMs: runway?.serviceLeftMs ?? null,
    orderBefore: runway?.orderBefore ?? null,
    late: runway?.orderBefore != null && runway.orderBefore <= now,
    missingLitres: runway?.missingLitres ?? 0,
    zone: site.timezone,
    mainsLost: power.mainsPresent === false,
  };
  const short = runway !== null && runway.missingMs > 0;
  return { severity: short ? 'critical' : 'warning', said: { kind: 'onGenerator', facts } };
}

/** On mains: a generator that would not start, or a tank too low to count on. */
function generatorFound(
  power: PowerPicture,
  make: (id: string, severity: Severity, since: Instant, said: Said) => Abnormal,
  explained: Set<string>,
): Found {
  const { generator, litres, runway } = power;
  const found: Abnormal[] = [];
  if (generator === null) return { abnormal: found, explained };
  const { state, fuelRatio, device } = generator;
  if (state.reading !== null && (state.state === 'warning' || state.state === 'critical')) {
    explained.add(seriesId(state.reading));
    const facts = { device, text: state.text ?? String(state.value ?? '') };
    found.push(
      make('generator', state.state, state.since ?? state.reading.at, { kind: 'generatorState', facts }),
    );
  }
  if (fuelRatio.reading !== null && (fuelRatio.state === 'warning' || fuelRatio.state === 'critical')) {
    explained.add(seriesId(fuelRatio.reading));
    const facts = {
      device,
      ratio: fuelRatio.value,
      litres: litres.value,
      runwayMs: runway?.runwayMs ?? null,
    };
    found.push(
      make('fuel', fuelRatio.state, fuelRatio.since ?? fuelRatio.reading.at, { kind: 'fuelLow', facts }),
    );
  }
  return { abnormal: found, explained };
}
