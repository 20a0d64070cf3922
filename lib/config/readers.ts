/**
 * Readers of a place: each returns a value that is right, or undefined once it has reported what is wrong and what
 * to do. All of a map is read before it is given up, so that every problem is told at once.
 */
import { nearest, remedy } from './nearest.ts';
import type { LoadContext, Place } from './place.ts';

export type Read<T> = (at: Place) => T | undefined;

const standIn = 'placeholder.invalid';
/** One for each form that a secret's place may ask for; a host is also long enough for a key. */
const standIns = ['', 'https://', 'mqtt://', 'postgres://'].map(
  (scheme): LoadContext['env'] => new Proxy({}, { get: () => `${scheme}${standIn}` }),
);
/** For a machine that may not know the secrets: whatever fits its place stands in for each. */
export const [unknownEnvironment = {}] = standIns;

/** As `read` does; where the environment is not known, with the first stand-in that it takes. */
function readStandingIn<T>(read: Read<T>, at: Place): T | undefined {
  if (at.load.env !== unknownEnvironment || !at.written?.includes('${')) return read(at);
  for (const env of standIns) {
    const value = read(at.within({ ...at.load, env, problems: [] }));
    if (value !== undefined) return value;
  }
  return read(at);
}

const variable = /\$\{([^}]*)\}/g;

/** The text with `${NAME}` filled in. */
function filledIn(at: Place, written: string): string | undefined {
  let complete = true;
  const text = written.replace(variable, (_, name: string) => {
    const value = at.load.env[name];
    // A plain object, process.env among them, also answers to names that it inherits, with no text.
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && typeof value === 'string' && value !== '') return value;
    complete = false;
    at.problem(
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
        ? `"\${${name}}" of "${at.key}" is not set: set the environment variable ${name} before starting`
        : `"\${${name}}" is not the name of an environment variable: letters, digits and _ only`,
    );
    return '';
  });
  return complete ? text : undefined;
}

/** Any one-line text that is not empty. */
export const text: Read<string> = (at) => {
  const { written } = at;
  if (written === undefined)
    return at.problem(
      at.empty
        ? `"${at.key}" has no value: write one or remove the key`
        : `"${at.key}" must be a text, not a list or a map`,
    );
  const filled = filledIn(at, written);
  if (filled === undefined) return undefined;
  if (filled.trim() === '') return at.problem(`"${at.key}" is empty: write a value or remove the key`);
  // biome's control-character rule is met by testing code points instead of a pattern.
  if ([...filled].some((c) => c < ' ' || c === '\u007f'))
    return at.problem(`"${at.key}" holds a control character or a line break: write it on one line`);
  return filled;
};

/** A secret: `${NAME}` or `file:PATH`. Written in clear it works, with a warning; it is never printed. */
export const secret: Read<string> = (at) => {
  const { written } = at;
  if (written?.startsWith('file:')) {
    const path = written.slice(5);
    if (standIns.includes(at.load.env)) return standIn;
    const content = at.load.secretFile(path)?.trim();
    if (!content)
      return at.problem(
        `the file "${path}" of "${at.key}" cannot be read or is empty: check its path and rights`,
      );
    return content;
  }
  const value = text(at);
  if (value !== undefined && written !== undefined && !written.includes('${'))
    at.warning(
      `"${at.key}" is a secret written in clear: write \${NAME} and set it in the environment, or file:PATH`,
    );
  return value;
};

/** An identifier: it becomes part of topics, addresses and series, so it never holds a separator. */
export function checkId(at: Place, id: string): string | undefined {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(id)) return id;
  return at.problem(
    `"${id}" cannot be an identifier: at most 63 letters, digits, "-", "_" and ".", beginning with a letter or digit`,
  );
}

/** A text in a form of its own: `parse` gives null for what is none; `form` says what is expected. */
export const parsed =
  <T>(parse: (text: string) => T | null, form: string): Read<T> =>
  (at) => {
    const value = text(at);
    if (value === undefined) return undefined;
    const result = parse(value);
    return result === null ? at.problem(`"${at.key}: ${at.written}" is not ${form}`) : result;
  };

export const number = (min: number, max: number): Read<number> =>
  parsed((value) => {
    const n = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(value.trim()) ? Number(value) : Number.NaN;
    return n >= min && n <= max ? n : null;
  }, `a number from ${min} to ${max}`);

