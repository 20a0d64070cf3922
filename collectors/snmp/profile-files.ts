/** Reads the profiles of a folder, all of them once, and says every problem with its file and line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { LineCounter, parseDocument } from 'yaml';
import { type Profile, profileSchema } from './profile.ts';
import { checkProfile, type ProblemPath } from './profile-check.ts';

export const profilesDir = join(import.meta.dirname, 'profiles');

export interface LoadedProfiles {
  readonly profiles: readonly Profile[];
  /** `apc-ups/profile.yaml:12: …`; a profile with a problem is left out, the others hold. */
  readonly problems: readonly string[];
}

export function loadProfiles(dir: string = profilesDir): LoadedProfiles {
  const profiles: Profile[] = [];
  const problems: string[] = [];
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) =>
    a.name.localeCompare(b.name),
  )) {
    const file = join(dir, entry.name, 'profile.yaml');
    if (!entry.isDirectory() || !existsSync(file)) continue;
    const read = readProfile(entry.name, readFileSync(file, 'utf8'));
    if (read.problems.length > 0) problems.push(...read.problems);
    else if (read.profile) profiles.push(read.profile);
  }
  return { profiles, problems };
}

interface ReadProfile {
  readonly profile: Profile | null;
  readonly problems: string[];
}

export const readProfile = (name: string, text: string): ReadProfile =>
  readQuickly(name, text) ?? readWithLines(name, text);

/** Six times as fast as the parser that knows lines, and this stands on the way of every start. Null: there is something to say. */
function readQuickly(name: string, text: string): ReadProfile | null {
  let data: unknown;
  try {
    data = load(text);
  } catch {
    return null;
  }
  const parsed = profileSchema.safeParse(data);
  if (!parsed.success) return null;
  const profile: Profile = { ...parsed.data, name };
  return checkProfile(profile).length === 0 ? { profile, problems: [] } : null;
}

function readWithLines(name: string, text: string): ReadProfile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const at = (offset: number): string => `${name}/profile.yaml:${lines.linePos(offset).line}`;
  if (document.errors.length > 0)
    return {
      profile: null,
      problems: document.errors.map((e) => `${at(e.pos[0])}: ${e.message.split('\n')[0]}`),
    };
  const lineOf = (path: ProblemPath): string => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      const range =
        node !== null && typeof node === 'object' && 'range' in node
          ? (node.range as readonly number[] | null)
          : null;
      if (range?.[0] !== undefined) return at(range[0]);
    }
    return at(0);
  };
  const parsed = profileSchema.safeParse(document.toJS());
  if (!parsed.success)
    return {
      profile: null,
      problems: parsed.error.issues.map((issue) => {
        const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
        return `${lineOf(path)}: ${path.join('.')}: ${issue.message}`;
      }),
    };
  const profile: Profile = { ...parsed.data, name };
  const problems = checkProfile(profile).map(
    (one) => `${lineOf(one.path)}: ${one.path.join('.')}: ${one.text}`,
  );
  return { profile: problems.length === 0 ? profile : null, problems };
}
