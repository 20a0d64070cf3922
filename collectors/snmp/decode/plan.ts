/** What to ask: first to know a device, then at each cadence. The poller's side of profiles. */
import type { Cadence } from '../../../lib/readings/catalogue/metric.ts';
import type { Conditions, Profile, Ref, ValueSpec, Variant } from '../profile.ts';
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

export function discoveryOf(profiles: readonly Profile[]): Discovery {
  const gets = new Set<Oid>(systemGroup);
  const walks = new Map<Oid, Set<Oid>>();
  const want = (ref: Ref, place: Place): void => {
    const template = templateOf(ref, place)?.oid;
    if (!template) return;
    if (!template.includes('{')) {
      gets.add(template);
      return;
    }
    const column = template.slice(0, template.indexOf('.{'));
    const table =
      place.table !== null && column.startsWith(`${place.table}.`)
        ? place.table
        : column.replace(/\.\d+$/, '');
    const set = walks.get(table) ?? new Set();
    walks.set(table, set.add(column));
    for (const inner of template.matchAll(/\{(\d+)\}/g)) want(Number(inner[1]), place);
  };
  for (const profile of profiles) {
    const place = placeOf(profile, null, undefined);
    for (const text of Object.values(profile.system ?? {}))
      for (const ref of refsOfTemplate(text)) want(ref, place);
    for (const reading of profile.readings) {
      gets.add(absolute(reading.oid, place.root));
      for (const ref of refsOfSpec(reading)) want(ref, place);
    }
    for (const table of profile.tables) {
      const here = placeOf(profile, table.table, table.lookups);
      for (const ref of [
        ...refsOfTemplate(table.description),
        ...refsOfTemplate(table.instance),
        ...refsOfConditions(table.when),
        ...refsOfConditions(table.valid_when),
      ])
        want(ref, here);
      for (const column of table.columns) {
        want(column.column, here);
        const own = columnOid(column.column, here);
        if (typeof column.column === 'string' && own !== undefined && !own.includes('{'))
          wantColumn(walks, here, own);
        if (column.narrow !== undefined) want(column.narrow, here);
        for (const ref of refsOfSpec(column)) want(ref, here);
      }
    }
    for (const pool of profile.pools) {
      const here = placeOf(profile, pool.table ?? null, pool.lookups);
      const refs = [
        pool.total,
        pool.used,
        pool.free,
        pool.percent,
        typeof pool.bytes === 'object' ? pool.bytes.of : undefined,
        ...(pool.less ?? []),
      ];
      for (const ref of [...refs, ...refsOfTemplate(pool.description), ...refsOfConditions(pool.when)])
        if (ref !== undefined) want(ref, here);
    }
  }
  for (const column of [...walks.values()].flatMap((set) => [...set])) gets.delete(column);
  return { gets: [...gets], walks: [...walks.values()].map((set) => [...set]) };
}
function wantColumn(walks: Map<Oid, Set<Oid>>, place: Place, column: Oid): void {
  const table = place.table ?? column;
  walks.set(table, (walks.get(table) ?? new Set()).add(column));
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
