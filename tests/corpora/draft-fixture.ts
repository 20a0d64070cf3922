/** Invents a plausible agent for a profile: distinct values in the right range for every object that the profile names. */

import { applyVariants } from '../../collectors/snmp/decode/bind.ts';
import {
  type Place,
  placeOf,
  refOid,
  refsOfTemplate,
  templateOf,
} from '../../collectors/snmp/decode/reference.ts';
import { compileValue, noExtras } from '../../collectors/snmp/decode/value.ts';
import type {
  ColumnSpec,
  Condition,
  Conditions,
  Profile,
  ReadingSpec,
  Ref,
  TableSpec,
  ValueSpec,
} from '../../collectors/snmp/profile.ts';
import type { Varbind } from '../../collectors/snmp/varbind.ts';
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import type { Unit } from '../../lib/readings/catalogue/metric.ts';

/** Base unit → a first value and the step to the next. */
const plausible: Partial<Record<Unit, readonly [number, number]>> = {
  ratio: [0.31, 0.03],
  seconds: [1260, 60],
  volts: [228, 1.5],
  amperes: [3.2, 0.4],
  watts: [1450, 35],
  volt_amperes: [1600, 40],
  vars: [210, 15],
  watt_hours: [52_000, 1000],
  ampere_hours: [120, 5],
  hertz: [49.8, 0.1],
  celsius: [22, 1],
  rpm: [3100, 150],
  dbm: [-5, -0.7],
  db: [31, 1],
  bits_per_second: [2_000_000, 1_000_000],
  bytes: [4_194_304, 1_048_576],
  per_second: [12, 3],
  pascals: [310_000, 10_000],
  litres: [180, 7],
  litres_per_hour: [240, 60],
  cubic_metres_per_second: [0.5, 0.1],
  metres_per_second: [2, 0.2],
  metres: [12, 1],
  degrees: [45, 3],
  lux: [300, 20],
  ppm: [420, 11],
  kelvin: [6, 1],
};

export class Draft {
  readonly varbinds = new Map<string, Varbind>();
  count = 0;
  readonly profile: Profile;
  constructor(profile: Profile) {
    this.profile = profile;
  }
  get = (oid: string): Varbind | undefined => this.varbinds.get(oid);
  put(
    oid: string | undefined,
    value: number | string,
    type: 'integer' | 'gauge32' | 'counter64' = 'integer',
  ): void {
    if (oid === undefined || this.varbinds.has(oid)) return;
    if (typeof value === 'string' && !/^-?\d+$/.test(value))
      this.varbinds.set(oid, { oid, type: 'octets', value: Buffer.from(value) });
    else if (type === 'counter64') this.varbinds.set(oid, { oid, type, value: BigInt(value) });
    else this.varbinds.set(oid, { oid, type, value: Number(value) });
  }
  text(template: string | undefined, index: string, place: Place, word: string): void {
    refsOfTemplate(template).forEach((ref, i) => {
      this.ref(ref, index, place, `${word} ${index.split('.').at(-1) ?? ''}${'abc'[i] ?? ''}`);
    });
  }
  ref(ref: Ref | undefined, index: string, place: Place, value: number | string): void {
    if (ref === undefined) return;
    const template = templateOf(ref, place);
    for (const inner of template?.oid.matchAll(/\{([^}]+)\}/g) ?? [])
      if (!inner[1]?.startsWith('index'))
        this.ref(/^\d+$/.test(inner[1] ?? '') ? Number(inner[1]) : (inner[1] ?? ''), index, place, 1);
    const mapped = template?.map ? Object.keys(template.map).find((key) => key !== '*') : undefined;
    this.put(refOid(ref, index, place, this.get), mapped ?? value);
  }
}

/** A text that an expression accepts, for the simple ones that profiles use. */
const sample = (expression: string): string =>
  (expression.replace(/\(\?[^)]*\)/g, '').split('|')[0] ?? '')
    .replace(/[()^$?*+]/g, '')
    .replace(/\\d/g, '1')
    .replace(/\\s|\\b/g, '')
    .replace(/\\(.)/g, '$1')
    .replace(/\[(.)[^\]]*\]/g, '$1')
    .replace(/^\.$/, 'x');

function satisfy(draft: Draft, conditions: Conditions | undefined, index: string, place: Place): void {
  for (const one of conditions === undefined ? [] : Array.isArray(conditions) ? conditions : [conditions]) {
    const ref = one.column ?? one.oid;
    if (ref !== undefined && one.present !== false && one.answers === undefined)
      draft.ref(ref, index, place, valueFor(one));
  }
}
const valueFor = (one: Condition): number | string =>
  one.is?.[0] ??
  (one.matches !== undefined
    ? sample(one.matches)
    : one.above !== undefined
      ? one.above + 1
      : ([1, 2, 3, 4, 5, 6].find((n) => !one.not?.some((x) => String(x) === String(n))) ?? 7));

