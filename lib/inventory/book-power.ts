/** The power chain of a site, in the site book: mains, UPS, generator, tank and what it drinks. */
import type { Place } from '../config/place.ts';
import { watts } from '../config/quantities.ts';
import type { Read } from '../config/readers.ts';
import * as r from '../config/readers.ts';
import * as v from './book-values.ts';
import type { PowerChain } from './inventory.ts';

const consumption: Read<PowerChain['consumption']> = (at) => {
  const { entries } = at;
  if (entries === undefined || entries.size === 0)
    return at.problem('consumption must be a map of points, such as { "0 kW": 2 L/h, "80 kW": 24 L/h }');
  const points: { watts: number; litresPerHour: number }[] = [];
  for (const [key, place] of entries) {
    const power = watts(key);
    const litresPerHour = v.litresPerHour(place);
    if (power === null) place.problem(`"${key}" is not a power: write for example "80 kW"`);
    else if (litresPerHour !== undefined) points.push({ watts: power, litresPerHour });
  }
  if (points.length !== entries.size) return undefined;
  points.sort((a, b) => a.watts - b.watts);
  const wrong = points.find((point, i) => i > 0 && point.litresPerHour < (points[i - 1]?.litresPerHour ?? 0));
  if (wrong)
    return at.problem(
      `impossible consumption: less at ${wrong.watts / 1000} kW than at a lower power: correct the points`,
    );
  if (points.every((point) => point.litresPerHour === 0))
    return at.problem('a generator that consumes nothing: write its litres an hour');
  return points;
};

export function readPower(at: Place, devices: ReadonlySet<string>): PowerChain | undefined {
  const device = r.reference('device', devices);
  const read = r.fields('power', {
    mains: r.optional(device, null),
    ups: r.optional(r.listOf(device, 64), []),
    generator: r.optional(device, null),
    tank: r.optional(v.litres, null),
    consumption: r.optional(consumption, []),
    delivery: r.optional(v.duration(0, 604_800_000, '2h'), 7_200_000),
    margin: r.optional(v.duration(0, 86_400_000, '30m'), 1_800_000),
  })(at);
  if (read === undefined) return undefined;
  const { tank, delivery, margin, ...rest } = read;
  if (read.mains === null && read.ups.length === 0 && read.generator === null)
    return at.problem('power names no device: write mains, ups or generator');
  if (tank !== null && tank <= 0)
    return at.problem('a tank that holds nothing: write its volume, such as 200 L');
  if (read.generator === null && (tank !== null || read.consumption.length > 0))
    return at.problem('tank and consumption belong to a generator: write generator: DEVICE');
  return { ...rest, tankLitres: tank, deliveryMs: delivery, marginMs: margin };
}
