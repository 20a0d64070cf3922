/** Guards against a book that is taken and leaves somebody untold without a word, and against a mistake said without its place. */
import { describe, expect, it } from 'vitest';
import { builtInRules } from '../alerting/file-rules.ts';
import { small } from '../inventory/small-book.ts';
import {
  parseSmall,
  problemsOf,
  smallAlarmBook,
  smallFiles,
  warningsOf,
  wrongly,
} from './small-alarm-book.ts';

const noFiles = Object.fromEntries(Object.keys(smallFiles).map((name) => [name, null]));
const wrong = (...given: Parameters<typeof wrongly>) => problemsOf(parseSmall(wrongly(...given)));
const warned = (...given: Parameters<typeof wrongly>) => {
  const parsed = parseSmall(wrongly(...given));
  expect(problemsOf(parsed)).toEqual([]);
  return warningsOf(parsed);
};

describe('the files beside the sites', () => {
  it('are taken whole when they are right, without a warning', () => {
    const parsed = parseSmall();
    expect(problemsOf(parsed)).toEqual([]);
    expect(warningsOf(parsed)).toEqual([]);
    const book = smallAlarmBook();
    expect(book.people.map(({ id }) => id)).toEqual(['awa', 'bio', 'dossou', 'claire']);
    expect(book.people[0]).toMatchObject({
      roles: ['operator', 'on-call'],
      locale: 'fr',
      sites: null,
      line: 1,
    });
    expect(book.people[0]?.ways.map(({ channel }) => channel)).toEqual(['sms', 'mail']);
    expect([...book.channels.keys()]).toEqual(['sms', 'mail']);
    expect(book.customers).toEqual([
      { id: 'canal', name: 'Canal+', colours: { primary: '#0057B8', secondary: '#FFB700' } },
    ]);
    expect(book.checks).toMatchObject([
      { id: 'generator.weekly', everyDays: 7, remindDays: 1, startDay: 20458, owner: 'noc' },
    ]);
  });

  it('may all be absent: the built-in rules hold, and that nobody is told is said once', () => {
    const parsed = parseSmall(noFiles);
    if (!parsed.ok) throw new Error('refused');
    expect(parsed.alarmBook.rules).toEqual(builtInRules());
    expect(warningsOf(parsed)).toEqual([
      'channels.yaml:1: there is no channel: incidents are shown and nobody is told, add one',
    ]);
    expect(warningsOf(parseSmall({ 'people.yaml': null }))[0]).toMatch(
      /^people\.yaml:1: there are no people/,
    );
    expect(warningsOf(parseSmall({ 'on-call.yaml': null, 'checks.yaml': null }))).toEqual([
      expect.stringMatching(/^on-call\.yaml:1: there is no policy/),
    ]);
  });

  it('tell every problem of every file at once, in the order of a reader', () => {
    const problems = problemsOf(
      parseSmall({
        ...wrongly('people.yaml', 'roles: supervisor', 'roles: superviser'),
        ...wrongly('channels.yaml', 'kind: email', 'kind: emial'),
        ...wrongly('rules.yaml', 'severity: warning', 'severity: bad'),
        ...wrongly('checks.yaml', 'every: 7d', 'every: weekly'),
      }),
    );
    expect(problems.map((one) => one.split(': ')[0])).toEqual([
      'channels.yaml:2',
      'checks.yaml:2',
      'people.yaml:6',
      'rules.yaml:4',
    ]);
  });

  it('are still read when the sites are wrong, and compared with nothing then', () => {
    expect(problemsOf(parseSmall({}, null))).toEqual([]);
    expect(
      problemsOf(parseSmall(wrongly('people.yaml', 'roles: supervisor', 'roles: x'), null)),
    ).toHaveLength(1);
  });
});

describe('a name that leads nowhere is refused with its line', () => {
  it.each([
    [
      'people.yaml',
      'sites: [cotonou]',
      'sites: [cotono]',
      /^people\.yaml:6: .*"sites: cotono" names no site.*"cotonou"/,
    ],
    ['people.yaml', 'bio: {', 'Bio B: {', /^people\.yaml:5: "Bio B" cannot name a person/],
    ['people.yaml', 'customer: canal', 'customer: canall', /^people\.yaml:7: .*names no customer.*"canal"/],
    ['people.yaml', ', customer: canal', '', /^people\.yaml:7: .*role customer and no "customer"/],
    ['people.yaml', 'channel: mail', 'channel: mial', /^people\.yaml:4: .*names no channel.*"mail"/],
    [
      'people.yaml',
      'awa@example.org',
      'awa at home',
      /^people\.yaml:4: the address is none for the channel "mail"/,
    ],
    ['people.yaml', 'roles: supervisor', 'roles: agent', /^people\.yaml:6: .*role agent and no "extension"/],
    [
      'on-call.yaml',
      '[awa, bio]',
      '[awa, boi]',
      /^on-call\.yaml:2: "boi" of schedule "noc" is not in people\.yaml: .*"bio"/,
    ],
    [
      'on-call.yaml',
      'person:dossou] }]',
      'person:dosou] }]',
      /^on-call\.yaml:6: .*"dosou", who is not in people\.yaml/,
    ],
    ['checks.yaml', 'genset-1', 'genset-2', /^checks\.yaml:2: .*"genset-2", which is not at cotonou/],
    ['checks.yaml', 'owner: noc', 'owner: nok', /^checks\.yaml:2: .*"nok".*neither a person nor a schedule/],
    ['checks.yaml', 'remind: 1d', 'remind: 7d', /^checks\.yaml:2: .*reminded of all the time/],
  ] as const)('%s: %s → %s', (name, from, to, said) => {
    const problems = wrong(name, from, to);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
  });

  it('and a wrong address is not printed: it is somebody’s number', () => {
    const problems = wrong('people.yaml', '+33123456702', 'call 0123456702');
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toContain('0123456702');
  });

  it('and a channel without its secret is said where it stands', () => {
    expect(wrong('channels.yaml', 'GW_KEY', 'GW_KEI')[0]).toMatch(/^channels\.yaml:1: .*GW_KEI/);
  });

  it('and two agents never share an extension', () => {
    const agents =
      'a: { name: A, roles: agent, extension: 201 }\nb: { name: B, roles: agent, extension: "201" }\n';
    const parsed = parseSmall({ 'people.yaml': agents, 'on-call.yaml': null, 'checks.yaml': null });
    expect(problemsOf(parsed)).toEqual([
      'people.yaml:2: extension 201 of "b" is already that of "a": give them two',
    ]);
  });
});