function rawFor(spec: ValueSpec, n: number): number | string {
  if (spec.states) return Object.keys(spec.states)[n % Object.keys(spec.states).length] ?? 1;
  if (spec.bits) return Object.keys(spec.bits).find((bit) => Number(bit) > 0) ?? 1;
  if (spec.contact) {
    const all =
      'open' in spec.contact
        ? [...spec.contact.closed, ...spec.contact.open]
        : [...spec.contact.rest_when, ...spec.contact.active_when];
    return all[n % all.length] ?? 1;
  }
  if (spec.text === 'hms') return `0${1 + (n % 8)}:15:30`;
  const [first, step] = plausible[metricOf(spec.metric ?? '')?.unit ?? ''] ?? [17, 3];
  const [low, high] = spec.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const target = first + (n % 20) * step;
  return rawReaching(
    spec,
    target >= low && target <= high
      ? target
      : (Math.max(low, -1e6) + Math.min(high, 1e6)) / 2 + (n % 20) * 0.01,
  );
}
/** The integer that the profile's own arithmetic brings nearest to the target. */
function rawReaching(spec: ValueSpec, target: number): number {
  const { range: _, ...open } = spec;
  const read = compileValue({ ...open, sentinels: [] }, [], null);
  const of = (raw: number): number =>
    read({ oid: '0', type: 'integer', value: Math.round(raw) }, noExtras).value ?? Number.NaN;
  const rising = of(70_001) >= of(501);
  let [low, high] = [metricOf(spec.metric ?? '')?.unit === 'dbm' && spec.unit !== 'dBm' ? 0 : -1e7, 1e12];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    const there = of(middle);
    if (Number.isNaN(there) || there < target === rising) low = middle;
    else high = middle;
  }
  return Math.round(high) || 1;
}

function draftValue(
  draft: Draft,
  spec: ReadingSpec | ColumnSpec,
  oid: string | undefined,
  index: string,
  place: Place,
): void {
  for (const c of [spec.when, spec.valid_when]) satisfy(draft, c, index, place);
  draft.text(spec.description, index, place, 'Name');
  draft.text(spec.instance, index, place, 'Name');
  draft.ref(spec.exponent, index, place, 0);
  draft.ref(spec.precision, index, place, 1);
  draft.ref(spec.over, index, place, 2);
  for (const one of spec.plus ?? []) draft.ref(one.of, index, place, 1);
  const changed = applyVariants(spec as ColumnSpec, index, place, draft.get);
  if (changed === null || changed.metric === undefined) return;
  satisfy(draft, changed.when, index, place);
  draft.text(changed.description, index, place, 'Name');
  if (changed.contact && 'rest_from' in changed.contact && changed.contact.rest_from)
    draft.ref(changed.contact.rest_from.of, index, place, changed.contact.rest_from.closed[0] ?? 1);
  if ('rate' in changed && changed.rate) draft.put(oid, 1_000_000 + draft.count++ * 7919, 'counter64');
  else draft.put(oid, rawFor(changed, draft.count++));
}

function indexesOf(table: TableSpec): string[] {
  if (table.example_indexes) return table.example_indexes;
  const parts = Math.max(
    1,
    ...[...JSON.stringify(table).matchAll(/index\.(\d+)|"index":(\d+)/g)].map((m) => Number(m[1] ?? m[2])),
  );
  const rows = Math.max(
    2,
    ...table.columns.flatMap((c) =>
      (c.variants ?? []).map((v) => Object.values(v.is).filter((x) => x !== 'skip').length),
    ),
  );
  return Array.from({ length: rows }, (_, i) =>
    [...Array.from({ length: parts - 1 }, () => '1'), String(i + 1)].join('.'),
  );
}

export function draftWalk(profile: Profile): Varbind[] {
  const draft = new Draft(profile);
  const top = placeOf(profile, null, undefined);
  for (const match of profile.match)
    if (match.sys_object_id?.[0])
      draft.varbinds.set('1.3.6.1.2.1.1.2.0', {
        oid: '1.3.6.1.2.1.1.2.0',
        type: 'oid',
        value: match.sys_object_id[0],
      });
  for (const [name, template] of Object.entries(profile.system ?? {})) draft.text(template, '', top, name);
  for (const reading of profile.readings)
    draftValue(draft, reading, refOid(reading.oid, '', top, draft.get), '', top);
  for (const table of profile.tables) draftTable(draft, profile, table);
  for (const pool of profile.pools) {
    const place = placeOf(profile, pool.table ?? null, pool.lookups);
    for (const index of pool.table === undefined ? [''] : ['1', '2']) {
      satisfy(draft, pool.when, index, place);
      draft.text(pool.description, index, place, 'Pool');
      draft.ref(typeof pool.bytes === 'object' ? pool.bytes.of : undefined, index, place, 4096);
      draft.ref(pool.total, index, place, 100_000 + draft.count);
      draft.ref(pool.used, index, place, 40_000 + draft.count * 7);
      draft.ref(pool.free, index, place, 60_000 - draft.count * 7);
      draft.ref(pool.percent, index, place, 40 + draft.count);
      for (const one of pool.less ?? []) draft.ref(one, index, place, 1000 + draft.count);
      draft.count++;
    }
  }
  return [...draft.varbinds.values()];
}

function draftTable(draft: Draft, profile: Profile, table: TableSpec): void {
  const place = placeOf(profile, table.table, table.lookups);
  indexesOf(table).forEach((index, row) => {
    for (const c of [table.when, table.valid_when]) satisfy(draft, c, index, place);
    for (const column of table.columns)
      for (const variant of column.variants ?? []) {
        const keys = Object.entries(variant.is)
          .filter(([, change]) => change !== 'skip')
          .map(([key]) => key);
        const key = keys[row % keys.length];
        // A list that only scales is left at its natural step: a million degrees convince nobody.
        const scalesOnly = Object.values(variant.is).every(
          (x) => x !== 'skip' && Object.keys(x).join() === 'scale',
        );
        if (key !== undefined && !scalesOnly)
          draft.ref(variant.of, index, place, key.startsWith('/') ? sample(key.slice(1, -1)) : key);
      }
    for (const column of table.columns)
      draftValue(
        draft,
        { description: table.description, instance: table.instance, ...column },
        rowOid(column, index, place) ?? refOid(column.column, index, place, draft.get),
        index,
        place,
      );
  });
}
const rowOid = (column: ColumnSpec, index: string, place: Place): string | undefined => {
  const oid = templateOf(column.column, place)?.oid;
  return oid === undefined || oid.includes('{') ? undefined : `${oid}.${index}`;
};
