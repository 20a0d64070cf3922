/** The house as the invariants see it: every source file with its imports, its code without comments, its functions. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'vite';

export const root = dirname(dirname(import.meta.dirname));

export interface Import {
  /** As written. */
  readonly from: string;
  /** Path from the root when it is a file of the house, else null. */
  readonly file: string | null;
  readonly typeOnly: boolean;
}
export interface Fn {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}
export interface Source {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Text with every comment blanked, positions kept. */
  readonly code: string;
  readonly imports: readonly Import[];
  readonly functions: readonly Fn[];
}

const notOurs = new Set(['node_modules', '.next', '.git', '.setup', '.test', 'data', 'coverage']);

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !notOurs.has(entry.name)) yield* walk(path);
    else if (entry.isFile() && /\.(ts|tsx|js|mjs)$/.test(path) && !/(^|\/)next-env\.d\.ts$/.test(path))
      yield path;
  }
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function visit(node: Node, see: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  see(node, parent);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see, node);
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

function nameOf(node: Node, parent: Node | null): string {
  for (const named of [node.id, parent?.id, parent?.key])
    if (isNode(named) && typeof named.name === 'string') return named.name;
  return '(nameless)';
}

/** Imports that only carry types vanish before anything runs. */
function importsOf(program: Node, path: string): Import[] {
  const imports: Import[] = [];
  visit(program, (node) => {
    const source = node.source;
    if (!isNode(source) || typeof source.value !== 'string') return;
    const from = source.value;
    const specifiers = (Array.isArray(node.specifiers) ? node.specifiers : []) as {
      importKind?: string;
      exportKind?: string;
    }[];
    const typeOnly =
      node.importKind === 'type' ||
      node.exportKind === 'type' ||
      (specifiers.length > 0 &&
        specifiers.every(({ importKind, exportKind }) => importKind === 'type' || exportKind === 'type'));
    const file = from.startsWith('.') ? posix.join(posix.dirname(path), from) : null;
    imports.push({ from, file, typeOnly });
  });
  return imports;
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const lang = path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js';
  const { program, comments, errors } = parseSync(path, text, { lang });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const lineOf = (at: number) => text.slice(0, at).split('\n').length;
  let code = text;
  for (const { start, end } of comments)
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  const functions: Fn[] = [];
  visit(program as unknown as Node, (node, parent) => {
    if (!functionTypes.has(node.type)) return;
    const line = lineOf(node.start);
    functions.push({ name: nameOf(node, parent), line, lines: lineOf(node.end) - line + 1 });
  });
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    code,
    imports: importsOf(program as unknown as Node, path),
    functions,
  };
}

export const readSources = (): Source[] => [...walk('')].sort().map(read);

export const isTest = (path: string): boolean =>
  /\.(test|bench|soak)\.tsx?$/.test(path) || path.startsWith('tests/') || path.startsWith('bench/');

/** The room of a file; the two files that Next demands at the root belong to `app`. */
export const roomOf = (path: string): string =>
  path === 'instrumentation.ts' || path === 'proxy.ts'
    ? 'app/_server'
    : path.startsWith('app/_server/')
      ? 'app/_server'
      : path.includes('/')
        ? (path.split('/')[0] ?? '')
        : 'root';

const adapterName = /^(influx|postgres|mqtt|udp|tcp|http|tls|ntp|icmp|smtp|at|fping|espeak|file|env|open)-/;
/** Loops take ports and hold no rule; what every role has in common is one too. */
const loopNames = new Set(['main.ts', 'watch.ts', 'ingest.ts', 'deliver.ts', 'role.ts']);
export type Kind = 'core' | 'adapter' | 'loop';
export function kindOf(path: string): Kind {
  const name = path.split('/').at(-1) ?? '';
  if (adapterName.test(name)) return 'adapter';
  return loopNames.has(name) ? 'loop' : 'core';
}
