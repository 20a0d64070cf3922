/** Memory and storage: what is used, of how much, whatever pair of objects the device counts in. */
import type { PoolSpec, Profile } from '../profile.ts';
import type { Answers, Oid } from '../varbind.ts';
import { type Binder, columnOid, uniqueInstance } from './bind.ts';
import { conditionsHold } from './condition.ts';
import type { ValuePoint } from './point.ts';
import { describe, type Place, placeOf, refOid } from './reference.ts';
import { isSentinel } from './sentinel.ts';
import { numberOf } from './text.ts';
import type { Value } from './value.ts';

interface Amounts {
  readonly used: number | null;
  readonly total: number | null;
  readonly ratio: number | null;
}

export function bindPool(binder: Binder, profile: Profile, pool: PoolSpec): void {
  const place = placeOf(profile, pool.table ?? null, pool.lookups);
  const leading = pool.used ?? pool.free ?? pool.percent ?? pool.total;
  if (leading === undefined) return;
  const rows = pool.table === undefined ? [''] : binder.answers.rows(columnOid(leading, place) ?? '');
  for (const index of rows)
    if (conditionsHold(pool.when, index, place, binder.get)) bindRow(binder, profile, pool, place, index);
}

function bindRow(binder: Binder, profile: Profile, pool: PoolSpec, place: Place, index: string): void {
  const oidOf = (ref: string | number | undefined): Oid | undefined => {
    const oid = ref === undefined ? undefined : refOid(ref, index, place, binder.get);
    return oid !== undefined && (binder.get(oid)?.value ?? null) !== null ? oid : undefined;
  };
  const oids = {
    total: oidOf(pool.total),
    used: oidOf(pool.used),
    free: oidOf(pool.free),
    percent: oidOf(pool.percent),
    unit: typeof pool.bytes === 'object' ? oidOf(pool.bytes.of) : undefined,
  };
  const less = (pool.less ?? []).flatMap((ref) => oidOf(ref) ?? []);
  const lead = oids.used ?? oids.free ?? oids.percent;
  if (lead === undefined) return;
  const sentinels = [...(profile.sentinels ?? []), ...(pool.sentinels ?? [])];
  const row: PoolRow = {
    index,
    profile: profile.name,
    description: describe(pool.description, index, place, binder.get) || index,
    needs: [...Object.values(oids), ...less].filter((oid) => oid !== undefined),
    amounts: amountsReader(pool, oids, less, sentinels),
  };
  const often = pool.kind === 'memory' ? 'traffic' : 'rest';
  if (pool.ratio) addPoint(binder, row, `${pool.kind}.use_ratio`, lead, often, (a) => a.ratio);
  // Used and free make a total too.
  const whole = oids.total ?? (oids.used === undefined ? undefined : oids.free);
  if (whole === undefined) return;
  addPoint(binder, row, `${pool.kind}.used_bytes`, lead, often, (a) => a.used);
  addPoint(binder, row, `${pool.kind}.total_bytes`, whole, 'labels', (a) => a.total);
}

interface PoolRow {
  readonly index: string;
  readonly profile: string;
  readonly description: string;
  readonly needs: readonly Oid[];
  readonly amounts: (answers: Answers) => Amounts;
}

function addPoint(
  binder: Binder,
  row: PoolRow,
  metric: string,
  oid: Oid,
  cadence: 'traffic' | 'rest' | 'labels',
  pick: (a: Amounts) => number | null,
): void {
  const { index, description, profile } = row;
  const wanted = description.replaceAll('/', '|').slice(0, 80);
  const instance = uniqueInstance(binder.series, metric, wanted, description, index);
  const needs = [oid, ...row.needs.filter((x) => x !== oid)];
  const read = (answers: Answers): Value | null => {
    const varbind = answers.get(oid);
    if (!varbind || varbind.value === null) return null;
    const value = pick(row.amounts(answers));
    const raw = numberOf(varbind) ?? '';
    return { value, text: null, raw, ...(value === null ? { state: 'unknown' } : {}) };
  };
  const point: ValuePoint = {
    kind: 'value',
    oid,
    needs,
    metric,
    instance,
    description,
    cadence,
    profile,
    index,
    read,
  };
  binder.points.push(point);
}

type PoolOids = Readonly<Record<'total' | 'used' | 'free' | 'percent' | 'unit', Oid | undefined>>;
function amountsReader(
  pool: PoolSpec,
  oids: PoolOids,
  less: readonly Oid[],
  sentinels: readonly (string | number)[],
): (answers: Answers) => Amounts {
  const number = (answers: Answers, oid: Oid | undefined): number | null => {
    const n = oid === undefined ? null : numberOf(answers.get(oid));
    // Sizes beyond 2^31 blocks come out negative from agents that keep to Integer32 (RFC 2790).
    const whole = n !== null && n < -1 ? n + 2 ** 32 : n;
    return whole === null || whole < 0 || isSentinel(whole, String(whole), 'bytes', sentinels) ? null : whole;
  };
  return (answers) => {
    const unit = typeof pool.bytes === 'number' ? pool.bytes : (number(answers, oids.unit) ?? 1);
    const total = number(answers, oids.total);
    const free = number(answers, oids.free);
    const percent = number(answers, oids.percent);
    let used = number(answers, oids.used);
    if (used === null && total !== null && free !== null) used = total - free;
    if (used === null && total !== null && percent !== null) used = (total * percent) / 100;
    if (used !== null && total === null && free !== null) return sized(used, used + free, unit);
    if (used !== null) used -= less.reduce((sum, oid) => sum + (number(answers, oid) ?? 0), 0);
    if (used === null || total === null)
      return {
        used: null,
        total: total === null ? null : total * unit,
        ratio: percent === null ? null : percent / 100,
      };
    return sized(used, total, unit);
  };
}
const sized = (used: number, total: number, unit: number): Amounts => ({
  used: Math.max(0, used) * unit,
  total: total * unit,
  ratio: total > 0 ? Math.max(0, used) / total : null,
});
