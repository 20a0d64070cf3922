/** Agents dress numbers up as text, pad text with rubbish and wrap floats: a wrong guess here is a false reading. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Varbind } from '../varbind.ts';
import { numberOf, secondsOfClock, textOf } from './text.ts';

const text = (value: string): Varbind => ({
  oid: '1.3',
  type: 'octets',
  value: Buffer.from(value, 'latin1'),
});

describe('a value in a packet', () => {
  it.each([
    ['23.4', 23.4],
    ['12.5 V', 12.5],
    ['-5.28 dBm', -5.28],
    ['Temp: 41C', 41],
    ['+7', 7],
    ['.5', 0.5],
    ['1e3', 1000],
    ['22,5 °C', 22.5],
    ['NULL', null],
    ['', null],
    ['--', null],
  ])('%j reads as %j', (said, n) => {
    expect(numberOf(text(said))).toBe(n);
  });
  it('is a float inside an opaque, single or double', () => {
    expect(numberOf({ oid: '1.3', type: 'opaque', value: Buffer.from('9f780441480000', 'hex') })).toBe(12.5);
    expect(
      numberOf({ oid: '1.3', type: 'opaque', value: Buffer.from('9f79084029000000000000', 'hex') }),
    ).toBe(12.5);
    expect(numberOf({ oid: '1.3', type: 'opaque', value: Buffer.from('9f7804', 'hex') })).not.toBe(12.5);
  });
  it('is not a number where it is an address or an object', () => {
    expect(numberOf({ oid: '1.3', type: 'ip', value: '192.0.2.1' })).toBeNull();
    expect(numberOf({ oid: '1.3', type: 'oid', value: '1.3.6' })).toBeNull();
    expect(numberOf({ oid: '1.3', type: 'noSuchInstance', value: null })).toBeNull();
  });
  it('loses padding and control characters as text', () => {
    expect(textOf(text('Salle  serveurs\0\0\r\n'))).toBe('Salle serveurs');
    expect(textOf({ oid: '1.3', type: 'octets', value: Buffer.from('Température', 'utf8') })).toBe(
      'Température',
    );
    expect(textOf(text('Temp\xe9rature'))).toBe('Température');
  });
  it('is a duration when written as a clock', () => {
    expect(secondsOfClock('02:05:10')).toBe(7510);
    expect(secondsOfClock('soon')).toBeNull();
  });
  it('never throws and never yields NaN, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom('octets' as const, 'opaque' as const),
        (bytes, type) => {
          const varbind: Varbind = { oid: '1.3', type, value: Buffer.from(bytes) };
          textOf(varbind);
          const n = numberOf(varbind);
          expect(n === null || Number.isFinite(n)).toBe(true);
        },
      ),
    );
  });
});