export const integer = (min: number, max: number): Read<number> =>
  parsed((value) => {
    const n = /^[-+]?\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
    return n >= min && n <= max ? n : null;
  }, `a whole number from ${min} to ${max}`);

/** Above zero, at most one. A percentage is understood as one, since people write them. */
export const ratio: Read<number> = parsed((value) => {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(value.trim());
  const n = match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : Number.NaN;
  return n > 0 && n <= 1 ? n : null;
}, 'a ratio: more than 0 and at most 1, such as 0.7');

export const oneOf =
  <const T extends string>(...known: readonly T[]): Read<T> =>
  (at) => {
    const value = text(at);
    if (value === undefined) return undefined;
    const found = known.find((one) => one === value);
    return found ?? at.problem(`"${at.key}: ${at.written}" is not known: ${remedy(value, known)}`);
  };

/** The name of something declared elsewhere: `what` says what kind of thing, `known` are those there are. */
export const reference =
  (what: string, known: ReadonlySet<string>): Read<string> =>
  (at) => {
    const value = text(at);
    if (value === undefined || known.has(value)) return value;
    return at.problem(
      `"${at.key}: ${at.written}" names no ${what} of this site: ${remedy(value, [...known])}`,
    );
  };

/** A list; one value alone is a list of one. */
export const listOf =
  <T>(read: Read<T>, max = 1_000): Read<readonly T[]> =>
  (at) => {
    const items = at.items ?? (at.entries === undefined && !at.empty ? [at] : undefined);
    if (items === undefined) return at.problem(`"${at.key}" must be a list, such as [a, b]`);
    if (items.length > max) return at.problem(`"${at.key}" has ${items.length} entries: at most ${max}`);
    return allOf(items.map((item) => readStandingIn(read, item)));
  };

const allOf = <T>(values: readonly (T | undefined)[]): readonly T[] | undefined => {
  const good = values.filter((value): value is T => value !== undefined);
  return good.length === values.length ? good : undefined;
};

/** A map whose keys are free (identifiers, metrics): each key is read with its value. */
export const recordOf =
  <T>(read: (at: Place, key: string) => T | undefined, max = 10_000): Read<Readonly<Record<string, T>>> =>
  (at) => {
    const { entries } = at;
    if (entries === undefined) return at.problem(`"${at.key}" must be a map, such as { name: … }`);
    if (entries.size > max) return at.problem(`"${at.key}" has ${entries.size} entries: at most ${max}`);
    const found: [string, T][] = [];
    for (const [key, place] of entries) {
      const value = read(place, key);
      if (value !== undefined) found.push([key, value]);
    }
    return found.length === entries.size ? Object.fromEntries(found) : undefined;
  };

export interface Field<T> {
  readonly read: Read<T>;
  readonly fallback?: T | undefined;
  readonly required: boolean;
}
export const required = <T>(read: Read<T>): Field<T> => ({ read, required: true });
export const optional = <T, const D>(read: Read<T>, fallback: D): Field<T | D> => ({
  read,
  fallback,
  required: false,
});

/** What a reader made by `fields` gives. */
export type FieldsOf<R> = R extends Read<infer T> ? T : never;
export type Fields<S> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

/** A map whose keys are known; any other is a problem with the nearest known one. `what` names the thing. */
export const fields =
  <S extends Readonly<Record<string, Field<unknown>>>>(what: string, spec: S): Read<Fields<S>> =>
  (at) => {
    const { entries } = at;
    if (entries === undefined)
      return at.problem(`${what} must be a map, such as { ${Object.keys(spec)[0]}: … }`);
    let complete = true;
    const wrong = (place: Place, said: string): void => {
      place.problem(said);
      complete = false;
    };
    const known = Object.keys(spec);
    for (const [key, place] of entries) {
      if (Object.hasOwn(spec, key)) continue;
      const near = nearest(
        key,
        known.filter((one) => !entries.has(one)),
      );
      wrong(
        place,
        `unknown key "${key}" in ${what}: ${near ? `did you mean "${near}"?` : `known: ${known.join(', ')}`}`,
      );
    }
    const values: [string, unknown][] = known.map((key) => {
      const field = spec[key] as Field<unknown>;
      const place = entries.get(key);
      if (place === undefined) {
        if (field.required) wrong(at, `${what} has no "${key}": add it`);
        return [key, field.fallback];
      }
      const value = readStandingIn(field.read, place);
      if (value === undefined) complete = false;
      return [key, value];
    });
    return complete ? (Object.fromEntries(values) as Fields<S>) : undefined;
  };
