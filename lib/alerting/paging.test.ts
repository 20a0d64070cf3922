/** Guards against a flood of pages for one cause, a page too few for life safety, and an all-clear nobody was waiting for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CausalGraph } from './causal-graph.ts';
import { evaluate } from './evaluate.ts';
import { newEvaluation } from './evaluation-state.ts';
import { builtInRules } from './file-rules.ts';
import type { Maintenance } from './maintenance.ts';
import { maintenanceAt } from './maintenance.ts';
import type { Decision } from './paging.ts';
import { decidePages, parentToAsk } from './paging.ts';
import { loadPaging, newPaging, savePaging } from './paging-state.ts';
import { ruleSet } from './rule-set.ts';
import type { AlertingEvent } from './transition.ts';

const start = Date.UTC(2026, 2, 28, 22);
const rules = ruleSet(builtInRules(), (_, device) =>
  device.startsWith('fire') ? 'fire' : device.startsWith('pbx') ? 'pbx' : 'switch',
);

/** Devices under their parents: `{ 'sw-1': 'fw-1' }`, all at one site. */
function graphOf(parents: Readonly<Record<string, string>>): CausalGraph {
  const edges = Object.entries(parents).map(([child, parent]) => [`a/${child}`, `a/${parent}`] as const);
  const effects = new Map<string, string[]>();
  for (const [child, parent] of edges) effects.set(parent, [...(effects.get(parent) ?? []), child]);
  return {
    causes: new Map(edges.map(([child, parent]) => [child, [parent]])),
    effects,
    parents: new Map(edges),
  };
}

