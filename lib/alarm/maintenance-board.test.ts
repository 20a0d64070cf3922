/** Guards against work that silences more than its planner believes, and against two crews on one switch. */
import { describe, expect, it } from 'vitest';
import { causalGraph } from '../alerting/causal-graph.ts';
import type { MaintenancePlan } from '../alerting/maintenance-plan.ts';
import { read, small } from '../inventory/small-book.ts';
import { coveredBy, overlapping, planStanding } from './maintenance-board.ts';

const inventory = read(small);
const graph = causalGraph(inventory);
const site = inventory.sites[0];
if (site === undefined) throw new Error('the small book has no site');
const parent = site.devices.find(({ id }) => site.devices.some((one) => one.parent === id));
if (parent === undefined) throw new Error('the small book has no parent');
const child = site.devices.find((one) => one.parent === parent.id);
const hour = 3_600_000;
const t0 = Date.UTC(2026, 10, 24, 12);
const plan = (more: Partial<MaintenancePlan> = {}): MaintenancePlan => ({
  id: 'p',
  name: 'Travaux',
  site: site.id,
  thing: parent.id,
  // Porto-Novo is an hour east: 13:00 there is noon in UTC.
  fromLocal: t0 + hour,
  toLocal: t0 + 2 * hour,
  zone: 'Africa/Porto-Novo',
  repeat: { kind: 'none' },
  untilDay: null,
  ...more,
});

describe('what a plan covers', () => {
  it('is the thing and what hangs on it, and not what it hangs on', () => {
    const covered = coveredBy(inventory, graph, plan());
    expect(covered).toContain(`${site.id}/${parent.id}`);
    expect(covered).toContain(`${site.id}/${child?.id}`);
    const below = coveredBy(inventory, graph, plan({ thing: child?.id ?? '' }));
    expect(below).not.toContain(`${site.id}/${parent.id}`);
  });
  it('is everything of the site when no thing is named', () => {
    const all = site.devices.length + site.links.length + site.vpn.length;
    expect(coveredBy(inventory, graph, plan({ thing: null }))).toHaveLength(all);
  });
});

describe('when a plan is', () => {
  it('follows the clock of its zone', () => {
    expect(planStanding(plan(), t0 - 1).state).toBe('coming');
    expect(planStanding(plan(), t0)).toEqual({ state: 'now', span: { fromAt: t0, toAt: t0 + hour } });
    expect(planStanding(plan(), t0 + hour)).toEqual({ state: 'past', span: { fromAt: t0, toAt: t0 + hour } });
  });
  it('is never over while it comes again', () => {
    const daily = plan({ repeat: { kind: 'daily' } });
    expect(planStanding(daily, t0 + 100 * 24 * hour + 2 * hour)).toEqual({
      state: 'coming',
      span: { fromAt: t0 + 101 * 24 * hour, toAt: t0 + 101 * 24 * hour + hour },
    });
  });
});

describe('two plans', () => {
  const meets = (other: MaintenancePlan) => overlapping(inventory, graph, plan(), [other], t0).length;
  it('meet when one covers at the same time what the other covers', () => {
    expect(meets(plan({ id: 'q', thing: null }))).toBe(1);
    expect(meets(plan({ id: 'q', thing: child?.id ?? '', toLocal: t0 + hour + hour / 2 }))).toBe(1);
  });
  it('do not meet one after the other, nor elsewhere, nor with themselves', () => {
    expect(meets(plan({ id: 'q', fromLocal: t0 + 2 * hour, toLocal: t0 + 3 * hour }))).toBe(0);
    expect(meets(plan({ id: 'q', site: 'lome' }))).toBe(0);
    expect(meets(plan())).toBe(0);
  });
});
