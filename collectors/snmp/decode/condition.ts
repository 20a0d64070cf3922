/** Conditions of a profile (`when`, `valid_when`), over one row. */
import type { Condition, Conditions } from '../profile.ts';
import type { Oid } from '../varbind.ts';
import { absolute, type Get, indexPart, type Place, refOid, refText } from './reference.ts';

const listOf = (conditions: Conditions | undefined): readonly Condition[] =>
  conditions === undefined ? [] : Array.isArray(conditions) ? conditions : [conditions];

export const refsOfConditions = (conditions: Conditions | undefined): (string | number)[] =>
  listOf(conditions).flatMap((one) => one.column ?? one.oid ?? []);

function holds(one: Condition, text: string): boolean {
  if (one.present !== undefined && one.present !== (text !== '')) return false;
  if (one.is && !one.is.some((x) => String(x) === text)) return false;
  if (one.not?.some((x) => String(x) === text)) return false;
  if (one.unlike !== undefined && new RegExp(one.unlike, 'i').test(text)) return false;
  if (one.below !== undefined && !(Number(text) < one.below)) return false;
  if (one.above !== undefined && !(Number(text) > one.above)) return false;
  return one.matches === undefined || new RegExp(one.matches, 'i').test(text);
}

function textFor(one: Condition, index: string, place: Place, get: Get): string {
  if (one.index !== undefined) return one.index === 'all' ? index : indexPart(index, `index.${one.index}`);
  const ref = one.column ?? one.oid;
  return ref === undefined ? '' : refText(ref, index, place, get);
}

export const conditionsHold = (
  conditions: Conditions | undefined,
  index: string,
  place: Place,
  get: Get,
): boolean =>
  listOf(conditions).every((one) =>
    one.answers === undefined
      ? holds(one, textFor(one, index, place, get))
      : one.answers === (get.holds?.(absolute(String(one.oid), place.root)) ?? false),
  );

/** A condition looked at with every value: the OIDs it needs and its verdict over fresh answers. */
export function compileConditions(
  conditions: Conditions | undefined,
  index: string,
  place: Place,
  get: Get,
): { readonly needs: readonly Oid[]; readonly test: (get: Get) => boolean } | null {
  const list = listOf(conditions);
  if (list.length === 0) return null;
  const needs = list.flatMap((one) => refOid(one.column ?? one.oid ?? '', index, place, get) ?? []);
  return { needs, test: (fresh) => list.every((one) => holds(one, textFor(one, index, place, fresh))) };
}
