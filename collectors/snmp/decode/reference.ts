/**
 * References of a profile: a column of the same row, an OID with `{index}`, `{index.2}` or `{3}` (a column's value)
 * in it, or a named lookup. Resolved to concrete OIDs once a row is known.
 */
import type { Lookups, Profile, Ref } from '../profile.ts';
import type { Oid, Varbind } from '../varbind.ts';
import { textOf } from './text.ts';

/** Where a reference stands: the profile's root, the table's entry OID and the lookups in force. */
export interface Place {
  readonly root: Oid;
  readonly table: Oid | null;
  readonly lookups: Lookups;
}
export const placeOf = (profile: Profile, table: string | null, own: Lookups | undefined): Place => ({
  root: profile.root ?? '',
  table: table === null ? null : absolute(table, profile.root ?? ''),
  lookups: { ...profile.lookups, ...own },
});

export const absolute = (oid: string, root: Oid): Oid =>
  oid.startsWith('.') && root ? root + oid : oid.replace(/^\./, '');

const looksLikeOid = (text: string): boolean => /^\.?\d+\.[\d.{]/.test(text) || /^\.\d/.test(text);

export interface Template {
  /** '' when the reference is a part of the index itself. */
  readonly oid: string;
  readonly part?: string;
  readonly map?: Readonly<Record<string, string>>;
}

/** The OID template behind a reference, or undefined when it names nothing. */
export function templateOf(ref: Ref, place: Place): Template | undefined {
  if (typeof ref === 'number')
    return place.table === null ? undefined : { oid: `${place.table}.${ref}.{index}` };
  if (/^\d+$/.test(ref)) return templateOf(Number(ref), place);
  if (/^index(\.|$)/.test(ref)) return { oid: '', part: ref };
  if (looksLikeOid(ref)) return { oid: absolute(ref, place.root) };
  const lookup = place.lookups[ref];
  if (lookup === undefined) return undefined;
  if (typeof lookup === 'object') {
    const inner = templateOf(lookup.of, place);
    return inner && { ...inner, map: lookup.map };
  }
  return lookup === ref ? undefined : templateOf(lookup, place);
}

/** `{index.2}`: the second part, counted from 1; `{index.-1}`: the last; `{index.2-}`: from the second on. */
export function indexPart(index: string, selector: string): string {
  if (selector === 'index') return index;
  const parts = index.split('.');
  const what = selector.slice('index.'.length);
  if (what === 'text') return indexText(parts);
  const range = /^(\d+)-(\d*)$/.exec(what);
  if (range) return parts.slice(Number(range[1]) - 1, range[2] ? Number(range[2]) : undefined).join('.');
  const n = Number(what);
  return (n < 0 ? parts.at(n) : parts[n - 1]) ?? '';
}
/** An index that spells a name: with or without the length in front. */
function indexText(parts: readonly string[]): string {
  const codes = parts.map(Number);
  const body = codes[0] === codes.length - 1 ? codes.slice(1) : codes;
  return String.fromCharCode(...body).trim();
}

export interface Get {
  (oid: Oid): Varbind | undefined;
  /** Known while binding only. */
  readonly holds?: (prefix: Oid) => boolean;
}

/** Fills the `{…}` of an OID template; undefined when a part of it has no value. */
export function fill(template: string, index: string, place: Place, get: Get): Oid | undefined {
  if (!template.includes('{')) return template;
  let whole = true;
  const oid = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = name.startsWith('index') ? indexPart(index, name) : refText(name, index, place, get);
    if (!/^\d+(\.\d+)*$/.test(value)) whole = false;
    return value;
  });
  return whole ? oid : undefined;
}

export function refOid(ref: Ref, index: string, place: Place, get: Get): Oid | undefined {
  const template = templateOf(ref, place);
  return template && template.part === undefined ? fill(template.oid, index, place, get) : undefined;
}

export function refText(ref: Ref, index: string, place: Place, get: Get): string {
  const template = templateOf(ref, place);
  if (!template) return '';
  const oid = template.part === undefined ? fill(template.oid, index, place, get) : undefined;
  const text =
    template.part === undefined
      ? oid === undefined
        ? ''
        : textOf(get(oid))
      : indexPart(index, template.part);
  if (text === '') return '';
  return template.map ? (template.map[text] ?? template.map['*'] ?? '') : text;
}

/** `Phase {index.1}`, `{2|4|'Probe'}`: the first alternative that says something. */
export function describe(template: string, index: string, place: Place, get: Get): string {
  return template
    .replace(/\{([^}]+)\}/g, (_, alternatives: string) => {
      for (const one of alternatives.split('|')) {
        const name = one.trim();
        const said = name.startsWith("'")
          ? name.slice(1, -1)
          : name === 'index' || name.startsWith('index.')
            ? indexPart(index, name)
            : refText(name, index, place, get);
        if (said) return said;
      }
      return '';
    })
    .replace(/\s+/g, ' ')
    .trim();
}

/** Every reference that a template for people mentions. */
export const refsOfTemplate = (template: string | undefined): Ref[] =>
  template === undefined
    ? []
    : [...template.matchAll(/\{([^}]+)\}/g)]
        .flatMap((m) => (m[1] ?? '').split('|'))
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith("'") && !name.startsWith('index'))
        .map((name) => (/^\d+$/.test(name) ? Number(name) : name));
