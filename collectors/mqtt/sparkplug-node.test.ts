/** Sparkplug order and death: an old will, a gap, an alias from another life. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  reorderTimeoutMs,
  type SparkplugEvent,
  type SparkplugMessage,
  SparkplugNode,
} from './sparkplug-node.ts';
import type { SparkplugMetric } from './sparkplug-payload.ts';

const metric = (over: Partial<SparkplugMetric>): SparkplugMetric => ({
  name: null,
  alias: null,
  timestamp: null,
  datatype: null,
  historical: false,
  unit: null,
  value: null,
  ...over,
});
const birth = (bdSeq: number, seq = 0): SparkplugMessage => ({
  kind: 'NBIRTH',
  device: null,
  payload: {
    timestamp: 0,
    seq,
    metrics: [
      metric({ name: 'bdSeq', value: BigInt(bdSeq) }),
      metric({ name: 'V', alias: '7', datatype: 3, value: 12 }),
    ],
  },
});
const death = (bdSeq: number): SparkplugMessage => ({
  kind: 'NDEATH',
  device: null,
  payload: { timestamp: 0, seq: null, metrics: [metric({ name: 'bdSeq', value: BigInt(bdSeq) })] },
});
const data = (seq: number, value: number, alias = '7'): SparkplugMessage => ({
  kind: 'NDATA',
  device: null,
  payload: { timestamp: 0, seq, metrics: [metric({ alias, value })] },
});
const read = (events: readonly SparkplugEvent[]): unknown[] =>
  events.flatMap((event) =>
    event.type === 'metrics' && !event.birth
      ? event.metrics.map(({ metric: m }) => m.value)
      : event.type === 'dead'
        ? ['dead']
        : [],
  );

describe('a Sparkplug node', () => {
  it('ignores the will of an earlier life that arrives after the new birth', () => {
    const node = new SparkplugNode();
    node.take(birth(4), 0);
    expect(node.take(death(3), 1).events).toEqual([]);
    expect(read(node.take(data(1, 5), 2).events)).toEqual([5]);
    expect(read(node.take(death(4), 3).events)).toEqual(['dead']);
  });

  it('asks for a birth when it hears data of a node that it does not know, and not at every message', () => {
    const node = new SparkplugNode();
    expect(node.take(data(5, 1), 0)).toMatchObject({ rebirth: true, events: [] });
    expect(node.take(data(6, 1), 10)).toMatchObject({ rebirth: false, events: [] });
  });

  it('waits for a late message, then believes nothing until the rebirth', () => {
    const node = new SparkplugNode();
    node.take(birth(0), 0);
    expect(read(node.take(data(2, 20), 0).events)).toEqual([]);
    expect(read(node.take(data(1, 10), 100).events)).toEqual([10, 20]);
    node.take(data(4, 40), 200);
    expect(node.tick(200 + reorderTimeoutMs - 1).rebirth).toBe(false);
    expect(node.tick(200 + reorderTimeoutMs)).toMatchObject({
      rebirth: true,
      problem: 'sparkplug-gap',
      events: [{ type: 'dead', device: null }],
    });
    expect(read(node.take(data(5, 50), 5_000).events)).toEqual([]);
  });

  it('takes a negative number by alias with the type that its birth declared', () => {
    const node = new SparkplugNode();
    node.take(birth(0), 0);
    expect(read(node.take(data(1, 0xffff_fff6), 1).events)).toEqual([-10]);
  });

  it('delivers every message once and in order, however neighbours are swapped, across the wrap of the sequence', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 400 }), (swaps) => {
        const node = new SparkplugNode();
        node.take(birth(0, 250), 0);
        const messages = swaps.map((_, i) => data((251 + i) % 256, i));
        for (let i = 0; i + 1 < messages.length; i += 2) {
          const [a, b] = [messages[i], messages[i + 1]];
          if (swaps[i] && a && b) [messages[i], messages[i + 1]] = [b, a];
        }
        const seen = messages.flatMap((message) => read(node.take(message, 1).events));
        expect(seen).toEqual(swaps.map((_, i) => i));
      }),
    );
  });
});
