/** Guards against two alarms for one cause, and against a cause that hides what it does not explain. */
import { describe, expect, it } from 'vitest';
import { read, small } from '../inventory/small-book.ts';
import { causalGraph, causesAbove, effectsBelow, nodeOf } from './causal-graph.ts';
import { builtInRules } from './file-rules.ts';
import type { Raised } from './root-cause.ts';
import { RaisedAlarms, rootOf } from './root-cause.ts';

const graph = causalGraph(read(small));
const rules = new Map(builtInRules().map((rule) => [rule.id, rule]));
const alarm = (id: string, device: string, instance = ''): Raised => {
  const rule = rules.get(id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  const first = rule.conditions[0];
  const metric = first.kind === 'silence' ? null : first.metric;
  const node = nodeOf({ site: 'cotonou', device, instance, metric });
  return { key: `${id}|cotonou/${device}/${instance}`, rule, node, site: 'cotonou' };
};
const rootAmong = (effect: Raised, ...others: readonly Raised[]): string | null => {
  const raised = new RaisedAlarms();
  for (const one of [effect, ...others]) raised.add(one);
  return rootOf(graph, raised, effect)?.rule.id ?? null;
};

describe('the graph of a site book', () => {
  it('joins devices to parents, links to firewalls, and the power chain to the mains', () => {
    expect(graph.parents.get('cotonou/ups-1')).toBe('cotonou/fw-1');
    expect(causesAbove(graph, 'cotonou/link:primary')).toContain('cotonou/fw-1');
    expect(causesAbove(graph, 'cotonou/ups-1')).toEqual(
      expect.arrayContaining(['cotonou/fw-1', 'cotonou/power:mains', 'cotonou/power']),
    );
    expect(effectsBelow(graph, 'cotonou/fw-1')).toEqual(
      expect.arrayContaining(['cotonou/ups-1', 'cotonou/genset-1']),
    );
  });
  it('ends a climb in a circle', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]);
    expect(causesAbove({ causes: circle, effects: circle, parents: new Map() }, 'a')).toEqual(['a', 'b']);
  });
});

describe('the root of an alarm', () => {
  it('is the silent firewall, for all that hangs on it', () => {
    const silent = alarm('device.silent', 'fw-1');
    expect(rootAmong(alarm('device.silent', 'ups-1'), silent)).toBe('device.silent');
    expect(rootAmong(alarm('power.ups-overload', 'ups-1'), silent)).toBe('device.silent');
    expect(rootAmong(alarm('link.down', 'fw-1', 'backup'), silent)).toBe('device.silent');
    expect(rootAmong(silent, alarm('device.silent', 'ups-1'))).toBeNull();
  });
  it('is the lost mains for what the cut does, not for a battery too hot or a room too warm', () => {
    const mains = alarm('power.mains-lost', 'genset-1');
    expect(rootAmong(alarm('power.ats-redundancy', 'ups-1'), mains)).toBe('power.mains-lost');
    expect(rootAmong(alarm('power.ups-overload', 'ups-1'), mains)).toBeNull();
    expect(rootAmong(alarm('climate.hot', 'fw-1'), mains)).toBeNull();
  });
  it('is the site without power, for every device of it that falls silent', () => {
    const dark = alarm('power.none', 'genset-1');
    for (const device of ['fw-1', 'ups-1', 'genset-1'])
      expect(rootAmong(alarm('device.silent', device), dark)).toBe('power.none');
  });
  it('is the link that is cut, for the firewall’s own monitor of it, and not the other way round', () => {
    const monitor = alarm('device.sensor-critical', 'fw-1', 'Link monitor wan1');
    const cut = alarm('link.primary-down', 'fw-1', 'primary');
    expect(rootAmong(monitor, cut)).toBe('link.primary-down');
    expect(rootAmong(cut, monitor)).toBeNull();
    expect(rootAmong(alarm('device.sensor-critical', 'ups-1', 'Fan'), cut)).toBeNull();
  });
  it('is both links for each of them, and the top of a chain of causes', () => {
    const both = alarm('link.both-down', 'fw-1', 'primary');
    expect(rootAmong(alarm('link.down', 'fw-1', 'primary'), both)).toBe('link.both-down');
    expect(rootAmong(alarm('link.down', 'fw-1', 'backup'), both)).toBe('link.both-down');
    expect(
      rootAmong(alarm('link.full', 'fw-1', 'primary'), both, alarm('link.down', 'fw-1', 'primary')),
    ).toBeNull();
    expect(
      rootAmong(alarm('link.loss', 'fw-1', 'primary'), both, alarm('link.down', 'fw-1', 'primary')),
    ).toBe('link.both-down');
  });
  it('of two that explain each other stays one', () => {
    const a = alarm('device.silent', 'fw-1');
    const b = alarm('telephony.exchange-silent', 'fw-1');
    expect(rootAmong(a, b)).toBe('telephony.exchange-silent');
    expect(rootAmong(b, a)).toBeNull();
  });
});
