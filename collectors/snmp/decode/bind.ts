/**
 * Binds profiles to one device: from what it answered to the labels' walk, the list of points that it has.
 * A point exists where its own object answered; everything that a poll needs is worked out here, once.
 */

import type { SnmpSettings } from '../../../lib/inventory/inventory.ts';
import { metricOf } from '../../../lib/readings/catalogue/index.ts';
import type { ColumnSpec, Profile, ReadingSpec, TableSpec, ValueSpec, Variant } from '../profile.ts';
import type { Answers, Oid } from '../varbind.ts';
import { type AnswersIndex, indexAnswers } from './answers-index.ts';
import { compileConditions, conditionsHold } from './condition.ts';
import type { CounterPoint, Point, ValuePoint } from './point.ts';
import { bindPool } from './pool.ts';
import {
  absolute,
  describe,
  type Get,
  type Place,
  placeOf,
  refOid,
  refText,
  templateOf,
} from './reference.ts';
import { numberOf } from './text.ts';
import { type ContactSetting, compileValue, type Extras, noExtras, type Value } from './value.ts';

export interface BindContext {
  /** Polarity and meaning of contact inputs by the site book, by instance. */
  readonly contacts: SnmpSettings['contacts'];
}
export const noContext: BindContext = { contacts: {} };

export interface Binder {
  readonly answers: AnswersIndex;
  readonly get: Get;
  readonly context: BindContext;
  readonly points: Point[];
  /** OIDs that have a point already: vendors come first and win. */
  readonly taken: Set<Oid>;
  readonly series: Set<string>;
}

/** `profiles` in order of precedence: vendors first, as `chooseProfiles` gives them. */
export function bindPoints(
  profiles: readonly Profile[],
  answers: Answers,
  context: BindContext = noContext,
): Point[] {
  const index = indexAnswers(answers);
  const binder: Binder = {
    answers: index,
    get: Object.assign((oid: Oid) => index.get(oid), { holds: index.holds }),
    context,
    points: [],
    taken: new Set(),
    series: new Set(),
  };
  for (const profile of profiles) {
    const place = placeOf(profile, null, undefined);
    bindReadings(binder, profile, place);
    for (const table of profile.tables) bindTable(binder, profile, table);
    for (const pool of profile.pools) bindPool(binder, profile, pool);
  }
  return binder.points;
}

function bindReadings(binder: Binder, profile: Profile, place: Place): void {
  const there = profile.readings.filter((reading) => {
    const oid = absolute(reading.oid, place.root);
    return (binder.get(oid)?.value ?? null) !== null && conditionsHold(reading.when, '', place, binder.get);
  });
  for (const reading of there) {
    // The one output of a UPS needs no name; three phases of the mains need theirs, the first one too.
    const alone = there.filter((other) => other.metric === reading.metric).length === 1;
    const named =
      alone || reading.description === undefined ? reading : { instance: reading.description, ...reading };
    const oid = absolute(reading.oid, place.root);
    addPoint(binder, profile, named, { oid, index: '', place, sentinels: profile.sentinels ?? [] });
  }
}

function bindTable(binder: Binder, profile: Profile, table: TableSpec): void {
  const place = placeOf(profile, table.table, table.lookups);
  const sentinels = [...(profile.sentinels ?? []), ...(table.sentinels ?? [])];
  for (const column of table.columns) {
    const spec: ColumnSpec = { ...column };
    spec.description ??= table.description;
    spec.instance ??= table.instance;
    const wide = columnOid(column.column, place);
    if (wide === undefined) continue;
    const bind = (base: Oid, index: string, bits: 32 | 64): void => {
      if (!conditionsHold(table.when, index, place, binder.get)) return;
      const valid = [table.valid_when, column.valid_when].flatMap((c) => c ?? []);
      const own: ColumnSpec = valid.length > 0 ? { ...spec, valid_when: valid } : spec;
      addPoint(binder, profile, own, {
        oid: `${base}.${index}`,
        index,
        place,
        sentinels,
        ...(column.rate ? { bits } : {}),
      });
    };
    for (const index of binder.answers.rows(wide)) bind(wide, index, 64);
    const narrow = column.narrow === undefined ? undefined : columnOid(column.narrow, place);
    if (narrow === undefined) continue;
    for (const index of binder.answers.rows(narrow))
      if (!binder.get(`${wide}.${index}`)) bind(narrow, index, 32);
  }
}

/** The column's own OID, without the index. */
export function columnOid(ref: string | number, place: Place): Oid | undefined {
  const template = templateOf(ref, place);
  return template?.oid.replace(/\.\{index\}$/, '');
}

interface At {
  readonly oid: Oid;
  readonly index: string;
  readonly place: Place;
  readonly sentinels: readonly (string | number)[];
  readonly bits?: 32 | 64;
}

/** What the row's own type columns change; null: this row is not to be read. */
export function applyVariants<T extends ValueSpec & { variants?: Variant[] | undefined }>(
  spec: T,
  index: string,
  place: Place,
  get: Get,
): T | null {
  let result = spec;
  for (const variant of spec.variants ?? []) {
    const text = refText(variant.of, index, place, get);
    const chosen = Object.entries(variant.is).find(([key]) =>
      key.length > 1 && key.startsWith('/') && key.endsWith('/')
        ? new RegExp(key.slice(1, -1), 'i').test(text)
        : key === text,
    );
    const change = chosen ? chosen[1] : variant.otherwise;
    if (change === 'skip') return null;
    if (change === undefined) continue;
    const scale = change.scale === undefined ? {} : { scale: change.scale * (result.scale ?? 1) };
    result = { ...result, ...change, ...scale };
  }
  return result;
}

