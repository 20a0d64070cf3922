/** A poll that asks for the wrong objects is silent for ever: what is asked follows from the profile alone. */
import { describe, expect, it } from 'vitest';
import { readProfile } from '../profile-files.ts';
import { parseWalk } from '../profile-fixture.ts';
import { bindPoints } from './bind.ts';
import { discoveryOf, planOf } from './plan.ts';

const profile = (() => {
  const { profile: read, problems } = readProfile(
    'test',
    `
title: t
source: s
match: [{ answers: [1.3.9] }]
root: 1.3.9
system: { model: "{.7.0}" }
readings:
  - { oid: .1.0, metric: ups.load_ratio, unit: "%", valid_when: { oid: .8.0, is: [1] } }
  - { oid: .2.0, metric: ups.battery_voltage_volts, unit: V }
tables:
  - table: .5.1
    lookups: { name: "1.3.8.1.2.{index.1}" }
    description: "{name|2}"
    when: { column: 9, is: [1] }
    columns: [{ column: 3, metric: environment.temperature_celsius, unit: °C, precision: 4 }]
`,
  );
  if (!read) throw new Error(problems.join('\n'));
  return read;
})();

describe('what is asked', () => {
  it('to know a device: every object and column that the profile speaks of', () => {
    const { gets, walks } = discoveryOf([profile]);
    expect(gets).toEqual(
      expect.arrayContaining(['1.3.9.1.0', '1.3.9.2.0', '1.3.9.7.0', '1.3.9.8.0', '1.3.6.1.2.1.1.2.0']),
    );
    expect(walks.map((columns) => [...columns].sort())).toEqual(
      expect.arrayContaining([['1.3.9.5.1.2', '1.3.9.5.1.3', '1.3.9.5.1.4', '1.3.9.5.1.9'], ['1.3.8.1.2']]),
    );
  });
  it('at each cadence: the objects of its points, with what they need', () => {
    const walk = parseWalk(
      '1.3.9.1.0 integer 4\n1.3.9.2.0 integer 12\n1.3.9.8.0 integer 1\n1.3.9.5.1.3.1 integer 20\n1.3.9.5.1.9.1 integer 1\n',
    );
    const { groups } = planOf(bindPoints([profile], walk));
    expect(groups.states.gets).toEqual(['1.3.9.1.0', '1.3.9.8.0']);
    expect(groups.rest.gets).toEqual(['1.3.9.2.0', '1.3.9.5.1.3.1']);
    expect(groups.traffic.points).toEqual([]);
  });
  it('a long column is walked, not asked object by object', () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `1.3.9.5.1.3.${i + 1} integer 20\n1.3.9.5.1.9.${i + 1} integer 1\n`,
    ).join('');
    const { groups } = planOf(bindPoints([profile], parseWalk(rows)));
    expect(groups.rest.walks).toEqual([['1.3.9.5.1.3']]);
    expect(groups.rest.gets).toEqual([]);
    expect(groups.rest.points.length).toBe(40);
  });
});
