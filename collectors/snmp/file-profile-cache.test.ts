import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadProfilesCached } from './file-profile-cache.ts';
import { profilesDir } from './profile-files.ts';

let dir: string;
let cache: string;
let own: string;
const name = readdirSync(profilesDir).find((one) => one.includes('apc')) ?? '';
const load = () => loadProfilesCached(own, cache);
const kept = () => readFileSync(cache, 'utf8');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-profile-cache-'));
  own = join(dir, 'profiles');
  cache = join(dir, 'cache', 'profiles.json');
  cpSync(join(profilesDir, name), join(own, name), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('what comes from the cache is what the YAML says, for every profile there is', () => {
  const first = loadProfilesCached(profilesDir, cache);
  const second = loadProfilesCached(profilesDir, cache);
  expect(first.profiles.length).toBeGreaterThan(50);
  expect(second.profiles).toEqual(first.profiles);
});

test('a second load reads the cache', () => {
  load();
  const [first, ...rest] = kept().split('\n');
  expect(rest.join('\n')).toContain(name);
  expect(first).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/);
  const before = kept();
  expect(load().profiles.map((profile) => profile.name)).toEqual([name]);
  expect(kept()).toBe(before);
});

test('a changed, a new and a removed YAML are taken up', () => {
  const before = load().profiles;
  const file = join(own, name, 'profile.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nno_such_key: 1\n`);
  const wrong = load();
  expect(wrong.profiles).toEqual([]);
  expect(wrong.problems.join()).toContain('no_such_key');
  // Said again at every load.
  expect(load().problems).toEqual(wrong.problems);
  cpSync(join(profilesDir, name), join(own, name), { recursive: true });
  cpSync(join(profilesDir, name), join(own, 'another'), { recursive: true });
  expect(load().profiles.map((profile) => profile.name)).toEqual(['another', name].sort());
  rmSync(join(own, 'another'), { recursive: true });
  expect(load().profiles).toEqual(before);
});

test('a damaged cache is not believed: cut, altered or emptied, the YAML is read', () => {
  const { profiles } = load();
  const whole = kept();
  for (const damaged of [
    '',
    'x',
    whole.slice(0, -5),
    whole.replace(`"${name}"`, '"someone"'),
    whole.replace(/^./, 'z'),
  ]) {
    writeFileSync(cache, damaged);
    expect(load().profiles).toEqual(profiles);
    expect(kept()).toBe(whole);
  }
});

test('where nothing can be written the profiles are read all the same', () => {
  writeFileSync(join(dir, 'file'), '');
  const { profiles, problems } = loadProfilesCached(own, join(dir, 'file', 'profiles.json'));
  expect(problems).toEqual([]);
  expect(profiles).toHaveLength(1);
});
