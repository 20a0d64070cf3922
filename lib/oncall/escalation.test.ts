/** Guards against an incident that stops at somebody who sleeps, and against a fire that waits its turn on a ladder. */
import { describe, expect, it } from 'vitest';
import { printProblem } from '../config/place.ts';
import { escalate } from './escalation.ts';
import { gapWarnings, parseOnCall } from './parse-on-call.ts';

const text = `schedules:
  noc:
    timezone: Africa/Porto-Novo
    layers:
      - { people: [awa, bio], every: 7d, from: 2026-01-05 }
  energy:
    timezone: Africa/Porto-Novo
    layers:
      - { people: [eli], every: 7d, from: 2026-01-05, days: mon-fri, hours: "08:00-18:00" }
overrides:
  - { schedule: noc, person: cyr, from: "2026-01-06 12:00", to: "2026-01-06 13:00" }
policies:
  default:
    levels:
      - { notify: [schedule:energy], wait: 5m }
      - { notify: [schedule:noc, schedule:energy], wait: 10m }
      - { notify: [person:director], wait: 15m }
    rounds: 2
    life_safety: [contact:guard, schedule:noc, schedule:energy, person:director]
`;
const parsed = parseOnCall('on-call.yaml', text);
if (!parsed.ok) throw new Error(parsed.problems.map(printProblem).join('\n'));
const { onCall } = parsed;
const policy = onCall.policies[0];
if (policy === undefined) throw new Error('no policy');

const began = Date.parse('2026-01-06T09:00:00Z');
const minute = 60_000;
const called = (nowMinute: number, acknowledgedMinute: number | null = null, beganAt = began) => {
  const acknowledgedAt = acknowledgedMinute === null ? null : beganAt + acknowledgedMinute * minute;
  const { calls, nextAt, nobody } = escalate(
    policy,
    onCall,
    { beganAt, acknowledgedAt, lifeSafety: false },
    beganAt + nowMinute * minute,
  );
  return {
    names: calls.map(({ to, dueAt }) => `${to.id} ${(dueAt - beganAt) / minute}`),
    next: nextAt === null ? null : (nextAt - beganAt) / minute,
    nobody: nobody.map(({ schedule }) => schedule),
  };
};

describe('a ladder of three levels', () => {
  it('calls each when the one before has not answered in its time', () => {
    expect(called(0)).toEqual({ names: ['eli 0'], next: 5, nobody: [] });
    expect(called(4.9).names).toEqual(['eli 0']);
    expect(called(5)).toEqual({ names: ['eli 0', 'awa 5', 'eli 5'], next: 15, nobody: [] });
    expect(called(15).names).toEqual(['eli 0', 'awa 5', 'eli 5', 'director 15']);
    expect(called(30)).toMatchObject({ next: 35 });
    expect(called(600)).toMatchObject({ next: null });
    expect(called(600).names).toHaveLength(8);
  });
  it('stops where it is acknowledged, and begins again when that expires', () => {
    expect(called(600, 7)).toEqual({ names: ['eli 0', 'awa 5', 'eli 5'], next: null, nobody: [] });
    expect(called(0, null, began + 60 * minute).names).toEqual(['eli 0']);
  });
  it('asks who is on duty when the level comes, not when the incident began', () => {
    // 10:55 UTC is 11:55 in Porto-Novo; five minutes later somebody stands in.
    expect(called(5, null, Date.parse('2026-01-06T10:55:00Z')).names).toEqual(['eli 0', 'cyr 5', 'eli 5']);
  });
  it('goes on at once when nobody is on duty, and says so', () => {
    const night = Date.parse('2026-01-06T22:00:00Z');
    expect(called(0, null, night)).toEqual({ names: ['awa 0'], next: 10, nobody: ['energy', 'energy'] });
  });
});

describe('life safety', () => {
  it('reaches everyone at once, the guard first, and one acknowledgement stops nobody', () => {
    const fire = { beganAt: began, acknowledgedAt: began, lifeSafety: true };
    const { calls, nextAt } = escalate(policy, onCall, fire, began);
    expect(calls.map(({ to, dueAt }) => [to.kind, to.id, dueAt - began])).toEqual([
      ['contact', 'guard', 0],
      ['person', 'awa', 0],
      ['person', 'eli', 0],
      ['person', 'director', 0],
    ]);
    expect(nextAt).toBeNull();
  });
});

describe('on-call.yaml', () => {
  const problems = (from: string, to: string): readonly string[] => {
    if (!text.includes(from)) throw new Error(`no "${from}"`);
    const wrong = parseOnCall(
      'on-call.yaml',
      text.replace(from, to),
      new Set(['director', 'awa', 'bio', 'eli', 'cyr']),
    );
    return wrong.ok ? [] : wrong.problems.map(printProblem);
  };
  it('tells a gap with the line of its schedule', () => {
    const said = gapWarnings(onCall, Date.parse('2026-01-12T00:00:00Z')).map(printProblem);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(
      /^on-call\.yaml:6: schedule "energy" has nobody from 2026-01-12T00:00Z to 2026-01-12T07:00Z, and \d+ more/,
    );
  });
  it.each([
    ['Africa/Porto-Novo', 'Africa/Porto', /^on-call\.yaml:3: .*is not a time zone/],
    ['every: 7d, from: 2026-01-05 }', 'every: 12h, from: 2026-01-05 }', /^on-call\.yaml:5: .*whole days/],
    ['[awa, bio]', '[]', /"people" is empty/],
    ['schedule: noc, person: cyr', 'schedule: nok, person: cyr', /^on-call\.yaml:11: .*did you mean "noc"/],
    ['every: 7d, from: 2026-01-05 }', 'every: 7d, from: 2026-02-31 }', /^on-call\.yaml:5: .*a day such as/],
    ['from: "2026-01-06 12:00"', 'from: "2026-02-31 12:00"', /^on-call\.yaml:11: .*a local time such as/],
    ['to: "2026-01-06 13:00"', 'to: "2026-01-06 11:00"', /ends before it begins/],
    [
      'notify: [schedule:energy], wait',
      'notify: [schedule:enrgy], wait',
      /which is not there: did you mean "energy"/,
    ],
    ['notify: [person:director]', 'notify: [person:directr]', /not in people\.yaml: did you mean "director"/],
    ['notify: [person:director]', 'notify: [director]', /somebody to notify/],
    ['[contact:guard, schedule:noc, schedule:energy, person:director]', '[]', /calls nobody for a fire/],
  ])('refuses %s written as %s', (from, to, said) => {
    expect(problems(from, to)[0]).toMatch(said);
  });
});
