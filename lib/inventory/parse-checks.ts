/** `checks.yaml`: the register of periodic checks. Problems go to the load. */
import { remedy } from '../config/nearest.ts';
import type { LoadContext, Place } from '../config/place.ts';
import { readYaml } from '../config/place.ts';
import { durationMs } from '../config/quantities.ts';
import * as r from '../config/readers.ts';
import { dayMs, isDay } from '../time/zone.ts';
import type { PeriodicCheck } from './checks.ts';

/** What the register names of the files beside; null: that file is wrong itself, nothing is compared with it. */
export interface KnownToChecks {
  /** Site → its devices. */
  readonly sites: ReadonlyMap<string, ReadonlySet<string>> | null;
  /** People and schedules. */
  readonly owners: ReadonlySet<string> | null;
}

const maxChecks = 10_000;
const maxYears = 10;

const days = (least: number) =>
  r.parsed((written) => {
    const whole = (durationMs(written) ?? Number.NaN) / dayMs;
    return Number.isInteger(whole) && whole >= least && whole <= maxYears * 366 ? whole : null;
  }, `whole days, such as 7d (at least ${least}d, at most ${maxYears} years)`);
const day = r.parsed(
  (written) => (isDay(written) ? Date.parse(`${written}T00:00:00Z`) / dayMs : null),
  'a day such as 2026-01-05',
);

/** One text, for a house of one language, or one in each. */
const title: r.Read<PeriodicCheck['title']> = (at) => {
  if (at.entries !== undefined)
    return r.fields('title', { fr: r.required(r.text), en: r.required(r.text) })(at);
  const one = r.text(at);
  return one === undefined ? undefined : { fr: one, en: one };
};

function readCheck(at: Place, id: string, known: KnownToChecks): PeriodicCheck | undefined {
  const sound = r.checkId(at, id);
  const read = r.fields(`check "${id}"`, {
    site: r.required(r.text),
    device: r.optional(r.text, null),
    title: r.required(title),
    every: r.required(days(1)),
    from: r.required(day),
    owner: r.required(r.text),
    remind: r.optional(days(0), 0),
  })(at);
  if (sound === undefined || read === undefined) return undefined;
  const { every, remind, from, ...rest } = read;
  const { sites, owners } = known;
  const on = (key: string): Place => at.entries?.get(key) ?? at;
  const devices = sites?.get(rest.site);
  if (sites !== null && devices === undefined)
    return on('site').problem(
      `check "${id}" names the site "${rest.site}": ${remedy(rest.site, [...sites.keys()])}`,
    );
  if (rest.device !== null && devices !== undefined && !devices.has(rest.device))
    return on('device').problem(
      `check "${id}" names the device "${rest.device}", which is not at ${rest.site}: ${remedy(rest.device, [...devices])}`,
    );
  if (owners !== null && !owners.has(rest.owner))
    return on('owner').problem(
      `the owner "${rest.owner}" of check "${id}" is neither a person nor a schedule: ${remedy(rest.owner, [...owners])}`,
    );
  if (remind >= every)
    return on('remind').problem(
      `check "${id}" would be reminded of all the time: "remind" must be under "every"`,
    );
  return { id, ...rest, everyDays: every, startDay: from, remindDays: remind };
}

/** Undefined when something is wrong: `load.problems` says what. */
export function parseChecks(
  file: string,
  text: string,
  known: KnownToChecks,
  load: LoadContext,
): readonly PeriodicCheck[] | undefined {
  const place = readYaml(file, text, load);
  if (place === undefined) return undefined;
  if (place.empty) return [];
  const read = r.recordOf((at, id) => readCheck(at, id, known), maxChecks)(place);
  return read && Object.values(read);
}
