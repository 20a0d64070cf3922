import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printProblem } from '../config/place.ts';
import { parseBook } from './parse-book.ts';
import { env, problemsOf, read, small, variable } from './small-book.ts';

const example = readFileSync(join(import.meta.dirname, '../../config/example/sites.yaml'), 'utf8');
const secret = `"${variable('SNMP_RO')}"`;

describe('the example book', () => {
  it('is right, and uses documentation addresses only', () => {
    const inventory = read(example);
    expect(inventory.sites.map((site) => site.id)).toEqual(['cotonou']);
    const addresses = example.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];
    for (const address of addresses) expect(address).toMatch(/^(192\.0\.2\.\d+|127\.0\.0\.1)$/);
  });

  it('says of each part of the contract what Vigie will do with it', () => {
    const site = read(example).sites[0];
    expect(site?.devices.find((one) => one.id === 'ups-1')).toMatchObject({
      parent: 'sw-1',
      everyMs: 10_000,
      snmp: { address: '192.0.2.20', port: 1161, access: { version: '1', community: 'community-word' } },
    });
    expect(site?.devices.find((one) => one.id === 'sw-1')?.snmp?.access).toEqual({
      version: '3',
      user: 'noc',
      auth: { protocol: 'sha256', key: 'authentication-word' },
      privacy: { protocol: 'aes', key: 'privacy-word' },
    });
    expect(site?.devices.find((one) => one.id === 'genset-1')?.mqtt?.readings).toEqual([
      {
        topic: 'bj/genset/state',
        path: '$.fuel',
        metric: 'generator.fuel_level_ratio',
        instance: '',
        scale: 0.01,
        offset: 0,
        maxAgeMs: 120_000,
        states: null,
      },
    ]);
    expect(site?.links[0]).toMatchObject({
      contractedBitsPerSecond: 4e6,
      overflow: {
        atRatio: 0.7,
        forMs: 30_000,
        returnAtRatio: 0.55,
        returnForMs: 300_000,
        relayRatio: 0.05,
        relayWithinMs: 60_000,
        reliefRatio: 0.8,
        reliefWithinMs: 300_000,
      },
      provider: { name: 'FAI 1', circuit: 'BJ-F-0012', phone: '+2290121000000', repairMs: 14_400_000 },
    });
    expect(site?.links[1]?.overflow).toBeNull();
    expect(site?.trunks.map((trunk) => [trunk.id, trunk.channels, trunk.order])).toEqual([
      ['e1', 120, 1],
      ['voip', 30, 2],
    ]);
    expect(site?.power).toEqual({
      mains: 'ats-1',
      ups: ['ups-1'],
      generator: 'genset-1',
      tankLitres: 200,
      consumption: [
        { watts: 0, litresPerHour: 2 },
        { watts: 80_000, litresPerHour: 24 },
      ],
      deliveryMs: 7_200_000,
      marginMs: 1_800_000,
    });
    expect(site?.service.days[6]).toEqual([{ from: 480, to: 1140 }]);
    expect(site?.service.days[0]).toEqual([]);
  });
});

