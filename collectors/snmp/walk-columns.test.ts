import { describe, expect, test } from 'vitest';
import { FakeAgent, fakeTarget } from './fake-agent.ts';
import { getMany } from './get-many.ts';
import { startSizes } from './learned-size.ts';
import type { Oid } from './varbind.ts';
import { walkColumns } from './walk-columns.ts';

const clockAt = (step: number) => {
  let now = 0;
  return { now: () => 0, monotonic: () => (now += step) };
};
const a = '1.3.6.1.4.1.9.1';
const b = '1.3.6.1.4.1.9.2';
const budget = { rows: 100, objects: 1_000, ms: 10_000 };

function table(rows: number): FakeAgent {
  const agent = new FakeAgent();
  for (let row = 1; row <= rows; row += 1) for (const column of [a, b]) agent.set(`${column}.${row}`, row);
  return agent;
}
const walk = (agent: FakeAgent, columns: Oid[], options: Partial<Parameters<typeof walkColumns>[3]> = {}) =>
  walkColumns(agent, fakeTarget, columns, { budget, sizes: startSizes(), clock: clockAt(0), ...options });

describe('a walk never costs more than its budget', () => {
  test('a whole table is read, and its end found', async () => {
    const result = await walk(table(70), [a, b]);
    expect(result).toMatchObject({ stopped: null, objects: 140 });
    expect(result.answers.get(`${b}.70`)).toMatchObject({ value: 70 });
  });

  test('ten thousand rows are cut at the budget, and what came is kept', async () => {
    const agent = new FakeAgent();
    agent.endless = a;
    const result = await walk(agent, [a]);
    expect(result).toMatchObject({ stopped: 'rows', objects: 100 });
    expect(agent.nexts).toBeLessThan(10);
  });

  test('a table that goes round in a circle is left, its neighbour is read to the end', async () => {
    const agent = table(30);
    agent.looping = a;
    const result = await walk(agent, [a, b], {
      sizes: { ...startSizes(), bulk: { size: 10, failedAt: null, successes: 0 } },
    });
    expect(result.stopped).toBe('loop');
    expect(result.answers.get(`${b}.30`)).toMatchObject({ value: 30 });
  });

  test('an agent that stands still is a loop', async () => {
    const agent = table(3);
    agent.next = async (_, cursors) => ({
      ok: true,
      parts: cursors.map(() => ({ varbinds: [], ended: false, looped: false })),
    });
    expect(await walk(agent, [a])).toMatchObject({ stopped: 'loop' });
  });

  test('a slow table ends with its time', async () => {
    const result = await walk(table(100), [a, b], {
      clock: clockAt(3_000),
      sizes: { ...startSizes(), bulk: { size: 4, failedAt: null, successes: 0 } },
    });
    expect(result.stopped).toBe('time');
    expect(result.objects).toBeGreaterThan(0);
  });

  test('an answer that gets lost is asked again smaller, and the smaller size remembered', async () => {
    const agent = table(40);
    const real = agent.next.bind(agent);
    agent.next = async (target, cursors, repetitions) =>
      repetitions * cursors.length > 40
        ? { ok: false, kind: 'timeout', reason: 'no answer' }
        : real(target, cursors, repetitions);
    const sizes = startSizes();
    expect(await walk(agent, [a, b], { sizes })).toMatchObject({ stopped: null, objects: 80 });
    expect(sizes.bulk.size).toBeLessThanOrEqual(40);
  });

  test('a device that falls silent in the middle keeps what it gave', async () => {
    const agent = table(90);
    agent.beforeNext = async () => {
      agent.silent = agent.nexts > 1;
    };
    const result = await walk(agent, [a, b]);
    expect(result.stopped).toMatchObject({ kind: 'timeout' });
    expect(result.objects).toBeGreaterThan(0);
  });
});

describe('a GET of many objects', () => {
  const oids = Array.from({ length: 60 }, (_, i) => `${a}.${i + 1}`);

  test('is cut to what the device bears, and what it bears is remembered', async () => {
    const agent = table(60);
    agent.mostObjects = 10;
    const sizes = startSizes();
    const result = await getMany(agent, fakeTarget, oids, sizes);
    expect([result.failure, result.varbinds.size]).toEqual([null, 60]);
    expect(sizes.get.size).toBeLessThanOrEqual(10);
    agent.gets = [];
    await getMany(agent, fakeTarget, oids, sizes);
    expect(agent.gets.every((asked) => asked.length <= 10)).toBe(true);
  });

  test('one that only gets lost when large is asked smaller', async () => {
    const agent = table(60);
    agent.losesAbove = 12;
    const result = await getMany(agent, fakeTarget, oids, startSizes());
    expect([result.failure, result.varbinds.size]).toEqual([null, 60]);
  });

  test('of a dead device teaches nothing', async () => {
    const agent = table(60);
    agent.silent = true;
    const sizes = startSizes();
    const result = await getMany(agent, fakeTarget, oids, sizes);
    expect(result.failure).toMatchObject({ kind: 'timeout' });
    expect(sizes).toEqual(startSizes());
    expect(agent.gets.length).toBeLessThanOrEqual(2);
  });

  test('an object that v1 refuses costs only itself', async () => {
    const agent = table(5);
    const real = agent.get.bind(agent);
    agent.get = async (target, asked) => {
      const at = asked.indexOf(`${a}.3`);
      return at < 0
        ? real(target, asked)
        : { ok: false, kind: 'refused', reason: 'noSuchName', status: 2, index: at + 1 };
    };
    const result = await getMany(agent, fakeTarget, oids.slice(0, 5), startSizes());
    expect(result.failure).toBeNull();
    expect(result.varbinds.get(`${a}.3`)).toMatchObject({ type: 'noSuchObject', value: null });
    expect(result.varbinds.get(`${a}.5`)).toMatchObject({ value: 5 });
  });

  test('an agent that refuses without saying what is searched by halves, and ends', async () => {
    const agent = table(8);
    const real = agent.get.bind(agent);
    agent.get = async (target, asked) =>
      asked.includes(`${a}.3`)
        ? { ok: false, kind: 'refused', reason: 'genErr', status: 5, index: 0 }
        : real(target, asked);
    const result = await getMany(agent, fakeTarget, oids.slice(0, 8), startSizes());
    expect([...result.varbinds.values()].filter((one) => one.value === null).map((one) => one.oid)).toEqual([
      `${a}.3`,
    ]);
  });
});
