/** Rules made ready: who listens to which metric, and which cells each watched thing looks at. */
import type { DeviceKind, Inventory } from '../inventory/inventory.ts';
import type { SeriesKey } from '../readings/reading.ts';
import type { Condition, ForecastCondition, MetricCondition, Rule, SilenceCondition } from './rule.ts';

export interface Listener<C extends Condition> {
  readonly rule: Rule;
  readonly index: number;
  readonly condition: C;
}
/** Kind of a device; null: the book does not know it. */
export type KindOf = (site: string, device: string) => DeviceKind | null;

export interface RuleSet {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly byMetric: ReadonlyMap<string, readonly Listener<MetricCondition>[]>;
  readonly silences: readonly Listener<SilenceCondition>[];
  /** Forecasts that begin anew when a state of this metric changes. */
  readonly apart: ReadonlyMap<string, readonly Listener<ForecastCondition>[]>;
  readonly kindOf: KindOf;
}

export const kindsOf = (inventory: Inventory): KindOf => {
  const kinds = new Map(
    inventory.sites.flatMap((site) => site.devices.map((one) => [`${site.id}/${one.id}`, one.kind] as const)),
  );
  return (site, device) => kinds.get(`${site}/${device}`) ?? null;
};

export function ruleSet(rules: readonly Rule[], kindOf: KindOf): RuleSet {
  const byMetric = new Map<string, Listener<MetricCondition>[]>();
  const silences: Listener<SilenceCondition>[] = [];
  const apart = new Map<string, Listener<ForecastCondition>[]>();
  for (const rule of rules)
    rule.conditions.forEach((condition, index) => {
      if (condition.kind === 'forecast' && condition.apartWhile !== null) {
        const { metric } = condition.apartWhile;
        apart.set(metric, [...(apart.get(metric) ?? []), { rule, index, condition }]);
      }
      if (condition.kind === 'silence') silences.push({ rule, index, condition });
      else {
        const list = byMetric.get(condition.metric) ?? [];
        list.push({ rule, index, condition });
        byMetric.set(condition.metric, list);
      }
    });
  return { rules: new Map(rules.map((rule) => [rule.id, rule])), byMetric, silences, apart, kindOf };
}

export type Thing = Pick<SeriesKey, 'site' | 'device' | 'instance'>;

/** Whether the rule is about this device: for the first condition, which says what is watched. */
export function isAbout(set: RuleSet, rule: Rule, { site, device }: Thing): boolean {
  if (rule.sites.length > 0 && !rule.sites.includes(site)) return false;
  if (rule.devices.length > 0 && !rule.devices.includes(`${site}/${device}`)) return false;
  if (rule.kinds.length === 0) return true;
  const kind = set.kindOf(site, device);
  return kind !== null && rule.kinds.includes(kind);
}

export const watchKey = (rule: Rule, thing: Thing): string =>
  `${rule.id}|${thing.site}/${thing.device}/${thing.instance}`;
export const memoryKey = (rule: Rule, index: number, thing: Thing): string =>
  `${rule.id}#${index}|${thing.site}/${thing.device}/${thing.instance}`;

/** The cell in which a condition is counted for this thing: its own, its device's or its site's. */
export function cellKey(rule: Rule, index: number, condition: Condition, thing: Thing): string {
  const { site, device, instance } = thing;
  const place =
    condition.on === 'site'
      ? site
      : condition.on === 'device'
        ? `${site}/${device}`
        : `${site}/${device}/${instance}`;
  return `${rule.id}#${index}@${place}`;
}

/** Whether this condition says what the rule is about: the first does, and under `any` each that looks at its own series. */
export const leads = (rule: Rule, index: number, condition: Condition): boolean =>
  index === 0 || (rule.match === 'any' && condition.on === 'instance');
