/** `on-call.yaml`: schedules, overrides and policies, or every problem at once with its line; gaps are found by `gapWarnings`. */
import { ruleSeverities } from '../alerting/rule.ts';
import { remedy } from '../config/nearest.ts';
import type { LoadContext, Place, Problem } from '../config/place.ts';
import { readYaml } from '../config/place.ts';
import { durationMs } from '../config/quantities.ts';
import * as r from '../config/readers.ts';
import { readDays, readSpan } from '../inventory/book-service.ts';
import { timezone } from '../inventory/book-values.ts';
import type { Instant } from '../time/clock.ts';
import { dayMs, instantOf, isDay } from '../time/zone.ts';
import type { Layer, Override, Policy, PolicyScope, Schedule, Target } from './schedule.ts';
import { gapsOf } from './who.ts';

export interface OnCall {
  readonly schedules: readonly Schedule[];
  readonly overrides: readonly Override[];
  readonly policies: readonly Policy[];
}
export type ParsedOnCall =
  | { readonly ok: true; readonly onCall: OnCall }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const morning = 8 * 60;
/** A ladder climbed more often than this is noise, not help. */
const maxRounds = 10;

const day = r.parsed(
  (written) => (isDay(written) ? Date.parse(`${written}T00:00:00Z`) / dayMs : null),
  'a day such as 2026-01-05',
);
const minute = r.parsed((written) => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(written) ?? [];
  const at = Number(hours) * 60 + Number(minutes);
  return at >= 0 && at < 1_440 && Number(minutes) < 60 ? at : null;
}, 'a time of the day such as "08:00"');
/** A local time, given as if the local clock were UTC. */
const localTime = r.parsed((written) => {
  const [, date = '', time] = /^(\S+)[ T](\d{2}:\d{2})$/.exec(written.trim()) ?? [];
  const at = isDay(date) ? Date.parse(`${date}T${time}:00Z`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}, 'a local time such as "2026-01-05 08:00"');
const turn = r.parsed((written) => {
  const days = (durationMs(written) ?? 0) / dayMs;
  return Number.isInteger(days) && days >= 1 ? days : null;
}, 'a turn in whole days, such as 1d or 7d');

const layerFields = r.fields('a layer', {
  people: r.required(r.listOf(r.text)),
  every: r.required(turn),
  from: r.required(day),
  handover: r.optional(minute, undefined),
  days: r.optional(r.parsed(readDays, 'days such as mon-fri'), []),
  hours: r.optional(r.parsed(readSpan, 'hours such as "22:00-06:00"'), null),
});
const layer: r.Read<Layer> = (at) => {
  const read = layerFields(at);
  if (read === undefined) return undefined;
  const [first, ...rest] = read.people;
  if (first === undefined) return at.problem('"people" is empty: a turn needs somebody to take it');
  return {
    people: [first, ...rest],
    turnDays: read.every,
    startDay: read.from,
    handoverMinute: read.handover ?? read.hours?.from ?? morning,
    weekdays: read.days,
    hours: read.hours,
  };
};

const schedule =
  (file: string) =>
  (at: Place, id: string): Schedule | undefined => {
    const read = r.fields(`schedule "${id}"`, {
      timezone: r.required(timezone),
      layers: r.required(r.listOf(layer, 20)),
    })(at);
    if (read === undefined) return undefined;
    return read.layers.length === 0
      ? at.problem(`schedule "${id}" has no layer: nobody would ever be on call`)
      : { id, zone: read.timezone, layers: read.layers, file, line: at.line };
  };

const target: r.Read<Target> = r.parsed((written) => {
  const [, kind, id] = /^(schedule|person|contact):(.+)$/.exec(written) ?? [];
  return kind === undefined || id === undefined ? null : { kind: kind as Target['kind'], id };
}, 'somebody to notify: schedule:NAME, person:NAME or contact:NAME (such as contact:guard)');

const scope: r.Read<PolicyScope> = (at) => {
  const read = r.fields('"for"', {
    owner: r.optional(r.listOf(r.text), []),
    sites: r.optional(r.listOf(r.text), []),
    severity: r.optional(r.listOf(r.oneOf(...ruleSeverities)), []),
  })(at);
  if (read === undefined) return undefined;
  const { owner: owners, sites, severity: severities } = read;
  return owners.length + sites.length + severities.length > 0
    ? { owners, sites, severities }
    : at.problem('"for" names nothing: say owner, sites or severity, or leave it out for all incidents');
};

const policy =
  (file: string) =>
  (at: Place, id: string): Policy | undefined => {
    const level = r.fields('a level', {
      notify: r.required(r.listOf(target)),
      wait: r.optional(r.parsed(durationMs, 'a duration such as 10m'), 600_000),
    });
    const read = r.fields(`policy "${id}"`, {
      for: r.optional(scope, null),
      levels: r.required(r.listOf(level, 20)),
      rounds: r.optional(r.integer(1, maxRounds), 1),
      life_safety: r.required(r.listOf(target)),
    })(at);
    if (read === undefined) return undefined;
    if (read.levels.length === 0) return at.problem(`policy "${id}" has no level: nobody would be called`);
    if (read.life_safety.length === 0)
      return at.problem(`policy "${id}" calls nobody for a fire: write "life_safety", the guard first`);
    const levels = read.levels.map(({ notify, wait }) => ({ targets: notify, waitMs: wait }));
    return {
      id,
      scope: read.for,
      levels,
      rounds: read.rounds,
      lifeSafety: read.life_safety,
      file,
      line: at.line,
    };
  };

const override =
  (schedules: readonly Schedule[]): r.Read<Override> =>
  (at) => {
    const read = r.fields('an override', {
      schedule: r.required(r.text),
      person: r.required(r.text),
      from: r.required(localTime),
      to: r.required(localTime),
    })(at);
    if (read === undefined) return undefined;
    const found = schedules.find(({ id }) => id === read.schedule);
    const names = schedules.map(({ id }) => id);
    if (found === undefined)
      return at.problem(`"schedule: ${read.schedule}" names no schedule: ${remedy(read.schedule, names)}`);
    const fromAt = instantOf(read.from, found.zone);
    const toAt = instantOf(read.to, found.zone);
    if (fromAt >= toAt) return at.problem('the override ends before it begins: exchange "from" and "to"');
    return { schedule: found.id, person: read.person, fromAt, toAt };
  };

/** Two policies for everything: which would be followed? */
function checkOneForAll(at: Place | undefined, policies: readonly Policy[]): void {
  const [first, ...more] = policies.filter((one) => one.scope === null);
  for (const { id } of more)
    at?.entries
      ?.get(id)
      ?.problem(
        `policies "${first?.id}" and "${id}" are both for every incident: write "for" in one of them`,
      );
}

/** Every target of a policy is somebody there is. */
function checkTargets(
  at: Place | undefined,
  policies: readonly Policy[],
  schedules: readonly Schedule[],
  people: ReadonlySet<string> | null,
): void {
  const names = schedules.map(({ id }) => id);
  for (const one of policies)
    for (const { kind, id } of [...one.levels.flatMap(({ targets }) => targets), ...one.lifeSafety]) {
      const place = at?.entries?.get(one.id);
      if (kind === 'schedule' && !names.includes(id))
        place?.problem(
          `policy "${one.id}" notifies the schedule "${id}", which is not there: ${remedy(id, names)}`,
        );
      if (kind === 'person' && people !== null && !people.has(id))
        place?.problem(
          `policy "${one.id}" notifies "${id}", who is not in people.yaml: ${remedy(id, [...people])}`,
        );
    }
}

/** Whoever takes turns, or stands in, is somebody there is. */
function checkTurns(
  at: Place,
  schedules: readonly Schedule[],
  overrides: readonly Override[],
  people: ReadonlySet<string>,
): void {
  const known = [...people];
  for (const one of schedules)
    for (const id of new Set(one.layers.flatMap((each) => each.people)))
      if (!people.has(id))
        at.entries
          ?.get('schedules')
          ?.entries?.get(one.id)
          ?.problem(`"${id}" of schedule "${one.id}" is not in people.yaml: ${remedy(id, known)}`);
  const places = at.entries?.get('overrides')?.items;
  for (const [i, { person }] of overrides.entries())
    if (!people.has(person))
      places?.[i]?.problem(`"person: ${person}" is not in people.yaml: ${remedy(person, known)}`);
}

/** `people` null: the book of people is not at hand, nobody is looked up. */
export function parseOnCall(
  name: string,
  text: string,
  people: ReadonlySet<string> | null = null,
): ParsedOnCall {
  const load: LoadContext = { problems: [], warnings: [], env: {}, secretFile: () => null };
  const place = readYaml(name, text, load);
  let schedules: readonly Schedule[] = [];
  const all: r.Read<readonly Schedule[]> = (at) => {
    const read = r.recordOf(schedule(name), 500)(at);
    schedules = Object.values(read ?? {});
    return read === undefined ? undefined : schedules;
  };
  const read =
    place &&
    r.fields(name, {
      // Read first: overrides name them.
      schedules: r.required(all),
      overrides: r.optional(
        r.listOf((at) => override(schedules)(at), 10_000),
        [],
      ),
      policies: r.required(r.recordOf(policy(name), 500)),
    })(place);
  if (place && read && people !== null) checkTurns(place, schedules, read.overrides, people);
  if (read) checkOneForAll(place?.entries?.get('policies'), Object.values(read.policies));
  if (read) checkTargets(place?.entries?.get('policies'), Object.values(read.policies), schedules, people);
  if (load.problems.length > 0 || !read) return { ok: false, problems: load.problems };
  const { overrides, policies } = read;
  return { ok: true, onCall: { schedules, overrides, policies: Object.values(policies) } };
}

/** How far ahead a gap is worth a warning. */
export const gapHorizonMs = 28 * dayMs;

/** The gaps of the coming weeks, each at the line of its schedule. */
export const gapWarnings = ({ schedules, overrides }: OnCall, now: Instant): readonly Problem[] =>
  schedules.flatMap((one) => {
    const [first, ...rest] = gapsOf(one, overrides, now, now + gapHorizonMs);
    if (first === undefined) return [];
    const from = new Date(first.fromAt).toISOString().slice(0, 16);
    const to = new Date(first.toAt).toISOString().slice(0, 16);
    const more = rest.length > 0 ? `, and ${rest.length} more in four weeks` : '';
    const text = `schedule "${one.id}" has nobody from ${from}Z to ${to}Z${more}: add a layer or an override`;
    return [{ file: one.file, line: one.line, text }];
  });
