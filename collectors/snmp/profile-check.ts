/** What a well-formed profile must also satisfy: known metrics, units of the catalogue, one use of each OID, sound references. */
import { metricOf } from '../../lib/readings/catalogue/index.ts';
import type { Metric } from '../../lib/readings/catalogue/metric.ts';
import { absolute, type Place, placeOf, refsOfTemplate, templateOf } from './decode/reference.ts';
import { parseUnit } from './decode/units.ts';
import type { ColumnSpec, Profile, ReadingSpec, Ref, ValueSpec, Variant } from './profile.ts';

/** Where a problem is: keys and positions into the YAML document. */
export type ProblemPath = readonly (string | number)[];
export interface ProfileProblem {
  readonly path: ProblemPath;
  readonly text: string;
}

type Say = (path: ProblemPath, text: string) => void;

export function checkProfile(profile: Profile): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const say: Say = (path, text) => problems.push({ path, text });
  const seen = new Map<string, string>();
  const once = (oid: string, path: ProblemPath): void => {
    if (seen.has(oid))
      say(path, `${oid} is used twice (also at ${seen.get(oid)}): choose by "variants" instead`);
    else seen.set(oid, path.join('.'));
  };
  const top = placeOf(profile, null, undefined);
  profile.readings.forEach((reading, i) => {
    once(absolute(reading.oid, top.root), ['readings', i, 'oid']);
    checkValue(reading, top, ['readings', i], say);
  });
  profile.tables.forEach((table, t) => {
    const place = placeOf(profile, table.table, table.lookups);
    checkRefs(refsOfTemplate(table.description), place, ['tables', t, 'description'], say);
    table.columns.forEach((column, c) => {
      const path = ['tables', t, 'columns', c];
      const oid = templateOf(column.column, place)?.oid;
      if (oid === undefined) say([...path, 'column'], `"${column.column}" is neither a column nor an OID`);
      else once(oid, [...path, 'column']);
      checkValue(column, place, path, say);
    });
  });
  profile.match.forEach((match, m) => {
    if (!match.answers && !match.sys_object_id && !match.sys_descr)
      say(['match', m], 'says nothing to match');
  });
  return problems;
}

function checkRefs(refs: readonly Ref[], place: Place, path: ProblemPath, say: Say): void {
  for (const ref of refs)
    if (templateOf(ref, place) === undefined) say(path, `"${ref}" is neither a column, an OID nor a lookup`);
}

function checkValue(
  spec: (ReadingSpec | ColumnSpec) & { variants?: Variant[] | undefined },
  place: Place,
  path: ProblemPath,
  say: Say,
): void {
  const variants = spec.variants ?? [];
  const changes = variants.flatMap((one) =>
    [...Object.values(one.is), one.otherwise].filter((x) => typeof x === 'object'),
  );
  checkRefs(refsOfTemplate(spec.description), place, path, say);
  checkRefs(
    [
      ...variants.map((one) => one.of),
      ...[spec.exponent, spec.precision, spec.over].filter((x) => x !== undefined),
    ],
    place,
    path,
    say,
  );
  if (spec.metric === undefined && changes.every((change) => change.metric === undefined)) {
    say(path, 'has no metric');
    return;
  }
  if (spec.metric !== undefined) checkMeaning(spec, path, say);
  // A unit that one list of variants sets belongs to the metric that another list sets: only whole changes are judged here.
  for (const change of changes) {
    if (change.metric === undefined && spec.metric === undefined) continue;
    const settled = variants.length === 1 || change.metric !== undefined;
    if (settled) checkMeaning({ ...spec, ...change }, path, say);
  }
}

function checkMeaning(spec: ValueSpec & { rate?: boolean | undefined }, path: ProblemPath, say: Say): void {
  const metric = metricOf(spec.metric ?? '');
  if (!metric) {
    say(path, `unknown metric "${spec.metric}": add it to lib/readings/catalogue, or use one of sensor.*`);
    return;
  }
  if (metric.kind === 'contact' && !spec.contact)
    say(path, `${spec.metric} needs "contact": which values are rest, active, unplugged`);
  if (metric.kind === 'state' && !spec.states && !spec.bits)
    say(path, `${spec.metric} needs "states" or "bits", each with its severity`);
  if (metric.kind === 'gauge' || metric.kind === 'counter') checkUnit(spec, metric, path, say);
}

function checkUnit(
  spec: ValueSpec & { rate?: boolean | undefined },
  metric: Metric,
  path: ProblemPath,
  say: Say,
): void {
  if (spec.states || spec.bits || spec.contact)
    say(path, `${spec.metric} is a ${metric.kind}: it takes no states`);
  if (spec.rate) return;
  if (spec.unit === undefined) {
    if (metric.unit !== '') say(path, `${spec.metric} needs the device's unit, such as "0.1 ${metric.unit}"`);
    return;
  }
  const unit = parseUnit(spec.unit, metric.unit);
  if (!unit) say(path, `unknown unit "${spec.unit}"`);
  else if (unit.base !== metric.unit)
    say(path, `"${spec.unit}" is not a unit of ${spec.metric} (${metric.unit || 'plain count'})`);
}
