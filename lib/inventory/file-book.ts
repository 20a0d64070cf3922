/** Reads a site book from a folder. Its YAML files and the secrets' files it names are all that is touched. */

import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { maxFileCharacters } from '../config/place.ts';
import type { BookFile, ParsedBook } from './parse-book.ts';
import { parseBook } from './parse-book.ts';

/** A folder with more YAML files than this is not a site book. */
const maxFiles = 100;
/** A secret is a line, not a file to be loaded. */
const maxSecretBytes = 64_000;

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name) && !name.startsWith('.');

/** Never throws: a folder that cannot be read is a problem like any other. */
export async function readBook(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ParsedBook> {
  const files: BookFile[] = [];
  const unreadable: string[] = [];
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
        unreadable.push(`${name}: ${reason(error)}`);
      }
    }
  } catch (error) {
    const text = `the folder ${dir} cannot be read (${reason(error)}): check its path and rights`;
    return { ok: false, problems: [{ file: 'sites.yaml', line: 1, text }], warnings: [] };
  }
  const book = parseBook(files, env, (path) => secretText(resolve(dir, path)));
  if (unreadable.length === 0) return book;
  const problems = unreadable.map((said) => ({
    file: said.split(':')[0] ?? said,
    line: 1,
    text: `the file cannot be read (${said}): check its rights`,
  }));
  return { ok: false, problems: [...problems, ...(book.ok ? [] : book.problems)], warnings: book.warnings };
}

function secretText(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length > maxSecretBytes ? null : text;
  } catch {
    return null;
  }
}

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** What tells one state of the folder from another: names, sizes and times of its YAML files. */
export async function bookSignature(dir: string): Promise<string> {
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
