/** Guards against a provider who is late and is not told so, and against one who is blamed for a power cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, small } from '../inventory/small-book.ts';
import { evaluate, resume } from './evaluate.ts';
import { newEvaluation, saveEvaluation } from './evaluation-state.ts';
import { builtInRules } from './file-rules.ts';
import type { Incident } from './incident.ts';
import { openIncident } from './incident.ts';
import { repairOf, repairReadings } from './repair.ts';
import { kindsOf, ruleSet } from './rule-set.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 1, 8);
const inventory = read(
  small.replace(
    'contracted: 4 Mbit/s, role: primary',
    'contracted: 4 Mbit/s, role: primary, provider: { name: FAI 1, repair: 4h }',
  ),
);
const links = inventory.sites.flatMap((site) => site.links);

const incident = (rule: string, instance: string, more: Partial<Incident> = {}): Incident => ({
  ...openIncident(`${rule}-${instance}`, {
    key: `${rule}|cotonou/fw-1/${instance}`,
    rule,
    site: 'cotonou',
    device: 'fw-1',
    instance,
    metric: 'link.state',
    change: 'raised',
    severity: 'warning',
    at: start,
    reason: { kind: 'silent', check: null, why: null },
  }),
  ...more,
});
const found = (open: readonly Incident[], hours: number) =>
  repairOf(open, links, start + hours * hour).map(({ link, sinceAt, dueAt, late }) => ({
    link: link.id,
    since: (sinceAt - start) / hour,
    due: (dueAt - start) / hour,
    late,
  }));

describe('a repair', () => {
  it('is due when the contract says, counted from when the link was found down', () => {
    const open = [incident('link.down', 'primary')];
    expect(found(open, 3.9)).toEqual([{ link: 'primary', since: 0, due: 4, late: false }]);
    expect(found(open, 4)).toEqual([{ link: 'primary', since: 0, due: 4, late: true }]);
  });
  it('counts from the first of several incidents of one link, explained by one another or not', () => {
    const root = incident('link.primary-down', 'primary', { openedAt: start + hour });
    const child = incident('link.down', 'primary', { root: root.id });
    expect(found([root, child], 2)).toMatchObject([{ since: 0, due: 4 }]);
  });
  it.each(['power.none', 'device.silent'])('is not the provider’s when %s explains it', (rule) => {
    const root = incident(rule, '');
    expect(found([root, incident('link.down', 'primary', { root: root.id })], 9)).toEqual([]);
  });
  it('is nobody’s without a time in the contract, once resolved, or for another thing', () => {
    const resolved = incident('link.down', 'primary', { state: 'resolved' });
    expect(found([incident('link.down', 'backup'), incident('link.full', 'primary'), resolved], 9)).toEqual(
      [],
    );
  });
});

describe('provider.repair', () => {
  /** The loop's side: every ten seconds the measure of the open incidents is told. */
  const day = (
    hours: number,
    open: (at: number) => readonly Incident[],
    restarts = false,
    stepMs = 10_000,
  ) => {
    const set = ruleSet(builtInRules(), kindsOf(inventory));
    let state = newEvaluation(start);
    const said: string[] = [];
    for (let ms = 0; ms <= hours * hour; ms += stepMs) {
      if (restarts) state = resume(set, JSON.parse(JSON.stringify(saveEvaluation(state))));
      for (const reading of repairReadings(open(start + ms), links, start + ms))
        for (const one of evaluate(
          set,
          state,
          { kind: 'reading', reading },
          { at: start + ms, steadyMs: ms },
        ))
          said.push(`${one.key} ${one.change} ${ms / hour}`);
    }
    return said;
  };
  const until = (hours: number) => (at: number) =>
    at < start + hours * hour ? [incident('link.down', 'primary')] : [];

  it('is raised when the repair becomes late, and cleared by the repair', () => {
    const [raised, cleared, ...more] = day(8, until(6));
    expect(raised).toMatch(/^provider\.repair\|cotonou\/fw-1\/primary raised 4\.00/);
    expect(cleared).toBe('provider.repair|cotonou/fw-1/primary cleared 6');
    expect(more).toEqual([]);
  });
  it('says nothing of a link that is repaired in time', () => {
    expect(day(8, until(3.9))).toEqual([]);
  });
  it('says the same once, however long it takes and however often Vigie is restarted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 * 360 + 100 }), (steps) => {
        const said = day(6, until(steps / 360), true);
        // Late from the look at four hours on; the look at its repair, if that comes within the six hours, clears it.
        expect(said.length).toBe(steps <= 4 * 360 + 1 ? 0 : steps <= 6 * 360 ? 2 : 1);
      }),
      { numRuns: 12 },
    );
  });
});
