/** What is right in a book and still leaves somebody untold: said at each load, each with its place and remedy. */
import type { Rule } from '../alerting/rule.ts';
import type { Problem } from '../config/place.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { gapWarnings } from '../oncall/parse-on-call.ts';
import { policyOf } from '../oncall/policy-of.ts';
import type { Policy, Target } from '../oncall/schedule.ts';
import type { Instant } from '../time/clock.ts';
import type { AlarmBook } from './alarm-book.ts';
import { missingMetric } from './reading-sources.ts';

const whole = (file: string, text: string): Problem => ({ file, line: 1, text });

/** The first of these that is missing makes all the others silent: it alone is said. */
function nobodyIsTold({ channels, people, onCall }: AlarmBook): readonly Problem[] {
  if (channels.size === 0)
    return [whole('channels.yaml', 'there is no channel: incidents are shown and nobody is told, add one')];
  if (people.length === 0)
    return [whole('people.yaml', 'there are no people: incidents are shown and nobody is told, add them')];
  if (onCall.policies.length === 0)
    return [
      whole(
        'on-call.yaml',
        'there is no policy: incidents are shown and nobody is told, add schedules and one',
      ),
    ];
  return [];
}

const placeOf = (rule: Rule): Pick<Problem, 'file' | 'line'> => {
  const at = rule.place.lastIndexOf(':');
  return { file: rule.place.slice(0, at), line: Number(rule.place.slice(at + 1)) };
};

const rulesOnNothing = ({ rules, ownRules }: AlarmBook, inventory: Inventory): readonly Problem[] =>
  rules
    .filter(({ id }) => ownRules.has(id))
    .flatMap((rule) => {
      const metric = missingMetric(inventory, rule);
      const text = `rule "${rule.id}" waits for "${metric}", which nothing of the site book gives: it cannot fire`;
      return metric === null ? [] : [{ ...placeOf(rule), text }];
    });

/** Everybody that a target may turn out to be. */
function peopleOf({ onCall }: AlarmBook, target: Target): readonly string[] {
  if (target.kind === 'person') return [target.id];
  if (target.kind === 'contact') return [];
  const schedule = onCall.schedules.find(({ id }) => id === target.id);
  const standIns = onCall.overrides.filter((one) => one.schedule === target.id);
  return [...(schedule?.layers ?? []).flatMap((one) => one.people), ...standIns.map((one) => one.person)];
}

const targetsOf = (policy: Policy): readonly Target[] => [
  ...policy.levels.flatMap(({ targets }) => targets),
  ...policy.lifeSafety,
];

function peopleWithoutWays(book: AlarmBook): readonly Problem[] {
  const called = new Set(book.onCall.policies.flatMap(targetsOf).flatMap((target) => peopleOf(book, target)));
  return book.people
    .filter(({ id, ways }) => called.has(id) && ways.length === 0)
    .map(({ id, file, line }) => ({
      file,
      line,
      text: `"${id}" is called by on-call.yaml and has no "ways": add at least one channel and address`,
    }));
}

/** A number as a contact of a site is reached by whatever takes telephone numbers. */
const reachesContacts = ({ channels }: AlarmBook): boolean =>
  [...channels.values()].some(({ kind }) => kind === 'sms' || kind === 'modem' || kind === 'voice');

function policiesThatReachNobody(book: AlarmBook, inventory: Inventory): readonly Problem[] {
  const reachable = new Set(book.people.filter(({ ways }) => ways.length > 0).map(({ id }) => id));
  const reaches = (policy: Policy, target: Target): boolean =>
    target.kind === 'contact'
      ? reachesContacts(book) && sitesOf(policy, inventory).some(({ contacts }) => target.id in contacts)
      : peopleOf(book, target).some((id) => reachable.has(id));
  return book.onCall.policies.flatMap((policy) => {
    const { id, file, line } = policy;
    const lists: [string, readonly Target[]][] = [
      ['at no level', policy.levels.flatMap(({ targets }) => targets)],
      ['at a fire', policy.lifeSafety],
    ];
    return lists
      .filter(([, targets]) => !targets.some((one) => reaches(policy, one)))
      .map(([when]) => ({
        file,
        line,
        text:
          when === 'at a fire'
            ? `policy "${id}" reaches nobody at a fire: none under "life_safety" has a way`
            : `policy "${id}" reaches nobody: none of its levels names somebody who has a way`,
      }));
  });
}

const sitesOf = ({ scope }: Policy, { sites }: Inventory) =>
  sites.filter(({ id }) => scope === null || scope.sites.length === 0 || scope.sites.includes(id));

/** The guard of a site that has none. */
function missingContacts({ onCall }: AlarmBook, inventory: Inventory): readonly Problem[] {
  return onCall.policies.flatMap((policy) =>
    targetsOf(policy)
      .filter(({ kind }) => kind === 'contact')
      .flatMap(({ id }) => {
        const without = sitesOf(policy, inventory).filter(({ contacts }) => !(id in contacts));
        const names = without.map((site) => site.id).join(', ');
        const text = `policy "${policy.id}" calls the contact "${id}", which these sites do not have: ${names}`;
        return without.length === 0 ? [] : [{ file: policy.file, line: policy.line, text }];
      }),
  );
}

function policiesForNothing({ onCall, rules }: AlarmBook, { sites }: Inventory): readonly Problem[] {
  const owners = new Set(rules.map(({ owner }) => owner));
  const known = new Set(sites.map(({ id }) => id));
  return onCall.policies.flatMap(({ id, scope, file, line }) => {
    const owner = scope?.owners.find((one) => !owners.has(one));
    const site = scope?.sites.find((one) => !known.has(one));
    return [
      ...(owner === undefined
        ? []
        : [`no rule has the owner "${owner}" of policy "${id}": known: ${[...owners].join(', ')}`]),
      ...(site === undefined
        ? []
        : [`policy "${id}" is for the site "${site}", which is not in the site book`]),
    ].map((text) => ({ file, line, text }));
  });
}

/** Rules whose incidents no policy is meant for. */
function rulesToldToNobody({ onCall, rules }: AlarmBook, { sites }: Inventory): readonly Problem[] {
  if (onCall.policies.length === 0) return [];
  const untold = rules.filter((rule) => {
    const about = rule.sites.length > 0 ? rule.sites : sites.map(({ id }) => id);
    return about.some((site) => policyOf(onCall.policies, { ...rule, site }) === null);
  });
  const [first, ...more] = untold;
  if (first === undefined) return [];
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return [
    whole(
      'on-call.yaml',
      `no policy is meant for the rule "${first.id}"${others}: add a policy without "for", which is for all others`,
    ),
  ];
}

export const alarmBookWarnings = (
  book: AlarmBook,
  inventory: Inventory,
  now: Instant,
): readonly Problem[] => {
  const nobody = nobodyIsTold(book);
  return [
    ...nobody,
    ...rulesOnNothing(book, inventory),
    ...gapWarnings(book.onCall, now),
    ...policiesForNothing(book, inventory),
    ...rulesToldToNobody(book, inventory),
    ...(nobody.length > 0
      ? []
      : [
          ...peopleWithoutWays(book),
          ...policiesThatReachNobody(book, inventory),
          ...missingContacts(book, inventory),
        ]),
  ];
};
