/** What to ask: first to know a device, then at each cadence. The poller's side of profiles. */
import type { Cadence } from '../../../lib/readings/catalogue/metric.ts';
import type { Conditions, PoolSpec, Profile, Ref, TableSpec, ValueSpec, Variant } from '../profile.ts';
import type { Oid } from '../varbind.ts';
import { columnOid } from './bind.ts';
import { refsOfConditions } from './condition.ts';
import type { Point } from './point.ts';
import { absolute, type Place, placeOf, refsOfTemplate, templateOf } from './reference.ts';

/** One group of a poll. `walks`: columns that are read together (one GETBULK walk); `gets`: single objects. */
export interface PollGroup {
  readonly gets: readonly Oid[];
  readonly walks: readonly (readonly Oid[])[];
  readonly points: readonly Point[];
}
export interface Plan {
  readonly groups: Readonly<Record<Cadence, PollGroup>>;
  readonly points: readonly Point[];
}

/** Asked with the labels (at first, then every ten minutes): everything that the profiles may speak of. */
export interface Discovery {
  readonly gets: readonly Oid[];
  /** Whole columns, those of one table together. */
  readonly walks: readonly (readonly Oid[])[];
}

/** What is gathered: single objects, and columns by their table. */
class Wanted {
  readonly gets = new Set<Oid>(systemGroup);
  readonly walks = new Map<Oid, Set<Oid>>();

  column(table: Oid, column: Oid): void {
    this.walks.set(table, (this.walks.get(table) ?? new Set()).add(column));
  }
  refs(refs: readonly (Ref | undefined)[], place: Place): void {
    for (const ref of refs) if (ref !== undefined) this.ref(ref, place);
  }
  private ref(ref: Ref, place: Place): void {
    const template = templateOf(ref, place)?.oid;
    if (!template) return;
    if (!template.includes('{')) {
      this.gets.add(template);
      return;
    }
    const column = template.slice(0, template.indexOf('.{'));
    const inside = place.table !== null && column.startsWith(`${place.table}.`);
    this.column(inside ? (place.table ?? column) : column.replace(/\.\d+$/, ''), column);
    for (const inner of template.matchAll(/\{(\d+)\}/g)) this.ref(Number(inner[1]), place);
  }
}

export function discoveryOf(profiles: readonly Profile[]): Discovery {
  const wanted = new Wanted();
  for (const profile of profiles) {
    const place = placeOf(profile, null, undefined);
    for (const text of Object.values(profile.system ?? {})) wanted.refs(refsOfTemplate(text), place);
    for (const reading of profile.readings) {
      wanted.gets.add(absolute(reading.oid, place.root));
      wanted.refs(refsOfSpec(reading), place);
    }
    for (const table of profile.tables) wantTable(wanted, profile, table);
    for (const pool of profile.pools) wantPool(wanted, profile, pool);
  }
  const columns = [...wanted.walks.values()].map((set) => [...set]);
  for (const column of columns.flat()) wanted.gets.delete(column);
  return { gets: [...wanted.gets], walks: columns };
}

function wantTable(wanted: Wanted, profile: Profile, table: TableSpec): void {
  const here = placeOf(profile, table.table, table.lookups);
  wanted.refs([...refsOfTemplate(table.description), ...refsOfTemplate(table.instance)], here);
  wanted.refs([...refsOfConditions(table.when), ...refsOfConditions(table.valid_when)], here);
  for (const column of table.columns) {
    wanted.refs([column.column, column.narrow, ...refsOfSpec(column)], here);
    // A column given as a bare OID is a column all the same, not a single object.
    const own = columnOid(column.column, here);
    if (typeof column.column === 'string' && own !== undefined && !own.includes('{'))
      wanted.column(here.table ?? own, own);
  }
}

function wantPool(wanted: Wanted, profile: Profile, pool: PoolSpec): void {
  const here = placeOf(profile, pool.table ?? null, pool.lookups);
  const unit = typeof pool.bytes === 'object' ? pool.bytes.of : undefined;
  wanted.refs([pool.total, pool.used, pool.free, pool.percent, unit, ...(pool.less ?? [])], here);
  wanted.refs([...refsOfTemplate(pool.description), ...refsOfConditions(pool.when)], here);
}

/** sysDescr, sysObjectID, sysUpTime, sysName. */
export const systemGroup: readonly Oid[] = [
  '1.3.6.1.2.1.1.1.0',
  '1.3.6.1.2.1.1.2.0',
  '1.3.6.1.2.1.1.3.0',
  '1.3.6.1.2.1.1.5.0',
];

function refsOfSpec(spec: ValueSpec & { variants?: Variant[] | undefined }): Ref[] {
  const deep = (spec.variants ?? []).flatMap((one) => [
    one.of,
    ...[...Object.values(one.is), one.otherwise].flatMap((change) =>
      typeof change === 'object' ? refsOfSpec(change) : [],
    ),
  ]);
  const plain = [spec.exponent, spec.precision, spec.over, ...(spec.plus ?? []).map((p) => p.of)].filter(
    (r) => r !== undefined,
  );
  const rest =
    spec.contact && 'rest_from' in spec.contact && spec.contact.rest_from ? [spec.contact.rest_from.of] : [];
  const conditional = (c: Conditions | undefined): Ref[] => refsOfConditions(c);
  return [
    ...plain,
    ...rest,
    ...conditional(spec.when),
    ...conditional(spec.valid_when),
    ...refsOfTemplate(spec.description),
    ...refsOfTemplate(spec.instance),
    ...deep,
  ];
}

/** From this many rows of one column on, a walk costs fewer packets than the objects by name. */
const walkFromRows = 24;

/** Groups a device's points by cadence. `every`: the operator's own period puts everything into one group. */
export function planOf(points: readonly Point[]): Plan {
  const group = (cadence: Cadence): PollGroup => {
    const mine = points.filter((point) => point.cadence === cadence);
    const oids = new Set(mine.flatMap((point) => point.needs));
    const columns = new Map<Oid, Oid[]>();
    for (const point of mine) {
      if (point.index === '' || !point.oid.endsWith(`.${point.index}`)) continue;
      const column = point.oid.slice(0, -point.index.length - 1);
      const rows = columns.get(column);
      if (rows === undefined) columns.set(column, [point.oid]);
      else rows.push(point.oid);
    }
    const tables = new Map<string, Oid[]>();
    for (const [column, rows] of columns) {
      if (rows.length < walkFromRows) continue;
      for (const oid of rows) oids.delete(oid);
      const table = column.replace(/\.\d+$/, '');
      tables.set(table, [...(tables.get(table) ?? []), column]);
    }
    return { gets: [...oids], walks: [...tables.values()], points: mine };
  };
  return {
    points,
    groups: {
      states: group('states'),
      traffic: group('traffic'),
      rest: group('rest'),
      labels: group('labels'),
    },
  };
}