/** The whole road from ledger lines and readings to decisions, on a clock that the test moves. */
function noc(graph: CausalGraph, works: readonly Maintenance[] = [], restarts = false) {
  const evaluation = newEvaluation(start);
  let paging = newPaging();
  let ms = 0;
  const made: (Decision & { readonly ms: number })[] = [];
  const surroundings = {
    graph,
    rules: rules.rules,
    maintenanceOf: (node: string, at: number) => maintenanceAt(works, graph, node, at)?.name ?? null,
  };
  const say = (event: AlertingEvent): void => {
    const moment = { at: start + ms, steadyMs: ms };
    if (restarts) paging = loadPaging(JSON.parse(JSON.stringify(savePaging(paging))), rules.rules);
    const transitions = evaluate(rules, evaluation, event, moment);
    for (const one of [null, ...transitions])
      made.push(...decidePages(surroundings, paging, one, moment).map((decision) => ({ ...decision, ms })));
  };
  return {
    made,
    pages: () => made.filter(({ kind }) => kind === 'page' || kind === 'storm-page'),
    answers: (device: string, answers: boolean, failures = 3) =>
      say({
        kind: 'ledger',
        entry: {
          site: 'a',
          device,
          check: 'snmp',
          everyMs: 5_000,
          triedAt: start + ms,
          answeredAt: answers ? start + ms : start,
          valueAt: null,
          failures: answers ? 0 : failures,
          reason: answers ? null : 'no answer',
        },
      }),
    damped: () => [...paging.damping.keys()],
    reads: (device: string, metric: string, text: string, instance = '') =>
      say({
        kind: 'reading',
        reading: {
          site: 'a',
          device,
          metric,
          instance,
          value: 1,
          text,
          state: 'good',
          since: start,
          at: start + ms,
          everyMs: 5_000,
        },
      }),
    wait: (seconds: number, each: () => void = () => {}) => {
      for (let i = 0; i < seconds; i++) {
        ms += 1_000;
        say({ kind: 'time' });
        if (ms % 5_000 === 0) each();
      }
    },
  };
}
const numbered = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}-${i}`);

describe('a parent that is cut with 245 children', () => {
  const children = numbered(245, 'sw');
  const graph = graphOf(Object.fromEntries(children.map((child) => [child, 'fw-1'])));
  it.each([
    ['the children fail first', [...children, 'fw-1']],
    ['the parent fails first', ['fw-1', ...children]],
  ])('gives one page when %s, and one all-clear', (_, order) => {
    const it = noc(graph);
    for (const device of order) it.answers(device, true);
    it.wait(180, () => {
      for (const device of order) it.answers(device, false);
    });
    expect(it.pages().map(({ key }) => key)).toEqual(['device.silent|a/fw-1/']);
    expect(it.made.filter(({ kind }) => kind === 'child')).toHaveLength(245);
    it.wait(180, () => {
      for (const device of order) it.answers(device, true);
    });
    expect(it.pages()).toHaveLength(1);
    expect(it.made.filter(({ kind }) => kind === 'recovered')).toHaveLength(1);
  });
  it('gives one page when the parent is found silent some seconds after its children', () => {
    const it = noc(graph);
    for (const device of ['fw-1', ...children]) it.answers(device, true);
    const fail = (devices: readonly string[]) => () => {
      for (const device of devices) it.answers(device, false);
    };
    it.wait(15, fail(children));
    it.answers('fw-1', true);
    it.wait(120, fail([...children, 'fw-1']));
    expect(it.pages().map(({ key }) => key)).toEqual(['device.silent|a/fw-1/']);
  });
  it('tells of the one child that stays away once the parent is back', () => {
    const it = noc(graph);
    const all = ['fw-1', ...children];
    for (const device of all) it.answers(device, true);
    it.wait(120, () => {
      for (const device of all) it.answers(device, false);
    });
    it.wait(120, () => {
      for (const device of all) it.answers(device, device !== 'sw-7');
    });
    expect(it.pages().map(({ key }) => key)).toEqual(['device.silent|a/fw-1/', 'device.silent|a/sw-7/']);
  });
  it('asks the parent at once when a child fails for the first time', () => {
    const entry = {
      site: 'a',
      device: 'sw-1',
      check: 'snmp',
      everyMs: 5_000,
      triedAt: 0,
      answeredAt: 0,
      valueAt: 0,
      reason: 'x',
    };
    expect(parentToAsk(graph, { ...entry, failures: 1 })).toBe('a/fw-1');
    expect(parentToAsk(graph, { ...entry, failures: 2 })).toBeNull();
    expect(parentToAsk(graph, { ...entry, failures: 0 })).toBeNull();
  });
});

describe('an alert storm of 1,000 devices', () => {
  it('gives at most ten pages, and still tells a fire at once', () => {
    const devices = [...numbered(500, 'sw'), ...numbered(500, 'pbx')];
    const it = noc(graphOf({}));
    for (const device of devices) it.answers(device, true);
    it.wait(60, () => {
      for (const device of devices) it.answers(device, false);
    });
    const before = it.pages().length;
    expect(before).toBeGreaterThan(2);
    expect(before).toBeLessThanOrEqual(10);
    const told = it.pages().findLast(({ kind }) => kind === 'storm-page');
    expect(told?.kind === 'storm-page' && told.count).toBeGreaterThanOrEqual(100);
    it.reads('fire-1', 'contact.fire', 'active');
    expect(it.made.at(-1)).toMatchObject({ kind: 'page', why: 'immediate', key: 'safety.fire|a/fire-1/' });
  });
});

describe('a device that flaps', () => {
  const flapped = (): ReturnType<typeof noc> => {
    const it = noc(graphOf({}));
    for (let i = 0; i < 40; i++) it.wait(60, () => it.answers('sw-1', i % 2 === 0));
    return it;
  };
  it('is told to be unstable once, and its recovery once it is calm', () => {
    const it = flapped();
    const pages = it.pages();
    expect(pages.length).toBeLessThanOrEqual(5);
    expect(pages.filter((one) => one.kind === 'page' && one.why === 'unstable')).toHaveLength(1);
    const recovered = () => it.made.filter(({ kind }) => kind === 'recovered').length;
    const swings = recovered();
    it.wait(3_600, () => it.answers('sw-1', true));
    expect(recovered()).toBe(swings + 1);
    expect(recovered()).toBeLessThanOrEqual(pages.length);
  });
  it('and was calm again is told like any other when it fails once more', () => {
    const it = flapped();
    it.wait(2_000, () => it.answers('sw-1', true));
    it.wait(60, () => it.answers('sw-1', false));
    expect(it.pages().at(-1)).toMatchObject({ why: 'root' });
  });
});

describe('an alarm that came once', () => {
  it('is not remembered for ever', () => {
    const bench = noc(graphOf({}));
    bench.answers('sw-1', true);
    bench.wait(60, () => bench.answers('sw-1', false));
    bench.wait(60, () => bench.answers('sw-1', true));
    expect(bench.damped()).toEqual(['device.silent|a/sw-1/']);
    bench.wait(3_600);
    expect(bench.damped()).toEqual([]);
  });
});

describe('both links down', () => {
  it('take the alarm of the other link, told before', () => {
    const it = noc(graphOf({}));
    const each = (backup: string) => () => it.reads('fw-1', 'link.state', backup, 'backup');
    it.wait(60, each('down'));
    const other = it.pages().map(({ key }) => key);
    expect(other).toHaveLength(1);
    it.wait(20, () => it.reads('fw-1', 'link.overflow_state', 'both-down', 'primary'));
    const child = it.made.find(({ kind }) => kind === 'child');
    expect(child).toMatchObject({ key: other[0], root: 'link.both-down|a/fw-1/primary' });
  });
});

describe('maintenance', () => {
  const span = (fromMinute: number, toMinute: number) => [
    { fromAt: start + fromMinute * 60_000, toAt: start + toMinute * 60_000 },
  ];
  const works: Maintenance[] = [
    { id: '1', name: 'firmware', site: 'a', thing: 'fw-1', spans: span(0, 10) },
    { id: '2', name: 'cabling', site: 'a', thing: null, spans: span(8, 20) },
  ];
  it('holds until the last of two that overlap ends, then tells what is still wrong', () => {
    const it = noc(graphOf({}), works);
    it.answers('fw-1', true);
    it.wait(19 * 60, () => it.answers('fw-1', false));
    expect(it.pages()).toEqual([]);
    it.wait(120, () => it.answers('fw-1', false));
    expect(it.pages()).toHaveLength(1);
    expect(it.pages()[0]?.ms).toBe(20 * 60_000);
  });
  it('covers what hangs on the thing, and ends in silence when all is well again', () => {
    const graph = graphOf({ 'sw-1': 'fw-1' });
    const it = noc(graph, works.slice(0, 1));
    it.answers('sw-1', true);
    it.wait(5 * 60, () => it.answers('sw-1', false));
    it.wait(20 * 60, () => it.answers('sw-1', true));
    expect(it.pages()).toEqual([]);
    expect(it.made.filter(({ kind }) => kind === 'recovered')).toEqual([]);
  });
  it('never holds a fire', () => {
    const it = noc(graphOf({}), works);
    it.reads('fire-1', 'contact.fire', 'active');
    expect(it.pages()).toHaveLength(1);
  });
});

describe('whatever happens', () => {
  const happening = fc.record({
    device: fc.constantFrom('fw-1', 'sw-1', 'sw-2', 'ap-1', 'srv-1'),
    up: fc.boolean(),
    seconds: fc.integer({ min: 1, max: 90 }),
  });
  const graph = graphOf({ 'sw-1': 'fw-1', 'sw-2': 'fw-1', 'ap-1': 'sw-1' });
  const play = (all: readonly { device: string; up: boolean; seconds: number }[], restarts: boolean) => {
    const it = noc(graph, [], restarts);
    const up = new Map(['fw-1', 'sw-1', 'sw-2', 'ap-1', 'srv-1'].map((device) => [device, true]));
    for (const one of all) {
      up.set(one.device, one.up);
      it.wait(one.seconds, () => {
        for (const [device, answers] of up) it.answers(device, answers);
      });
    }
    it.wait(7_200, () => {
      for (const device of up.keys()) it.answers(device, true);
    });
    return it.made;
  };
  it('no recovery comes without a page, and no page stays without one', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 15 }), (all) => {
        const owed = new Set<string>();
        for (const { kind, key } of play(all, false)) {
          if (kind === 'page') owed.add(key);
          if (kind === 'recovered') expect(owed.delete(key)).toBe(true);
        }
        expect([...owed]).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
  it('a restart before every event changes no decision', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 6 }), (all) => {
        expect(play(all, true)).toEqual(play(all, false));
      }),
      { numRuns: 6 },
    );
  });
});
