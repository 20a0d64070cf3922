/** Which escalation policy an incident follows: the first that was written for it, else the one for all. Pure. */
import type { RuleSeverity } from '../alerting/rule.ts';
import type { Policy } from './schedule.ts';

/** What of an incident decides. */
export interface IncidentFacts {
  /** As its rule says: `energy`, `network`… */
  readonly owner: string;
  readonly site: string;
  readonly severity: RuleSeverity;
}

const covers = <T>(named: readonly T[], one: T): boolean => named.length === 0 || named.includes(one);

/** Null: no policy is meant for it, nobody is told. */
export function policyOf(policies: readonly Policy[], of: IncidentFacts): Policy | null {
  const own = policies.find(
    ({ scope }) =>
      scope !== null &&
      covers(scope.owners, of.owner) &&
      covers(scope.sites, of.site) &&
      covers(scope.severities, of.severity),
  );
  return own ?? policies.find(({ scope }) => scope === null) ?? null;
}
