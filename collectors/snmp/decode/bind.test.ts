/** Binding turns a profile into points: rows that are not there, inputs read upside down and doubled series start here. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../profile.ts';
import { readProfile } from '../profile-files.ts';
import { parseWalk } from '../profile-fixture.ts';
import type { Varbind } from '../varbind.ts';
import { bindPoints, noContext } from './bind.ts';
import type { Point, ValuePoint } from './point.ts';

const profileOf = (yaml: string, name = 'test'): Profile => {
  const { profile, problems } = readProfile(
    name,
    `title: t\nsource: s\nmatch: [{ answers: [1.3.9] }]\nroot: 1.3.9\n${yaml}`,
  );
  if (!profile) throw new Error(problems.join('\n'));
  return profile;
};
const bind = (yaml: string, walk: string, context = noContext): Point[] =>
  bindPoints([profileOf(yaml)], parseWalk(walk), context);
const read = (point: Point | undefined, walk: string): ReturnType<ValuePoint['read']> =>
  point?.kind === 'value' ? point.read(parseWalk(walk)) : null;

const door = `
tables:
  - table: .1.1
    description: "{2}"
    columns:
      - column: 3
        metric: contact.door
        contact: { open: [0], closed: [1], unplugged: [2], rest: closed, rest_from: { of: 4, open: [1], closed: [2] } }
`;
const doorWalk = '1.3.9.1.1.2.1 text Porte salle\n1.3.9.1.1.3.1 integer 0\n1.3.9.1.1.4.1 integer 2\n';

describe('binding a profile to a device', () => {
  it('makes a point only of what answers', () => {
    const yaml =
      'readings:\n  - { oid: .1.0, metric: ups.load_ratio, unit: "%" }\n  - { oid: .2.0, metric: ups.alarms_count }\n';
    expect(bind(yaml, '1.3.9.1.0 integer 40\n').map((point) => point.metric)).toEqual(['ups.load_ratio']);
  });

  it('leaves to the vendor what the vendor reads, and gives the rest to the standard', () => {
    const vendor = profileOf(
      'readings:\n  - { oid: .1.0, metric: ups.input_voltage_volts, unit: 0.1 V }\n',
      'vendor',
    );
    const standard = profileOf(
      'readings:\n  - { oid: .1.0, metric: ups.input_voltage_volts, unit: V }\n  - { oid: .2.0, metric: ups.alarms_count }\n',
      'standard',
    );
    const points = bindPoints([vendor, standard], parseWalk('1.3.9.1.0 integer 2302\n1.3.9.2.0 integer 3\n'));
    expect(points.map((point) => point.profile)).toEqual(['vendor', 'standard']);
    expect(read(points[0], '1.3.9.1.0 integer 2302\n')).toMatchObject({ value: 230.2 });
  });

  it('names rows by what the device calls them, and never two series alike', () => {
    const yaml =
      'tables:\n  - table: .1.1\n    description: "{2|\'Sonde\'}"\n    columns: [{ column: 3, metric: environment.temperature_celsius, unit: °C }]\n';
    const points = bind(
      yaml,
      '1.3.9.1.1.2.1 text Salle/1\n1.3.9.1.1.2.2 text Salle/1\n1.3.9.1.1.3.1 integer 20\n1.3.9.1.1.3.2 integer 21\n1.3.9.1.1.3.10 integer 22\n',
    );
    expect(points.map((point) => point.instance)).toEqual(['Salle-1', 'Salle-1 #2', 'Sonde']);
  });

  it('takes metric, unit and scale from the row’s own columns, and skips rows of a kind it does not know', () => {
    const yaml = `
tables:
  - table: .1.1
    columns:
      - column: 4
        variants:
          - of: 2
            is:
              1: { metric: sensor.temperature_celsius, unit: °C }
              "/^hum/": { metric: sensor.humidity_ratio, unit: "%" }
            otherwise: skip
          - { of: 3, is: { 8: { scale: 0.001 } } }
`;
    const walk =
      '1.3.9.1.1.2.1 integer 1\n1.3.9.1.1.3.1 integer 8\n1.3.9.1.1.4.1 integer 21500\n' +
      '1.3.9.1.1.2.2 text Humidity\n1.3.9.1.1.4.2 integer 45\n1.3.9.1.1.2.3 integer 7\n1.3.9.1.1.4.3 integer 9\n';
    const points = bind(yaml, walk);
    expect(points.map((point) => [point.metric, read(point, walk)?.value])).toEqual([
      ['sensor.temperature_celsius', 21.5],
      ['sensor.humidity_ratio', 0.45],
    ]);
  });

  it('says not available, not zero, while the row’s status says so', () => {
    const yaml =
      'tables:\n  - table: .1.1\n    valid_when: { column: 5, not: [7] }\n    columns: [{ column: 3, metric: sensor.voltage_volts, unit: V }]\n';
    const [point] = bind(yaml, '1.3.9.1.1.3.1 integer 0\n1.3.9.1.1.5.1 integer 7\n');
    expect(point?.needs).toEqual(['1.3.9.1.1.3.1', '1.3.9.1.1.5.1']);
    expect(read(point, '1.3.9.1.1.3.1 integer 0\n1.3.9.1.1.5.1 integer 7\n')).toMatchObject({
      value: null,
      state: 'unknown',
    });
    expect(read(point, '1.3.9.1.1.3.1 integer 230\n1.3.9.1.1.5.1 integer 2\n')).toMatchObject({ value: 230 });
  });

  it('gives no reading at all, rather than an old or empty one, when the object did not answer', () => {
    const [point] = bind('readings:\n  - { oid: .1.0, metric: ups.alarms_count }\n', '1.3.9.1.0 integer 2\n');
    expect(read(point, '')).toBeNull();
  });

  it('keeps a state that the profile does not know, with its number and unknown severity', () => {
    const [point] = bind(
      'readings:\n  - { oid: .1.0, metric: hvac.state, states: { 1: [on, good] } }\n',
      '1.3.9.1.0 integer 1\n',
    );
    expect(read(point, '1.3.9.1.0 integer 1\n')).toEqual({ value: 1, text: 'on', state: 'good', raw: 1 });
    expect(read(point, '1.3.9.1.0 integer 9\n')).toEqual({
      value: 9,
      text: '? (9)',
      state: 'unknown',
      raw: 9,
    });
  });

  it('names every bit of a bit map and takes the worst severity', () => {
    const [point] = bind(
      'readings:\n  - { oid: .1.0, metric: e1.line_state, bits: { 1: [fine, good], 2: [RAI, warning], 64: [LOS, critical] } }\n',
      '1.3.9.1.0 integer 66\n',
    );
    expect(read(point, '1.3.9.1.0 integer 66\n')).toMatchObject({
      text: 'RAI, LOS',
      state: 'critical',
      value: 66,
    });
    expect(read(point, '1.3.9.1.0 integer 1\n')).toMatchObject({ text: 'fine', state: 'good' });
  });

  it('adds high and low words, divides by a total and counts what is left', () => {
    const yaml = `
readings:
  - { oid: .1.0, metric: sensor.count, scale: 65536, plus: [{ of: .2.0 }] }
  - { oid: .3.0, metric: sensor.level_ratio, unit: ratio, over: .4.0, invert: true }
`;
    const walk = '1.3.9.1.0 integer 2\n1.3.9.2.0 integer 5\n1.3.9.3.0 integer 25\n1.3.9.4.0 integer 100\n';
    const points = bind(yaml, walk);
    expect(points.map((point) => read(point, walk)?.value)).toEqual([131_077, 0.75]);
    expect(read(points[0], '1.3.9.1.0 integer 2\n')?.value).toBeNull();
    expect(read(points[1], `${walk}1.3.9.4.0 integer 0\n`)?.value).toBeNull();
  });
});

describe('a contact', () => {
  it('is judged by the polarity that the device’s own column tells', () => {
    const [point] = bind(door, doorWalk);
    expect(read(point, doorWalk)).toMatchObject({ value: 1, text: 'active', state: 'warning', raw: 0 });
    expect(read(point, '1.3.9.1.1.3.1 integer 1\n')).toMatchObject({ value: 0, text: 'rest', state: 'good' });
  });
  it('is judged by the site book where the site book says so, with its meaning and name', () => {
    const contacts = {
      'Porte salle': { rest: 'open' as const, means: 'fire' as const, name: 'Boucle incendie' },
    };
    const [point] = bind(door, doorWalk, { contacts });
    expect(point).toMatchObject({
      metric: 'contact.fire',
      description: 'Boucle incendie',
      instance: 'Porte salle',
    });
    expect(read(point, doorWalk)).toMatchObject({ text: 'rest', state: 'good' });
    expect(read(point, '1.3.9.1.1.3.1 integer 1\n')).toMatchObject({ text: 'active', state: 'critical' });
  });
  it('that is broken, or says anything else, is unplugged: never at rest', () => {
    const [point] = bind(door, doorWalk);
    for (const raw of [2, 3, -1, 255])
      expect(read(point, `1.3.9.1.1.3.1 integer ${raw}\n`)).toMatchObject({
        text: 'unplugged',
        state: 'unknown',
      });
  });
});

describe('counters and pools', () => {
  it('prefer the wide column and fall back on the narrow one, row by row', () => {
    const yaml =
      'tables:\n  - table: .1.1\n    description: "{index}"\n    columns: [{ column: .2.1.6, narrow: 10, metric: interface.in_bits_per_second, rate: true, scale: 8 }]\n';
    const walk =
      '1.3.9.2.1.6.1 counter64 18446744073709551615\n1.3.9.1.1.10.1 counter32 5\n1.3.9.1.1.10.2 counter32 7\n';
    const points = bind(yaml, walk);
    expect(
      points.map((point) =>
        point.kind === 'counter' ? [point.bits, point.times, point.read(parseWalk(walk))] : null,
      ),
    ).toEqual([
      [64, 8, 18_446_744_073_709_551_615n],
      [32, 8, 7n],
    ]);
  });
  it('tell used and total in bytes, whatever the device counts in', () => {
    const yaml =
      'pools:\n  - { kind: storage, table: .1.1, description: "{2}", bytes: { of: 3 }, total: 4, free: 5, when: { column: 4, above: 0 } }\n';
    const walk =
      '1.3.9.1.1.2.1 text /\n1.3.9.1.1.3.1 integer 4096\n1.3.9.1.1.4.1 integer 1000\n1.3.9.1.1.5.1 integer 250\n1.3.9.1.1.2.2 text cd\n1.3.9.1.1.4.2 integer 0\n1.3.9.1.1.5.2 integer 0\n';
    const values = bind(yaml, walk).map((point) => [point.metric, read(point, walk)?.value]);
    expect(values).toEqual([
      ['storage.use_ratio', 0.75],
      ['storage.used_bytes', 3_072_000],
      ['storage.total_bytes', 4_096_000],
    ]);
  });
});

it('a device that answers nonsense never makes a point throw or say NaN', () => {
  const profile = profileOf(
    `${door}readings:\n  - { oid: .1.0, metric: ups.load_ratio, unit: 0.1 %, over: .1.1.3.1 }\n  - { oid: .2.0, metric: hvac.state, states: { 1: [on, good] } }\n`,
  );
  const varbind = (oid: string) =>
    fc.oneof(
      fc.integer().map((value): Varbind => ({ oid, type: 'integer', value })),
      fc.uint8Array({ maxLength: 12 }).map((b): Varbind => ({ oid, type: 'octets', value: Buffer.from(b) })),
      fc.bigInt().map((value): Varbind => ({ oid, type: 'counter64', value })),
      fc.constant<Varbind>({ oid, type: 'noSuchInstance', value: null }),
    );
  const oids = ['1.3.9.1.0', '1.3.9.2.0', '1.3.9.1.1.2.1', '1.3.9.1.1.3.1', '1.3.9.1.1.4.1'];
  fc.assert(
    fc.property(fc.tuple(...oids.map(varbind)), fc.tuple(...oids.map(varbind)), (first, later) => {
      const points = bindPoints([profile], new Map(first.map((v) => [v.oid, v])));
      for (const point of points) {
        const value = point.kind === 'value' ? point.read(new Map(later.map((v) => [v.oid, v]))) : null;
        expect(value === null || value.value === null || Number.isFinite(value.value)).toBe(true);
      }
    }),
  );
});
