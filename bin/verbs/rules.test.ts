/** Guards against a rule that an operator believes tested and is not. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rules } from './rules.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie rules '));
});
afterEach(() => rm(dir, { recursive: true }));

const run = async (...args: string[]): Promise<{ code: number; lines: string[] }> => {
  let out = '';
  const code = await rules(args, (text) => {
    out += text;
  });
  return { code, lines: out.trim().split('\n') };
};
const own = (bound: string): string => `rules:
  cold-room:
    when: { metric: environment.temperature_celsius, above: ${bound}, clear: 7 }
    for: 5m
    severity: critical
    title: { fr: Chambre froide, en: Cold room }
    cause: { fr: Plus de huit degrés, en: Above eight degrees }
    consequence: { fr: Vaccins perdus, en: Vaccines lost }
    action: { fr: Fermer la porte, en: Close the door }
    owner: facilities
    respond: 15m
    scenarios:
      - device: environment
        steps: [{ at: 0s, environment.temperature_celsius: 5 }, { at: 1m, environment.temperature_celsius: 9 }]
        expect: [{ at: 6m, change: raised }]
`;

describe('rules test', () => {
  it('finds every built-in rule to hold', async () => {
    const { code, lines } = await run('test');
    expect(lines.filter((line) => !/: holds \(\d+.scenarios?\)$/.test(line))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^\d+.rules, 0 failed, 0.problem$/);
    expect(code).toBe(0);
  });
  it('finds an operator’s own to hold, in a folder or a site book', async () => {
    await writeFile(join(dir, 'rules.yaml'), own('8'));
    await writeFile(join(dir, 'sites.yaml'), 'organisation: X\n');
    const { code, lines } = await run('test', dir);
    expect(lines[0]).toMatch(/^cold-room: holds/);
    expect(code).toBe(0);
  });
  it('fails with its place when it does not answer as written', async () => {
    await writeFile(join(dir, 'rules.yaml'), own('10'));
    const { code, lines } = await run('test', dir);
    expect(lines[0]).toBe(
      'rules.yaml:2: rule "cold-room" does not answer as written: expected raised 360 s, got —',
    );
    expect(code).toBe(1);
  });
  it('fails without a scenario, and with a rule that could never fire', async () => {
    await writeFile(join(dir, 'rules.yaml'), own('8').replace(/ {4}scenarios:[\s\S]*/, ''));
    expect(await run('test', dir)).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/has no scenario/), expect.anything()],
    });
    await writeFile(
      join(dir, 'rules.yaml'),
      own('8').replace('temperature_celsius, above', 'humidity_ratio, above'),
    );
    const { code, lines } = await run('test', dir, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      ok: false,
      problems: [{ file: 'rules.yaml', line: 3 }],
    });
  });
  it('says how it is called when it is called otherwise', async () => {
    await expect(run('try')).rejects.toThrow(/say test \[DIR\]/);
  });
});
