import { describe, expect, test } from 'vitest';
import { Lanes } from './lanes.ts';
import type { GetResult, SnmpTarget, SnmpTransport } from './snmp-transport.ts';

const target: SnmpTarget = {
  address: '127.0.0.1',
  port: 161,
  access: { version: '2c', community: 'c' },
  timeoutMs: 1,
  attempts: 3,
};

/** A device that answers only when told to. */
function manual(): {
  transport: SnmpTransport;
  asked: string[];
  answer: (result?: GetResult) => Promise<void>;
} {
  const asked: string[] = [];
  const open: ((result: GetResult) => void)[] = [];
  const transport: SnmpTransport = {
    name: 'manual',
    get: (_, oids) => {
      asked.push(oids.join());
      return new Promise((resolve) => open.push(resolve));
    },
    next: async () => ({ ok: true, parts: [] }),
    close: async () => {},
  };
  const answer = async (result: GetResult = { ok: true, varbinds: [] }): Promise<void> => {
    open.shift()?.(result);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { transport, asked, answer };
}

describe('the lanes of one device', () => {
  test('a slow table waits while states are due, and never two requests are in flight', async () => {
    const { transport, asked, answer } = manual();
    const lanes = new Lanes(transport);
    const [fast, slow] = [lanes.lane('fast'), lanes.lane('slow')];
    void slow.get(target, ['table 1']);
    void slow.get(target, ['table 2']);
    void fast.get(target, ['states']);
    expect(asked).toEqual(['table 1']);
    await answer();
    expect(asked).toEqual(['table 1', 'states']);
    await answer();
    expect(asked).toEqual(['table 1', 'states', 'table 2']);
  });

  test('retries of a slow request queue again, so that a dead table cannot hold the device', async () => {
    const { transport, asked, answer } = manual();
    const lanes = new Lanes(transport);
    void lanes.lane('slow').get(target, ['table']);
    void lanes.lane('fast').get(target, ['states']);
    await answer({ ok: false, kind: 'timeout', reason: 'no answer' });
    expect(asked).toEqual(['table', 'states']);
    await answer();
    expect(asked).toEqual(['table', 'states', 'table']);
  });

  test('closing answers everything that waits', async () => {
    const { transport, answer } = manual();
    const lanes = new Lanes(transport);
    void lanes.lane('fast').get(target, ['in flight']);
    const waiting = lanes.lane('slow').get(target, ['waiting']);
    lanes.close();
    expect(await waiting).toMatchObject({ ok: false, reason: 'closed' });
    await answer();
  });
});
