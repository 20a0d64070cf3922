/** A place in a YAML file: a value with its file, line and key, from which readers report every problem at once. */
import type { Document, Node, ParsedNode, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** `sites.yaml:12: …` once printed. The text says what is wrong and what to do; never a secret. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}
/** A file of settings: its name within the folder, and its text. */
export interface YamlFile {
  readonly name: string;
  readonly text: string;
}
export const printProblem = (problem: Problem): string => `${problem.file}:${problem.line}: ${problem.text}`;

/** A file of settings may not be larger: nobody writes 4 MB by hand. */
export const maxFileCharacters = 4_000_000;
/** Longest list of problems kept: the first ones are enough to begin with. */
export const maxProblems = 200;

/** What the readers of one load share. */
export interface LoadContext {
  readonly problems: Problem[];
  readonly warnings: Problem[];
  /** The environment, for `${NAME}`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a `file:` secret; null when it cannot be read. */
  readonly secretFile: (path: string) => string | null;
}

interface Source {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
  readonly load: LoadContext;
  /** Each map read once, or its problems would be told at each alias of it; null while it is being read. */
  readonly maps: Map<Node, ReadonlyMap<string, Place> | null>;
}

export class Place {
  readonly line: number;
  /** The key under which the value stands, for the sentences. */
  readonly key: string;
  readonly #source: Source;
  readonly #node: Node | null;

  constructor(source: Source, node: Node | null, key: string, line: number) {
    this.#source = source;
    this.key = key;
    this.#node = isAlias(node) ? (node.resolve(source.document) ?? null) : node;
    this.line = line;
  }

  get load(): LoadContext {
    return this.#source.load;
  }

  /** The same place as part of another load. */
  within(load: LoadContext): Place {
    return new Place({ ...this.#source, load, maps: new Map() }, this.#node, this.key, this.line);
  }

  problem(text: string): undefined {
    const { problems } = this.#source.load;
    if (problems.length < maxProblems) problems.push({ file: this.#source.file, line: this.line, text });
    return undefined;
  }

  warning(text: string): void {
    const { warnings } = this.#source.load;
    if (warnings.length < maxProblems) warnings.push({ file: this.#source.file, line: this.line, text });
  }

  /** Nothing is written after the key. */
  get empty(): boolean {
    return this.#node === null || (isScalar(this.#node) && this.#node.value === null);
  }

  /** The scalar as it is written, before `${NAME}`; undefined for a list or a map. */
  get written(): string | undefined {
    if (!isScalar(this.#node) || this.#node.value === null) return undefined;
    const { value, source } = this.#node;
    return typeof value === 'string' ? value : (source ?? String(value));
  }

  get items(): readonly Place[] | undefined {
    if (!isSeq(this.#node)) return undefined;
    return this.#node.items.map((item) => {
      const node = item as Node | null;
      return new Place(this.#source, node, this.key, lineOf(this.#source, node) ?? this.line);
    });
  }

  /** Key → value of a map, in order; a key written twice is a problem, one that overrides `<<` is not. Undefined when it is no map. */
  get entries(): ReadonlyMap<string, Place> | undefined {
    if (!isMap(this.#node)) return undefined;
    const { maps } = this.#source;
    const known = maps.get(this.#node);
    if (known !== undefined) return known ?? undefined;
    maps.set(this.#node, null);
    const found = this.#readEntries(this.#node);
    maps.set(this.#node, found);
    return found;
  }

  #readEntries(map: YAMLMap): ReadonlyMap<string, Place> {
    const found = new Map<string, Place>();
    const own = new Map<string, Place>();
    for (const pair of map.items) {
      const keyNode = pair.key as Node | null;
      const key = isScalar(keyNode) ? String(keyNode.source ?? keyNode.value) : '';
      const line = lineOf(this.#source, keyNode) ?? this.line;
      const place = new Place(this.#source, pair.value as Node | null, key, line);
      if (key === '<<') {
        for (const [name, merged] of place.#merged()) if (!found.has(name)) found.set(name, merged);
        continue;
      }
      const first = own.get(key);
      if (first !== undefined)
        place.problem(`"${key}" is already declared on line ${first.line}: rename or remove one of them`);
      own.set(key, place);
      found.set(key, place);
    }
    return found;
  }

  /** What a `<<` brings: the entries of its map, or of a list of them, the first of which wins. */
  #merged(): readonly (readonly [string, Place])[] {
    return (this.items ?? [this]).flatMap((place) => {
      if (isMap(place.#node) && this.#source.maps.get(place.#node) === null)
        place.problem('"<<" takes up the map in which it stands: name another');
      else if (place.entries !== undefined) return [...place.entries];
      else place.problem('"<<" takes a map, or a list of maps: write <<: *NAME, with &NAME before the map');
      return [];
    });
  }
}

function lineOf(source: Source, node: Node | null): number | undefined {
  const offset = node?.range?.[0];
  return offset === undefined ? undefined : source.lines.linePos(offset).line;
}

/** The whole file as a place; undefined when it is no YAML, with the problems reported. */
export function readYaml(file: string, text: string, load: LoadContext): Place | undefined {
  const report = (line: number, said: string): undefined => {
    if (load.problems.length < maxProblems) load.problems.push({ file, line, text: said });
    return undefined;
  };
  if (text.length > maxFileCharacters)
    return report(1, `the file is larger than ${maxFileCharacters / 1e6} MB: split or shorten it`);
  const lines = new LineCounter();
  const document: Document<ParsedNode> = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
  });
  for (const error of document.errors)
    report(lines.linePos(error.pos[0]).line || 1, `this is not valid YAML: ${firstLine(error.message)}`);
  if (document.errors.length > 0) return undefined;
  return new Place({ file, lines, document, load, maps: new Map() }, document.contents, file, 1);
}
/** In the order of a reader: by file, then line; each once. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  [...new Map(problems.map((one) => [printProblem(one), one])).values()].toSorted((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );

const firstLine = (text: string): string => text.split('\n')[0]?.replace(/\.$/, '') ?? text;