function addPoint(binder: Binder, profile: Profile, unvaried: ReadingSpec | ColumnSpec, at: At): void {
  if (binder.taken.has(at.oid)) return;
  const { place, index } = at;
  if (!conditionsHold(unvaried.when, index, place, binder.get)) return;
  const spec = applyVariants(unvaried as ColumnSpec, index, place, binder.get);
  if (spec === null || !conditionsHold(spec.when, index, place, binder.get)) return;
  const metric = metricOf(spec.metric ?? '');
  if (!metric) return;
  binder.taken.add(at.oid);
  const named = nameOf(binder, spec, index, place);
  const base = {
    oid: at.oid,
    index,
    profile: profile.name,
    cadence: spec.cadence ?? metric.cadence,
    metric: named.metric,
    instance: named.instance,
    description: named.description,
  };
  if (at.bits !== undefined)
    binder.points.push({
      ...base,
      kind: 'counter',
      needs: [at.oid],
      bits: at.bits,
      times: spec.scale ?? 1,
      read: counterReader(at.oid),
    } satisfies CounterPoint);
  else binder.points.push(valuePoint(binder, { ...spec, metric: named.metric }, at, base, named.contact));
}

const oneOfAKind = /^(ups|generator|hvac|mains|ats|host|firewall|voice|power|device|vpn\.tunnels)\b/;

/** Metric, description and instance: what the device calls it, made unique among the series of the device. */
function nameOf(
  binder: Binder,
  spec: ValueSpec,
  index: string,
  place: Place,
): { metric: string; description: string; instance: string; contact: ContactSetting | null } {
  let description = describe(spec.description ?? '', index, place, binder.get);
  if (description === '') description = index === '' ? (spec.metric ?? '') : index;
  let metric = spec.metric ?? '';
  const wanted =
    spec.instance !== undefined
      ? describe(spec.instance, index, place, binder.get)
      : index === '' && oneOfAKind.test(metric)
        ? ''
        : description;
  const clean = wanted.replaceAll('/', '-').slice(0, 80);
  const setting = binder.context.contacts[clean];
  if (setting?.means && metric.startsWith('contact.')) metric = `contact.${setting.means}`;
  if (setting?.name) description = setting.name;
  const contact = spec.contact ? { rest: setting?.rest ?? restOf(spec, index, place, binder.get) } : null;
  return {
    metric,
    description,
    instance: uniqueInstance(binder.series, metric, clean, description, index),
    contact,
  };
}
export function uniqueInstance(
  series: Set<string>,
  metric: string,
  wanted: string,
  description: string,
  index: string,
): string {
  const candidates = [
    wanted,
    wanted === '' ? description.replaceAll('/', '-').slice(0, 80) : `${wanted} #${index}`,
  ];
  for (let n = 2; ; n++) {
    const one = candidates[n - 2] ?? `${candidates[1] ?? ''} (${n - 2})`;
    if (series.has(`${metric}/${one}`)) continue;
    series.add(`${metric}/${one}`);
    return one;
  }
}

function restOf(spec: ValueSpec, index: string, place: Place, get: Get): 'open' | 'closed' | null {
  if (!spec.contact || !('rest_from' in spec.contact) || !spec.contact.rest_from) return null;
  const { of, open, closed } = spec.contact.rest_from;
  const said = refText(of, index, place, get);
  if (open.some((x) => String(x) === said)) return 'open';
  return closed.some((x) => String(x) === said) ? 'closed' : null;
}

const counterReader =
  (oid: Oid) =>
  (answers: Answers): bigint | null => {
    const varbind = answers.get(oid);
    if (!varbind) return null;
    if (varbind.type === 'counter64') return varbind.value;
    const n = numberOf(varbind);
    return n === null || n < 0 ? null : BigInt(Math.trunc(n));
  };

function valuePoint(
  binder: Binder,
  spec: ColumnSpec | ReadingSpec,
  at: At,
  base: Omit<ValuePoint, 'kind' | 'needs' | 'read'>,
  contact: ContactSetting | null,
): ValuePoint {
  const { place, index } = at;
  const number = (ref: string | number | undefined): number | null => {
    const oid = ref === undefined ? undefined : refOid(ref, index, place, binder.get);
    return oid === undefined ? null : numberOf(binder.get(oid));
  };
  const power = 10 ** ((number(spec.exponent) ?? 0) - (number(spec.precision) ?? 0));
  const plus = (spec.plus ?? []).flatMap((one) => {
    const oid = refOid(one.of, index, place, binder.get);
    return oid === undefined ? [] : [{ oid, times: one.times }];
  });
  const over = spec.over === undefined ? undefined : refOid(spec.over, index, place, binder.get);
  const valid = compileConditions(spec.valid_when, index, place, binder.get);
  const readValue = compileValue(spec, [...at.sentinels, ...(spec.sentinels ?? [])], contact);
  const plain = power === 1 && plus.length === 0 && over === undefined;
  const extrasOf = (answers: Answers): Extras => ({
    power,
    added: plus.reduce((sum, one) => sum + (numberOf(answers.get(one.oid)) ?? Number.NaN) * one.times, 0),
    over: over === undefined ? null : (numberOf(answers.get(over)) ?? 0),
  });
  const read = (answers: Answers): Value | null => {
    const varbind = answers.get(at.oid);
    if (!varbind || varbind.value === null) return null;
    const value = readValue(varbind, plain ? noExtras : extrasOf(answers));
    if (valid && !valid.test((oid) => answers.get(oid)))
      return { value: null, text: null, state: 'unknown', raw: value.raw };
    return value;
  };
  const needs = [
    at.oid,
    ...plus.map((one) => one.oid),
    ...(over === undefined ? [] : [over]),
    ...(valid?.needs ?? []),
  ];
  return { ...base, kind: 'value', needs, read };
}
