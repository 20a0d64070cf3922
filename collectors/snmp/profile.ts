/** The format of an SNMP profile: what README.md in `profiles/` explains, as a schema. */
import { z } from 'zod';

const number = z.number();
const oid = z
  .string()
  .regex(/^(\d+(\.\d+)+|(\.\d+)+)$/, 'an OID is written 1.3.6.1…, or .2.1 under `root` (".8" in quotes)');
/** A column number of this table, an OID (with {index}, {index.1}, {3} in it), a part of the index (`index.2`), or the name of a lookup. */
const ref = z.union([
  z.number().int().nonnegative(),
  z.string().min(1),
  z.strictObject({ index: z.number().int() }).transform((one) => `index.${one.index}`),
]);
const state = z.enum(['good', 'warning', 'critical', 'unknown']);
const scalar = z.union([z.number(), z.string()]);

const condition = z.strictObject({
  column: ref.optional(),
  oid: ref.optional(),
  index: z.union([z.literal('all'), z.number().int().positive()]).optional(),
  is: z.array(scalar).optional(),
  not: z.array(scalar).optional(),
  matches: z.string().optional(),
  unlike: z.string().optional(),
  above: number.optional(),
  below: number.optional(),
  /** Whether anything at all stands under `oid`. */
  answers: z.boolean().optional(),
  present: z.boolean().optional(),
});
const conditions = z.union([condition, z.array(condition)]);

const levels = z.array(scalar);
const contact = z.union([
  /** The device applies its own polarity and says rest or active. */
  z.strictObject({ rest_when: levels, active_when: levels, unplugged: levels.optional() }),
  /** The device says open or closed; `rest` (or a column) says which is normal. */
  z.strictObject({
    open: levels,
    closed: levels,
    unplugged: levels.optional(),
    rest: z.enum(['open', 'closed']),
    rest_from: z.strictObject({ of: ref, open: levels, closed: levels }).optional(),
  }),
]);

const valueShape = {
  metric: z.string().optional(),
  unit: z.string().optional(),
  scale: number.optional(),
  offset: number.optional(),
  /** value × 10^(reference); `precision`: value ÷ 10^(reference). */
  exponent: ref.optional(),
  precision: ref.optional(),
  plus: z.array(z.strictObject({ of: ref, times: number.default(1) })).optional(),
  over: ref.optional(),
  /** Ratios only: the device counts what is left (idle, free). */
  invert: z.boolean().optional(),
  signed: z.union([z.literal(8), z.literal(16), z.literal(32)]).optional(),
  /** A text that is a date, or hours:minutes:seconds. */
  text: z.enum(['number', 'hms']).optional(),
  states: z.record(z.string(), z.tuple([z.string(), state])).optional(),
  bits: z.record(z.string(), z.tuple([z.string(), state])).optional(),
  contact: contact.optional(),
  sentinels: z.array(scalar).optional(),
  /** Edge values that are ordinary here: a battery current of −1 A. */
  keep: z.array(number).optional(),
  /** Outside it the device cannot mean it: not available. In the catalogue's unit. */
  range: z.tuple([number, number]).optional(),
  description: z.string().optional(),
  instance: z.string().optional(),
  cadence: z.enum(['states', 'traffic', 'rest', 'labels']).optional(),
  /** Looked at with the labels: whether there is such a thing at all. */
  when: conditions.optional(),
  /** Looked at with each value: otherwise "not available". */
  valid_when: conditions.optional(),
};
/** What a row's own type changes: the first key that matches the reference's text wins; `/…/` is an expression. */
const variant = z.strictObject({
  of: ref,
  is: z.record(z.string(), z.union([z.literal('skip'), z.strictObject(valueShape)])),
  otherwise: z.union([z.literal('skip'), z.strictObject(valueShape)]).optional(),
});
const valueSpec = { ...valueShape, variants: z.array(variant).optional() };

const lookup = z.union([ref, z.strictObject({ of: ref, map: z.record(z.string(), z.string()) })]);
const lookups = z.record(z.string(), lookup);

const reading = z.strictObject({ oid, ...valueSpec });
const column = z.strictObject({
  column: ref,
  /** An ever growing counter: shown as its rate. `narrow` is the 32-bit column used where the row has no 64-bit one. */
  rate: z.boolean().optional(),
  narrow: ref.optional(),
  ...valueSpec,
});
const table = z.strictObject({
  table: oid,
  description: z.string().optional(),
  instance: z.string().optional(),
  lookups: lookups.optional(),
  when: conditions.optional(),
  valid_when: conditions.optional(),
  sentinels: z.array(scalar).optional(),
  columns: z.array(column).min(1),
  /** Index values of the drafted fixture, where `1` and `2` will not do. */
  example_indexes: z.array(z.string()).optional(),
});
/** Memory or storage: total and one of used, free, percent; comes out as use ratio, used bytes, total bytes. */
const pool = z.strictObject({
  kind: z.enum(['memory', 'storage']),
  table: oid.optional(),
  description: z.string(),
  lookups: lookups.optional(),
  when: conditions.optional(),
  bytes: z.union([number, z.strictObject({ of: ref })]).default(1),
  total: ref.optional(),
  used: ref.optional(),
  free: ref.optional(),
  /** Also taken off the used amount: buffers, cache. */
  less: z.array(ref).optional(),
  percent: ref.optional(),
  /** false: cache and buffers, whose fullness is no news. */
  ratio: z.boolean().default(true),
  sentinels: z.array(scalar).optional(),
});

const match = z.strictObject({
  /** Any of these prefixes. */
  sys_object_id: z.array(oid).optional(),
  /** Any of these subtrees holds something. */
  answers: z.array(oid).optional(),
  sys_descr: z.string().optional(),
});

export const profileSchema = z.strictObject({
  title: z.string(),
  /** Where the OIDs, scales and enumerations come from. */
  source: z.string(),
  /** Kind of device this is, for `discover`; standard profiles leave it out. */
  kind: z.string().optional(),
  /** What stands in one entry must all hold; one entry of several is enough. */
  match: z.array(match).min(1),
  standard: z.boolean().default(false),
  replaces: z.array(z.string()).default([]),
  root: oid.optional(),
  system: z
    .strictObject({
      maker: z.string().optional(),
      model: z.string().optional(),
      serial: z.string().optional(),
      version: z.string().optional(),
    })
    .optional(),
  sentinels: z.array(scalar).optional(),
  lookups: lookups.optional(),
  readings: z.array(reading).default([]),
  tables: z.array(table).default([]),
  pools: z.array(pool).default([]),
});

export type ProfileData = z.infer<typeof profileSchema>;
export interface Profile extends ProfileData {
  /** The folder's name. */
  readonly name: string;
}
export type Ref = z.infer<typeof ref>;
export type Condition = z.infer<typeof condition>;
export type Conditions = z.infer<typeof conditions>;
export type ContactSpec = z.infer<typeof contact>;
export type ValueSpec = Omit<z.infer<typeof reading>, 'oid' | 'variants'>;
export type Variant = z.infer<typeof variant>;
export type ReadingSpec = z.infer<typeof reading>;
export type ColumnSpec = z.infer<typeof column>;
export type TableSpec = z.infer<typeof table>;
export type PoolSpec = z.infer<typeof pool>;
export type Lookups = z.infer<typeof lookups>;
