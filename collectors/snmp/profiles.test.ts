/** The linter of profiles: a profile that measures nothing, in the wrong unit, or twice the same, does not pass. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import { bindPoints } from './decode/bind.ts';
import { loadProfiles, profilesDir, readProfile } from './profile-files.ts';
import { parseWalk, readingsOf } from './profile-fixture.ts';

const { profiles, problems } = loadProfiles();

const minimal = (rest: string): string =>
  `title: t\nsource: s\nmatch: [{ answers: [1.3.6.1.4.1.1] }]\n${rest}`;

describe('the profiles', () => {
  it('are all well formed', () => {
    expect(problems).toEqual([]);
  });
  it('are folders of a profile, a walk and what is expected of it, and nothing else', () => {
    for (const entry of readdirSync(profilesDir, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      expect(readdirSync(join(profilesDir, entry.name)).sort(), entry.name).toEqual([
        'expected.yaml',
        'profile.yaml',
        'walk',
      ]);
    }
  });
  it.each(profiles.filter((one) => existsSync(join(profilesDir, one.name, 'walk'))))(
    '$name reads its fixture as expected',
    (profile) => {
      const answers = parseWalk(readFileSync(join(profilesDir, profile.name, 'walk'), 'utf8'));
      const readings = readingsOf(bindPoints([profile], answers), answers);
      expect(readings).toEqual(parse(readFileSync(join(profilesDir, profile.name, 'expected.yaml'), 'utf8')));
      const numbers = readings
        .filter((r) => metricOf(r.metric)?.kind === 'gauge' && r.value !== null)
        .map((r) => r.value);
      // A fixture of zeros, or of one number everywhere, proves neither scale nor column.
      if (numbers.length > 0)
        expect(
          numbers.some((n) => n !== 0),
          'all zeros',
        ).toBe(true);
      if (numbers.length > 2) expect(new Set(numbers).size, 'all equal').toBeGreaterThan(1);
      expect(readings.length).toBeGreaterThan(0);
    },
  );
});

describe('a profile is refused, with its line,', () => {
  const cases: [string, string, RegExp][] = [
    [
      'for a metric that is not in the catalogue',
      'readings:\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: ups.magic }\n',
      /^x\/profile\.yaml:5: .*unknown metric "ups\.magic"/,
    ],
    [
      'for a unit of another dimension',
      'readings:\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: ups.runtime_seconds, unit: V }\n',
      /not a unit of ups\.runtime_seconds/,
    ],
    [
      'for a missing unit',
      'readings:\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: ups.runtime_seconds }\n',
      /needs the device's unit/,
    ],
    [
      'for an OID used twice',
      'readings:\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: sensor.count }\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: sensor.count }\n',
      /^x\/profile\.yaml:6: .*used twice/,
    ],
    [
      'for a state without severity',
      'readings:\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: sensor.state, states: { 1: [on] } }\n',
      /^x\/profile\.yaml:5: /,
    ],
    [
      'for a state metric without states',
      'readings:\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: sensor.state }\n',
      /needs "states" or "bits"/,
    ],
    [
      'for a contact without its levels',
      'readings:\n  - { oid: 1.3.6.1.4.1.1.1.0, metric: contact.fire }\n',
      /needs "contact"/,
    ],
    [
      'for a reference to nothing',
      'tables:\n  - table: 1.3.6.1.4.1.1.2.1\n    description: "{nothing}"\n    columns: [{ column: 2, metric: sensor.count }]\n',
      /"nothing" is neither/,
    ],
    ['for a key that does not exist', 'reading: []\n', /[Uu]nrecognized key/],
  ];
  it.each(cases)('%s', (_, yaml, said) => {
    const { profile, problems: found } = readProfile('x', minimal(yaml));
    expect(profile).toBeNull();
    expect(found.join('\n')).toMatch(said);
  });
});
