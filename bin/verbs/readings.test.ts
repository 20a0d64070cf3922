/** Where a move of readings stopped must never be taken for the place in another past. */
import { describe, expect, it } from 'vitest';
import type { Runtime } from '../../lib/config/runtime.ts';
import { nameOf, sourceOf } from './readings.ts';

const runtime = {
  operations: 'postgres://127.0.0.1/vigie',
  readings: { kind: 'influx', url: 'http://127.0.0.1:8086', database: 'vigie', from: 'launcher' },
} as Runtime;
const named = (from: string | undefined) => nameOf(sourceOf(runtime, from));

describe('the place where a move stopped', () => {
  it('belongs to one database of one server', () => {
    expect(named('http://192.0.2.1:8086/old')).not.toBe(named('http://192.0.2.1:8086/older'));
    expect(named('http://192.0.2.1:8086/old')).not.toBe(named('http://192.0.2.2:8086/old'));
    expect(named(undefined)).toBe(named('embedded'));
  });
  it('is found again when the password has changed', () => {
    expect(named('http://u:one@192.0.2.1:8086/old')).toBe(named('http://u:two@192.0.2.1:8086/old'));
  });
});
