import { describe, expect, it } from 'vitest';
import { parseBook } from './parse-book.ts';
import { env, problemsOf, small, variable, wrong } from './small-book.ts';

const secret = `"${variable('SNMP_RO')}"`;

describe('a wrong site book', () => {
  it.each<[what: string, from: string, to: string, said: RegExp]>([
    [
      'an unknown key',
      'community:',
      'comunity:',
      /^sites\.yaml:8: unknown key "comunity" in snmp: did you mean "community"\?/,
    ],
    [
      'an unknown kind',
      'kind: ups',
      'kind: upps',
      /^sites\.yaml:9: "kind: upps" is not known: did you mean "ups"\?/,
    ],
    [
      'a parent that is not there',
      'parent: fw-1, ping',
      'parent: fw-2, ping',
      /^sites\.yaml:9: "parent: fw-2" names no device.*did you mean "fw-1"\?/,
    ],
    [
      'a link on no device',
      'device: fw-1, interface: wan2',
      'device: fw-9, interface: wan2',
      /^sites\.yaml:13: "device: fw-9" names no device/,
    ],
    [
      'a power chain that names nobody',
      'ups: [ups-1]',
      'ups: [ups-7]',
      /^sites\.yaml:16: "ups: ups-7" names no device.*did you mean "ups-1"\?/,
    ],
    [
      'a trunk on no device',
      'spans: 4, device: fw-1',
      'spans: 4, device: gw-1',
      /^sites\.yaml:15: "device: gw-1" names no device/,
    ],
    [
      'a trunk on no link',
      'spans: 4, device: fw-1',
      'spans: 4, link: primry',
      /^sites\.yaml:15: "link: primry" names no link.*did you mean "primary"\?/,
    ],
    [
      'an address that is none',
      '192.0.2.2',
      '192.0.2.256',
      /^sites\.yaml:9: "address: 192\.0\.2\.256" is not an address/,
    ],
    ['an address that is a command', '192.0.2.2', '"-f;reboot"', /^sites\.yaml:9: .* is not an address/],
    [
      'a time zone that is none',
      'Africa/Porto-Novo',
      'Africa/Porto-Nove',
      /^sites\.yaml:5: .*did you mean "Africa\/Porto-Novo"\?/,
    ],
    ['an offset in place of a zone', 'Africa/Porto-Novo', '"+01:00"', /^sites\.yaml:5: .*is not a time zone/],
    [
      'a return above the overflow',
      'overflow_at: 0.7',
      'overflow_at: 0.7, return_at: 0.75',
      /^sites\.yaml:12: impossible thresholds: return_at/,
    ],
    [
      'a return equal to the overflow',
      'overflow_at: 0.7',
      'overflow_at: 0.7, return_at: 0.7',
      /^sites\.yaml:12: impossible thresholds/,
    ],
    ['an overflow above the whole', 'overflow_at: 0.7', 'overflow_at: 1.7', /^sites\.yaml:12: .*a ratio/],
    [
      'an overflow with nowhere to go',
      'role: backup',
      'role: primary',
      /^sites\.yaml:11: .*no link with role: backup/,
    ],
    [
      'a rate without a unit',
      '4 Mbit/s, role: primary',
      '4000000, role: primary',
      /^sites\.yaml:12: "contracted: 4000000" is not a rate/,
    ],
    [
      'an identifier with a separator',
      'ups-1: {',
      'ups/1: {',
      /^sites\.yaml:9: "ups\/1" cannot be an identifier/,
    ],
    ['a topic with a wildcard', 'topic: bj/genset', 'topic: bj/+', /^sites\.yaml:10: .*wildcard/],
    [
      'a variable that is not set',
      'SNMP_RO',
      'SNMP_RW',
      /^sites\.yaml:8: "\$\{SNMP_RW\}" of "community" is not set/,
    ],
    [
      'a generator that drinks less when it works more',
      '"80 kW": 24 L/h',
      '"80 kW": 1 L/h',
      /^sites\.yaml:16: impossible consumption/,
    ],
    [
      'an SNMP version that is none',
      'version: 2c',
      'version: 2',
      /^sites\.yaml:8: "version: 2" is not known/,
    ],
    [
      'a variable that only looks set, since objects inherit it',
      'SNMP_RO',
      'constructor',
      /^sites\.yaml:8: "\$\{constructor\}" of "community" is not set/,
    ],
    [
      'a protocol that only looks known, since objects inherit it',
      `version: 2c, community: ${secret}`,
      `version: 3, user: u, auth: { protocol: constructor, key: "${variable('K1')}" }`,
      /^sites\.yaml:8: "protocol: constructor" is not known/,
    ],
    ['no country', 'country: BJ\n', 'name: Cotonou\n', /^sites\.yaml:3: site "cotonou" has no "country"/],
    [
      'a tab in the indentation',
      '    country: BJ',
      '\tcountry: BJ',
      /^sites\.yaml:4: this is not valid YAML/,
    ],
  ])('is refused for %s, with line and remedy', (_, from, to, said) => {
    const problems = wrong(from, to);
    expect(
      problems.some((problem) => said.test(problem)),
      problems.join('\n'),
    ).toBe(true);
  });

  it('says every problem at once, in the order of the file', () => {
    const text = small
      .replace('country: BJ', 'country: benin')
      .replace('192.0.2.1,', '192.0.2.999,')
      .replace('parent: fw-1, ping', 'parent: nobody, ping')
      .replace('interface: wan1', 'interfce: wan1');
    const lines = problemsOf(text).map((problem) => Number(problem.split(':')[1]));
    expect(new Set(lines)).toEqual(new Set([4, 8, 9, 12]));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it('is refused for a device declared twice, naming both lines', () => {
    const problems = wrong('ups-1: { kind: ups', 'fw-1: { kind: ups');
    expect(problems.join('\n')).toMatch(/sites\.yaml:9: "fw-1" is already declared on line 8/);
  });

  it('is refused for parents that lead back to themselves', () => {
    const text = small.replace('kind: firewall,', 'kind: firewall, parent: ups-1,');
    expect(problemsOf(text).join('\n')).toMatch(/a cycle of parents: fw-1 → ups-1 → fw-1/);
    expect(wrong('parent: fw-1, ping', 'parent: ups-1, ping').join('\n')).toMatch(/is its own parent/);
  });

  it('is refused for a metric that the catalogue does not have, and for a band without room', () => {
    const band = (text: string): string => wrong('ping: {} }', `ping: {}, bands: { ${text} } }`).join('\n');
    expect(band('ups.load_ration: { warning_above: 0.5 }')).toMatch(/did you mean "ups\.load_ratio"\?/);
    expect(band('ups.load_ratio: { warning_above: 0.9, critical_above: 0.5 }')).toMatch(/impossible band/);
    expect(band('ups.load_ratio: {}')).toMatch(/a band without a bound/);
  });

  it('is refused when the folder has no sites.yaml, or a file that belongs to no book', () => {
    expect(parseBook([], env)).toMatchObject({ ok: false, problems: [{ file: 'sites.yaml', line: 1 }] });
    const stray = problemsOf(small, [{ name: 'site.yaml', text: 'a: 1' }]);
    expect(stray).toEqual(['site.yaml:1: this file is not part of a site book: did you mean "sites.yaml"?']);
  });

  it('never prints a secret, whatever is wrong around it', () => {
    const text = small
      .replace(secret, `"${variable('SNMP_RO')}\\n"`)
      .replace('organisation: Essai', `organisation: Essai\nstores: { operations: ${secret} }`)
      .replace('192.0.2.1,', `${secret},`);
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(1);
    expect(problems.join('\n')).not.toContain('community-word');
  });
});
