/** Guards against an incident that follows the wrong ladder, or none although one is meant for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleSeverities } from '../alerting/rule.ts';
import { type IncidentFacts, policyOf } from './policy-of.ts';
import type { Policy, PolicyScope } from './schedule.ts';

const policy = (id: string, scope: Partial<PolicyScope> | null): Policy => ({
  id,
  scope: scope && { owners: [], sites: [], severities: [], ...scope },
  levels: [],
  rounds: 1,
  lifeSafety: [],
  file: 'on-call.yaml',
  line: 1,
});
const mains: IncidentFacts = { owner: 'energy', site: 'cotonou', severity: 'critical' };

describe('the policy of an incident', () => {
  const all = policy('all', null);
  it('is the one for all when none is meant for it', () => {
    expect(policyOf([policy('net', { owners: ['network'] }), all], mains)).toBe(all);
  });
  it('is the one for all only then, wherever that one stands in the file', () => {
    const own = policy('own', { owners: ['energy'] });
    expect(policyOf([all, own], mains)).toBe(own);
  });
  it('has to fit in owner, site and severity together', () => {
    const narrow = policy('narrow', { owners: ['energy'], sites: ['douala'], severities: ['critical'] });
    expect(policyOf([narrow, all], mains)).toBe(all);
    expect(policyOf([narrow, all], { ...mains, site: 'douala' })).toBe(narrow);
    expect(policyOf([narrow, all], { ...mains, site: 'douala', severity: 'warning' })).toBe(all);
  });
  it('is the first of two that fit', () => {
    const first = policy('first', { sites: ['cotonou'] });
    expect(policyOf([first, policy('second', { owners: ['energy'] })], mains)).toBe(first);
  });
  it('is nobody’s when none fits and none is for all', () => {
    expect(policyOf([policy('net', { owners: ['network'] })], mains)).toBeNull();
  });
  it('is never one that names something else', () => {
    const names = fc.subarray(['energy', 'network', 'safety']);
    const scopes = fc.record({
      owners: names,
      sites: fc.subarray(['cotonou', 'douala']),
      severities: fc.subarray([...ruleSeverities]),
    });
    const facts = fc.record({
      owner: fc.constantFrom('energy', 'network', 'safety'),
      site: fc.constantFrom('cotonou', 'douala'),
      severity: fc.constantFrom(...ruleSeverities),
    });
    fc.assert(
      fc.property(fc.array(fc.option(scopes)), facts, (list, of) => {
        const policies = list.map((scope, i) => policy(`${i}`, scope));
        const scope = policyOf(policies, of)?.scope;
        if (scope === undefined || scope === null) return;
        expect(scope.owners.length === 0 || scope.owners.includes(of.owner)).toBe(true);
        expect(scope.sites.length === 0 || scope.sites.includes(of.site)).toBe(true);
        expect(scope.severities.length === 0 || scope.severities.includes(of.severity)).toBe(true);
      }),
    );
  });
});