describe('what a site book may say', () => {
  it('takes a companion file that is YAML, and refuses one that is not', () => {
    expect(problemsOf(small, [{ name: 'customers.yaml', text: 'canal: { name: Canal+ }' }])).toEqual([]);
    expect(problemsOf(small, [{ name: 'rules.yaml', text: 'a: [1' }])[0]).toMatch(
      /^rules\.yaml:\d+: this is not valid YAML/,
    );
  });

  it('reads a secret from a file, and warns of one written in clear without repeating it', () => {
    const text = small.replace(secret, 'file:ro.txt');
    const book = parseBook([{ name: 'sites.yaml', text }], {}, (path) =>
      path === 'ro.txt' ? 'from-file\n' : null,
    );
    expect(book.ok && book.inventory.sites[0]?.devices[0]?.snmp?.access).toEqual({
      version: '2c',
      community: 'from-file',
    });
    const clear = parseBook([{ name: 'sites.yaml', text: small.replace(secret, 'open-word') }], env);
    expect(clear.ok).toBe(true);
    expect(clear.warnings.map(printProblem).join()).toMatch(
      /^sites\.yaml:8: "community" is a secret written in clear/,
    );
    expect(clear.warnings.map(printProblem).join()).not.toContain('open-word');
  });

  it('puts the sites west to east, whatever the order of the file', () => {
    const site = (id: string, longitude: number): string =>
      `  ${id}: { country: BJ, timezone: UTC, position: { latitude: 0, longitude: ${longitude} } }\n`;
    const text = `organisation: X\nsites:\n${site('east', 15)}${site('west', -13)}${site('middle', 2)}`;
    expect(read(text).sites.map((one) => one.id)).toEqual(['west', 'middle', 'east']);
  });

  it('takes several spans, spans over midnight, and days off', () => {
    const text = small.replace(
      '    devices:',
      '    service: { mon-fri: ["08:00-12:00", "14:00-18:00"], sat: "20:00-04:00", holidays: BJ, closed: [2026-12-24] }\n    devices:',
    );
    const { service } = read(text).sites[0] ?? {};
    expect(service?.days[1]).toEqual([
      { from: 480, to: 720 },
      { from: 840, to: 1080 },
    ]);
    expect(service?.days[6]).toEqual([{ from: 1200, to: 1440 }]);
    expect(service?.days[0]).toEqual([{ from: 0, to: 240 }]);
    expect(service?.closed).toEqual(['2026-12-24']);
  });

  it('opens the embedded broker only with a password for devices that exist', () => {
    const broker = (name: string): string[] =>
      problemsOf(`${small}broker: { listen: "0.0.0.0:1883", passwords: { ${name}: ${secret} } }\n`);
    expect(broker('cotonou/genset-1')).toEqual([]);
    expect(broker('cotonou/genset-2').join()).toMatch(/did you mean "cotonou\/genset-1"\?/);
  });

  it('shares access by a YAML anchor', () => {
    const text = small
      .replace(
        `snmp: { version: 2c, community: ${secret} }`,
        `snmp: &ro { version: 2c, community: ${secret} }`,
      )
      .replace('ping: {}', 'snmp: *ro');
    const ups = read(text).sites[0]?.devices.find((one) => one.id === 'ups-1');
    expect(ups?.snmp?.access).toEqual({ version: '2c', community: 'community-word' });
  });
});

describe('how long readings are kept', () => {
  const kept = (text: string) => `organisation: Essai\nstores: { retention: { ${text} } }`;

  it('is the operator’s to say, in days or years; left out, the store’s own default holds', () => {
    expect(read(small).stores.retention).toBeNull();
    const book = small.replace('organisation: Essai', kept('raw: 30d, five_minutes: 1y, hour: 5y'));
    expect(read(book).stores.retention).toEqual({ rawDays: 30, fiveMinutesDays: 365, hourDays: 1_825 });
  });

  it.each([
    ['raw: 1d, five_minutes: 1y, hour: 5y', /at least 2d/],
    ['raw: 2w, five_minutes: 1y, hour: 5y', /such as 35d or 2y/],
    ['raw: 30d, five_minutes: 20d, hour: 5y', /raw ≤ five_minutes ≤ hour/],
    ['raw: 30d, five_minutes: 2y, hour: 1y', /raw ≤ five_minutes ≤ hour/],
    ['raw: 30d, hour: 5y', /five_minutes/],
    ['raw: 99y, five_minutes: 99y, hour: 99y', /at most 50y/],
  ])('is refused with its remedy: %s', (text, problem) => {
    const files = [{ name: 'sites.yaml', text: small.replace('organisation: Essai', kept(text)) }];
    const book = parseBook(files, env);
    expect(book.ok ? '' : book.problems.map((one) => one.text).join()).toMatch(problem);
  });
});

describe('any text', () => {
  it('is a book or a list of problems, never a crash', () => {
    const words = [
      'organisation',
      'sites',
      'devices',
      'snmp',
      ':',
      '{',
      '}',
      '[',
      ']',
      '- ',
      '\n',
      '  ',
      '&a',
      '*a',
      '<<',
      '"',
      'fw-1',
      '7',
      '~',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 60 }), (parts) => {
        const book = parseBook([{ name: 'sites.yaml', text: parts.join('') }], {});
        expect(book.ok || book.problems.length > 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('with any one character of a right book changed is still a book or a list of problems', () => {
    fc.assert(
      fc.property(fc.nat(small.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, put) => {
        const book = parseBook(
          [{ name: 'sites.yaml', text: small.slice(0, at) + put + small.slice(at + 1) }],
          env,
        );
        expect(book.ok || book.problems.length > 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
