/** Reads rules from files: the built-in ones beside this file, and an operator's own folder. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { YamlFile } from '../config/place.ts';
import { parseRules } from './parse-rules.ts';
import type { Rule } from './rule.ts';

/** The screens' build leaves no folder of its own to a file: there a role's working folder, the root of the house, stands in. */
const here: string | undefined = import.meta.dirname;
const builtInDir = join(here ?? join(process.cwd(), 'lib', 'alerting'), 'rules');
/** A folder with more YAML files than this holds no rules. */
const maxFiles = 200;

/** A file, or every YAML file of a folder in the order of their names. Throws when it cannot be read. */
export function readRuleFiles(path: string): readonly YamlFile[] {
  if (!statSync(path).isDirectory()) return [{ name: basename(path), text: readFileSync(path, 'utf8') }];
  return readdirSync(path)
    .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
    .sort()
    .slice(0, maxFiles)
    .map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
}

/** The rules that come with Vigie. They are tested: one that is refused is a bug. */
export function builtInRules(): readonly Rule[] {
  const parsed = parseRules(readRuleFiles(builtInDir));
  if (parsed.ok) return parsed.rules;
  const { file, line, text } = parsed.problems[0] ?? { file: 'rules', line: 1, text: 'refused' };
  throw new Error(`built-in rule: ${file}:${line}: ${text}`);
}
