/**
 * Rules as YAML writes them, or every problem at once with its file and line. A rule that does not say in both languages
 * what it means and what to do first is refused, and so is one that could never fire.
 */
import { remedy } from '../config/nearest.ts';
import type { LoadContext, Place, Problem, YamlFile } from '../config/place.ts';
import { readYaml } from '../config/place.ts';
import * as r from '../config/readers.ts';
import type { DeviceKind } from '../inventory/inventory.ts';
import { deviceKinds } from '../inventory/inventory.ts';
import { contradiction, duration, readCondition } from './parse-condition.ts';
import { readScenario } from './parse-scenario.ts';
import type { Both, Condition, Rule } from './rule.ts';
import { ruleSeverities } from './rule.ts';

export type ParsedRules =
  | {
      readonly ok: true;
      readonly rules: readonly Rule[];
      /** Built-in rules that are switched off: `ID: off`. */
      readonly off: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const maxRules = 2_000;

const both: r.Read<Both> = r.fields('a text for people', {
  fr: r.required(r.text),
  en: r.required(r.text),
});
const yes: r.Read<boolean> = (at) => {
  const value = r.oneOf('true', 'false')(at);
  return value === undefined ? undefined : value === 'true';
};

const conditions: r.Read<Pick<Rule, 'match' | 'conditions'>> = (at) => {
  const { entries } = at;
  const list = entries?.get('all') ?? entries?.get('any');
  if (list === undefined) {
    const one = readCondition(at);
    return one === undefined ? undefined : { match: 'all', conditions: [one] };
  }
  if (entries !== undefined && entries.size > 1)
    return at.problem('"when" holds either "all", "any" or one condition: keep one of them');
  const read = r.listOf(readCondition, 10)(list);
  const [first, ...rest] = read ?? [];
  if (first === undefined) return read && list.problem(`"${list.key}" holds no condition: add one`);
  if (first.on !== 'instance')
    return list.problem('the first condition says what the rule is about: leave out its "on"');
  const never = entries?.has('any') ? undefined : contradiction([first, ...rest]);
  if (never !== undefined) return list.problem(never);
  return { match: entries?.has('any') ? 'any' : 'all', conditions: [first, ...rest] };
};

const shape = {
  kinds: r.optional(r.listOf(r.oneOf(...(Object.keys(deviceKinds) as DeviceKind[]))), []),
  sites: r.optional(r.listOf(r.text), []),
  devices: r.optional(r.listOf(r.text), []),
  when: r.required(conditions),
  for: r.optional(duration, 0),
  clear_for: r.optional(duration, 0),
  hold: r.optional(duration, 0),
  severity: r.required(r.oneOf(...ruleSeverities)),
  immediate: r.optional(yes, false),
  life_safety: r.optional(yes, false),
  explained_by: r.optional(r.listOf(r.text), []),
  title: r.required(both),
  cause: r.required(both),
  consequence: r.required(both),
  action: r.required(both),
  owner: r.required(r.text),
  respond: r.required(duration),
  scenarios: r.optional(r.listOf(readScenario), []),
} as const;

function readRule(at: Place, id: string, file: string): Rule | undefined {
  if (!/^[a-z0-9][a-z0-9.-]{0,79}$/.test(id))
    return at.problem(`"${id}" cannot name a rule: small letters, digits, "-" and "." only`);
  const read = r.fields(`rule "${id}"`, shape)(at);
  if (read === undefined) return undefined;
  if (read.life_safety && !read.immediate)
    return at.problem(`rule "${id}" is about life safety and not immediate: add "immediate: true"`);
  if (read.immediate && read.for > 30_000)
    return at.problem(`rule "${id}" is immediate and waits ${read.for / 1_000} s: at most 30s`);
  return {
    id,
    place: `${file}:${at.line}`,
    kinds: read.kinds,
    sites: read.sites,
    devices: read.devices,
    ...read.when,
    forMs: read.for,
    clearForMs: read.clear_for,
    holdMs: read.hold,
    severity: read.severity,
    immediate: read.immediate,
    lifeSafety: read.life_safety,
    explainedBy: read.explained_by,
    title: read.title,
    cause: read.cause,
    consequence: read.consequence,
    action: read.action,
    owner: read.owner,
    respondMs: read.respond,
    scenarios: read.scenarios,
  };
}

/** What a rule names of the site book; null: the book is not at hand, nothing is compared. */
export interface KnownPlaces {
  readonly sites: ReadonlySet<string>;
  /** `SITE/DEVICE` → kind. */
  readonly devices: ReadonlyMap<string, DeviceKind>;
}

/** About nothing that exists: it would be believed and never speak. */
function aboutNothing(rule: Rule, known: KnownPlaces): string | undefined {
  const site = rule.sites.find((one) => !known.sites.has(one));
  if (site !== undefined) return `rule "${rule.id}" names the site "${site}", which is not in the site book`;
  const device = rule.devices.find((one) => !known.devices.has(one));
  if (device !== undefined)
    return `rule "${rule.id}" names the device "${device}", which is not in the site book (write SITE/DEVICE)`;
  const fits = rule.devices.filter((one) => {
    const kind = known.devices.get(one);
    return rule.kinds.length === 0 || (kind !== undefined && rule.kinds.includes(kind));
  });
  return rule.devices.length > 0 && fits.length === 0
    ? `rule "${rule.id}" is about no device: none of its devices is of its kinds, so it could never fire`
    : undefined;
}

/** `ID: off` switches a built-in rule off. */
function readOff(at: Place, id: string, builtIn: readonly string[]): 'off' | undefined {
  return builtIn.includes(id)
    ? 'off'
    : at.problem(`"${id}: off" switches off no built-in rule: ${remedy(id, builtIn)}`);
}

/** `builtIn`: rules of another file, which may be named under `explained_by`, replaced, or switched off. */
export function parseRules(
  files: readonly YamlFile[],
  known: KnownPlaces | null = null,
  builtIn: readonly string[] = [],
): ParsedRules {
  const load: LoadContext = { problems: [], warnings: [], env: {}, secretFile: () => null };
  const rules = new Map<string, Rule>();
  const off: string[] = [];
  const places = new Map<string, Place>();
  for (const { name, text } of files) {
    const place = readYaml(name, text, load);
    if (place === undefined) continue;
    const wrapped = r.fields(name, {
      rules: r.required(
        r.recordOf(
          (at, id) => (at.written === 'off' ? readOff(at, id, builtIn) : readRule(at, id, name)),
          maxRules,
        ),
      ),
    });
    for (const [id, at] of place.entries?.get('rules')?.entries ?? []) {
      if (places.has(id)) at.problem(`rule "${id}" is already declared: rename or remove one of them`);
      places.set(id, at);
    }
    for (const [id, rule] of Object.entries(wrapped(place)?.rules ?? {}))
      if (rule === 'off') off.push(id);
      else rules.set(id, rule);
  }
  for (const rule of rules.values()) {
    const at = places.get(rule.id);
    const wrong = known === null ? undefined : aboutNothing(rule, known);
    if (wrong !== undefined) at?.problem(wrong);
    const lost = rule.explainedBy.find((id) => !places.has(id) && !builtIn.includes(id));
    if (lost !== undefined) at?.problem(`"explained_by: ${lost}" names no rule`);
  }
  return load.problems.length > 0
    ? { ok: false, problems: load.problems }
    : { ok: true, rules: [...rules.values()], off };
}
export type { Condition };