describe('the house’s own rules', () => {
  it('stand beside the built-in ones', () => {
    const { rules, ownRules } = smallAlarmBook();
    expect(rules).toHaveLength(builtInRules().length + 1);
    expect([...ownRules]).toEqual(['room.hot']);
  });
  it('replace a built-in one of the same id', () => {
    const { rules } = smallAlarmBook(wrongly('rules.yaml', 'room.hot:', 'power.none:'));
    expect(rules.filter(({ id }) => id === 'power.none').map(({ place }) => place)).toEqual(['rules.yaml:2']);
    expect(rules).toHaveLength(builtInRules().length);
  });
  it('switch a built-in one off, and only one that there is', () => {
    const { rules } = smallAlarmBook({ 'rules.yaml': 'rules:\n  power.mains-lost: off\n' });
    expect(rules.map(({ id }) => id)).not.toContain('power.mains-lost');
    expect(rules).toHaveLength(builtInRules().length - 1);
    expect(problemsOf(parseSmall({ 'rules.yaml': 'rules:\n  power.mains-los: off\n' }))).toEqual([
      'rules.yaml:2: "power.mains-los: off" switches off no built-in rule: did you mean "power.mains-lost"?',
    ]);
  });
  it('that wait for what nothing of the book gives are warned of', () => {
    expect(
      warned(
        'rules.yaml',
        'environment.temperature_celsius',
        'environment.temperature_celsius, on: instance',
      ),
    ).toEqual([]);
    const onFuel = wrongly(
      'rules.yaml',
      '{ metric: environment.temperature_celsius, above: 30, clear: 28 }',
      '{ metric: power.fuel_runway_seconds, below: 3600 }',
    );
    expect(warningsOf(parseSmall(onFuel))).toEqual([]);
    expect(warningsOf(parseSmall(onFuel, small.replace(/ {4}power: .*\n/, '')))).toEqual([
      'rules.yaml:2: rule "room.hot" waits for "power.fuel_runway_seconds", which nothing of the site book gives: it cannot fire',
    ]);
    expect(warned('rules.yaml', '    severity', '    kinds: [camera]\n    severity')[0]).toMatch(
      /it cannot fire/,
    );
  });
});

describe('a book that would leave somebody untold is warned of', () => {
  it.each([
    ['on-call.yaml', '2026-01-05 }', '2026-02-05 }', /^on-call\.yaml:2: schedule "noc" has nobody from/],
    [
      'people.yaml',
      ', ways: [{ channel: sms, address: "+33123456702" }]',
      '',
      /^people\.yaml:5: "bio" is called by on-call\.yaml and has no "ways"/,
    ],
    [
      'on-call.yaml',
      'life_safety: [',
      'life_safety: [contact:guard, ',
      /^on-call\.yaml:6: .*contact "guard".*cotonou/,
    ],
    [
      'on-call.yaml',
      '  default:\n',
      '  default:\n    for: { owner: energie }\n',
      /^on-call\.yaml:1: no policy is meant for the rule/,
    ],
    [
      'on-call.yaml',
      '  default:\n',
      '  default:\n    for: { owner: energie }\n',
      /^on-call\.yaml:6: no rule has the owner "energie"/,
    ],
    [
      'on-call.yaml',
      '  default:\n',
      '  default:\n    for: { sites: dakar }\n',
      /^on-call\.yaml:6: .*the site "dakar"/,
    ],
    [
      'on-call.yaml',
      'life_safety: [schedule:noc, person:dossou]',
      'life_safety: [contact:guard]',
      /^on-call\.yaml:6: .*nobody at a fire/,
    ],
    [
      'on-call.yaml',
      '[{ notify: [schedule:noc], wait: 10m }, { notify: [person:dossou] }]',
      '[{ notify: [person:claire] }]',
      /^on-call\.yaml:6: .*reaches nobody: none of its levels/,
    ],
  ] as const)('%s: %s', (name, from, to, said) => {
    expect(warned(name, from, to)).toContainEqual(expect.stringMatching(said));
  });
  it('and two policies for every incident are refused', () => {
    const two = `${smallFiles['on-call.yaml']}  second: { levels: [{ notify: [person:awa] }], life_safety: [person:awa] }\n`;
    expect(problemsOf(parseSmall({ 'on-call.yaml': two }))).toEqual([
      'on-call.yaml:9: policies "default" and "second" are both for every incident: write "for" in one of them',
    ]);
  });
});
