/** Reads a site book from a folder. Its YAML files and the secrets' files it names are all that is touched. */
import { type FolderRead, readYamlFolder, secretFileOf } from '../config/file-folder.ts';
import type { ParsedBook } from './parse-book.ts';
import { parseBook, sitesFile } from './parse-book.ts';

/** What is read once, for all who have a part of the book to parse. */
export const readBookFolder = (dir: string): Promise<FolderRead> => readYamlFolder(dir, sitesFile);

/** Never throws: a folder that cannot be read is a problem like any other. */
export async function readBook(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ParsedBook> {
  return bookOfFolder(await readBookFolder(dir), dir, env);
}

export function bookOfFolder(
  { files, problems }: FolderRead,
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): ParsedBook {
  if (files.length === 0 && problems.length > 0) return { ok: false, problems, warnings: [] };
  const book = parseBook(files, env, secretFileOf(dir));
  if (problems.length === 0) return book;
  return {
    ok: false,
    problems: [...problems, ...(book.ok ? [] : book.problems)],
    warnings: book.warnings,
  };
}
