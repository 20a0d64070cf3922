/** Reads the YAML files of a book's folder and the secrets' files they name; says how one state of it differs from another. */
import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem, YamlFile } from './place.ts';
import { maxFileCharacters } from './place.ts';

/** A folder with more YAML files than this is not a site book. */
const maxFiles = 100;
/** A secret is a line, not a file to be loaded. */
const maxSecretBytes = 64_000;

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name) && !name.startsWith('.');

export interface FolderRead {
  readonly files: readonly YamlFile[];
  /** Of files that could not be read. */
  readonly problems: readonly Problem[];
}

/** Never throws: a folder that cannot be read is a problem like any other, told at its `mainFile`. */
export async function readYamlFolder(dir: string, mainFile: string): Promise<FolderRead> {
  const files: YamlFile[] = [];
  const problems: Problem[] = [];
  try {
    const names = (await readdir(dir)).filter(isYaml).sort().slice(0, maxFiles);
    for (const name of names) {
      try {
        const path = join(dir, name);
        const { size } = await stat(path);
        // One character more than allowed is enough for the parser to refuse it.
        files.push({
          name,
          text:
            size > 4 * maxFileCharacters ? ' '.repeat(maxFileCharacters + 1) : await readFile(path, 'utf8'),
        });
      } catch (error) {
        const text = `the file cannot be read (${name}: ${reason(error)}): check its rights`;
        problems.push({ file: name, line: 1, text });
      }
    }
  } catch (error) {
    const text = `the folder ${dir} cannot be read (${reason(error)}): check its path and rights`;
    return { files: [], problems: [{ file: mainFile, line: 1, text }] };
  }
  return { files, problems };
}

/** The text behind `file:PATH` of a book in this folder; null when it cannot be read. */
export const secretFileOf =
  (dir: string) =>
  (path: string): string | null => {
    try {
      const text = readFileSync(resolve(dir, path), 'utf8');
      return text.length > maxSecretBytes ? null : text;
    } catch {
      return null;
    }
  };

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** What tells one state of the folder from another: names, sizes and times of its YAML files. */
export async function folderSignature(dir: string): Promise<string> {
  try {
    const names = (await readdir(dir)).filter(isYaml).sort().slice(0, maxFiles);
    const parts = await Promise.all(
      names.map(async (name) => {
        const found = await stat(join(dir, name)).catch(() => null);
        return `${name} ${found?.size} ${found?.mtimeMs} ${found?.ino}`;
      }),
    );
    return parts.join('\n');
  } catch (error) {
    return reason(error);
  }
}
