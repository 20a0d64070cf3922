/**
 * Profiles as they were last read and found right, kept as JSON under a digest of the YAML and of the code that reads
 * it: a second start parses no YAML. Where the cache cannot be written, or is damaged, the YAML is read.
 */
import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Profile } from './profile.ts';
import { type LoadedProfiles, loadProfiles, profilesDir } from './profile-files.ts';

const root = join(import.meta.dirname, '..', '..');
export const profileCacheFile = join(root, 'node_modules', '.cache', 'vigie', 'profiles.json');
/** What decides whether a YAML is right: when one of these changes, so may the answer. */
const readers = [
  import.meta.dirname,
  join(import.meta.dirname, 'decode'),
  join(root, 'lib/readings/catalogue'),
];

export function loadProfilesCached(
  dir: string = profilesDir,
  cacheFile: string = profileCacheFile,
): LoadedProfiles {
  const digest = digestOf(dir);
  const kept = keptProfiles(cacheFile, digest);
  if (kept !== null) return { profiles: kept, problems: [] };
  const loaded = loadProfiles(dir);
  // A problem is said with its line at every start, until it is put right.
  if (loaded.problems.length === 0) keep(cacheFile, digest, loaded.profiles);
  return loaded;
}

function digestOf(dir: string): string {
  const hash = createHash('sha256');
  for (const folder of readers)
    for (const name of readdirSync(folder).sort())
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) add(hash, join(folder, name));
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
    if (entry.isDirectory()) add(hash, join(dir, entry.name, 'profile.yaml'));
  return hash.digest('hex');
}

/** By content, not by date: a checkout or a copy gives every file a new date. */
function add(hash: Hash, file: string): void {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    // A folder without a profile, or a file on its way out.
    return;
  }
  hash.update(`${file}\n${content.length}\n`).update(content);
}

const sumOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** One line `DIGEST SUM`, then the profiles. Null when that is not what stands there. */
function keptProfiles(file: string, digest: string): readonly Profile[] | null {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (text.slice(0, end) !== `${digest} ${sumOf(body)}`) return null;
    return JSON.parse(body) as readonly Profile[];
  } catch {
    return null;
  }
}

function keep(file: string, digest: string, profiles: readonly Profile[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const body = JSON.stringify(profiles);
    // Two processes that start together each write their own, whole.
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, `${digest} ${sumOf(body)}\n${body}`);
    renameSync(part, file);
  } catch {
    // Read-only: the next start reads the YAML again.
  }
}
