import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { config } from './config.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie config '));
});
afterEach(() => rm(dir, { recursive: true }));

const run = async (...args: string[]): Promise<{ code: number; out: string }> => {
  let out = '';
  const code = await config(args, (text) => {
    out += text;
  });
  return { code, out };
};

const nobodyTold =
  'channels.yaml:1: there is no channel: incidents are shown and nobody is told, add one (warning)\n';

describe('config check', () => {
  it('finds the example right, without its secrets', async () => {
    const { code, out } = await run(
      'check',
      join(import.meta.dirname, '../../config/example'),
      '--without-secrets',
    );
    expect(out).toBe(
      'The site book is right: 1 site, 11 devices, 2 links, 2 trunks, 7 people, 2 schedules, 4 channels, 1 rule of its own, 4 periodic checks.\n',
    );
    expect(code).toBe(0);
  });

  it('takes any secret as right without them, of whatever form, and opens no file of secrets', async () => {
    const book = `organisation: X
stores: { operations: "\${OPERATIONS}", readings: { influx: { url: "\${INFLUX_URL}", database: d, password: "file:/nowhere" } } }
mqtt: { url: "\${BROKER_URL}", password: "\${BROKER}" }
sites:
  a:
    country: BJ
    timezone: Africa/Porto-Novo
    position: { latitude: 6.37, longitude: 2.43 }
    devices: { fw-1: { kind: firewall, address: "\${FIREWALL}", snmp: { version: 2c, community: "file:../ro" } } }
`;
    await writeFile(join(dir, 'sites.yaml'), book);
    const without = await run('check', dir, '--without-secrets');
    expect(without.out).toBe(`${nobodyTold}The site book is right: 1 site, 1 devices, 0 links, 0 trunks.\n`);
    expect((await run('check', dir)).code).toBe(1);
  });

  it('fails with one line a problem, each with its place', async () => {
    await writeFile(join(dir, 'sites.yaml'), 'organisation: X\nsites:\n  a: { contry: BJ }\n  b/c: {}\n');
    const { code, out } = await run('check', dir);
    expect(code).toBe(1);
    for (const line of out.trim().split('\n')) expect(line).toMatch(/^sites\.yaml:\d+: ./);
    expect(out).toMatch(/sites\.yaml:3: unknown key "contry" in site "a": did you mean "country"\?/);
  });

  it('gives JSON and nothing else when asked', async () => {
    await writeFile(join(dir, 'sites.yaml'), 'organisation: X\n');
    const { code, out } = await run('check', dir, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      problems: [{ file: 'sites.yaml', line: 1, text: 'sites.yaml has no "sites": add it' }],
      warnings: [],
    });
  });

  it('reads the files beside the sites too: their problems at once, their warnings with their places', async () => {
    const sites = `organisation: X
sites:
  a: { country: BJ, timezone: Africa/Porto-Novo, position: { latitude: 6.37, longitude: 2.43 }, devices: {} }
`;
    await writeFile(join(dir, 'sites.yaml'), sites);
    await writeFile(join(dir, 'channels.yaml'), 'sms: { kind: sms, url: "https://gw.example.org" }\n');
    await writeFile(join(dir, 'people.yaml'), 'awa: { name: Awa, roles: boss }\n');
    await writeFile(join(dir, 'rules.yaml'), 'rules: { fire.detected: on }\n');
    const wrong = await run('check', dir);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/^people\.yaml:1: "roles: boss" is not known/m);
    expect(wrong.out).toMatch(/^rules\.yaml:1: rule "fire\.detected" must be a map/m);
    await writeFile(join(dir, 'people.yaml'), 'awa: { name: Awa, roles: operator }\n');
    await writeFile(join(dir, 'rules.yaml'), 'rules: {}\n');
    const right = await run('check', dir);
    expect(right.code).toBe(0);
    expect(right.out).toMatch(/^channels\.yaml:1: channel "sms" has no "secret".* \(warning\)$/m);
    expect(right.out).toMatch(/^on-call\.yaml:1: there is no policy.* \(warning\)$/m);
    expect(right.out).toMatch(/1 person, 1 channel\.\n$/);
  });

  it('says how it is called when it is called otherwise', async () => {
    await expect(run('check')).rejects.toThrow(/say check DIR/);
    await expect(run('verify', dir)).rejects.toThrow(/say check DIR/);
  });
});
