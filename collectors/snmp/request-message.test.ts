import fc from 'fast-check';
import snmpNative from 'snmp-native';
import { describe, expect, test } from 'vitest';
import { tags } from './ber.ts';
import { compareOids, encodeOid, oidArcs } from './oid.ts';
import { readGetReply, readHead, readNextReply } from './reply-message.ts';
import {
  encodedAfter,
  leastRequestId,
  mostRequestId,
  nameOf,
  requestIdPlace,
  requestMessage,
} from './request-message.ts';

const native = snmpNative as unknown as { encode(packet: unknown): Buffer };
const arc = fc.oneof(fc.nat(40), fc.nat(0xffff), fc.integer({ min: 0, max: 0xffff_ffff }));
const oid = fc.array(arc, { minLength: 1, maxLength: 12 }).map((arcs) => `1.3.${arcs.join('.')}`);

describe('a request', () => {
  test('is byte for byte what snmp-native encodes', () => {
    const id = fc.integer({ min: leastRequestId, max: mostRequestId });
    fc.assert(
      fc.property(
        fc.array(oid, { minLength: 1, maxLength: 30 }),
        id,
        fc.nat(100),
        (oids, requestId, repetitions) => {
          const varbinds = oids.map((one) => ({ type: 5, value: null, oid: oidArcs(one) }));
          const theirs = native.encode({
            version: 1,
            community: 'public',
            pdu: { type: 5, reqid: requestId, error: 0, errorIndex: repetitions, varbinds },
          });
          const ours = requestMessage({
            version: 1,
            community: Buffer.from('public'),
            pduTag: tags.getBulk,
            requestId,
            first: 0,
            second: repetitions,
            names: oids.map(encodeOid),
          });
          expect(ours.toString('hex')).toBe(theirs.toString('hex'));
          expect(ours.readUInt32BE(requestIdPlace(ours))).toBe(requestId);
        },
      ),
    );
  });

  test('goes on after the last row of a column, whatever its index', () => {
    fc.assert(
      fc.property(oid, fc.array(arc, { minLength: 1, maxLength: 6 }), (column, row) => {
        expect(encodedAfter({ column, after: nameOf(column, row) })).toEqual(
          encodeOid(`${column}.${row.join('.')}`),
        );
      }),
    );
  });
});

const reply = (names: readonly string[], more: Partial<Parameters<typeof requestMessage>[0]> = {}): Buffer =>
  requestMessage({
    version: 1,
    community: Buffer.from('public'),
    pduTag: tags.response,
    requestId: leastRequestId,
    first: 0,
    second: 0,
    names: names.map(encodeOid),
    ...more,
  });

describe('a reply is not believed', () => {
  const asked = { oids: ['1.3.6.1', '1.3.6.2'], encoded: ['1.3.6.1', '1.3.6.2'].map(encodeOid) };

  test('with fewer, more, other or swapped objects', () => {
    expect(readGetReply(readHead(reply(['1.3.6.1', '1.3.6.2'])), asked)).toMatchObject({ ok: true });
    for (const names of [
      ['1.3.6.1'],
      ['1.3.6.1', '1.3.6.2', '1.3.6.3'],
      ['1.3.6.2', '1.3.6.1'],
      ['1.3.6.1', '1.3.6.1'],
    ])
      expect(() => readGetReply(readHead(reply(names)), asked)).toThrow(/asked/);
  });

  test('with one byte missing or too many', () => {
    const whole = reply(['1.3.6.1', '1.3.6.2']);
    for (let cut = 1; cut < whole.length; cut += 1)
      expect(() => readGetReply(readHead(whole.subarray(0, cut)), asked)).toThrow();
    expect(() => readGetReply(readHead(Buffer.concat([whole, Buffer.from([0])])), asked)).toThrow(
      'bytes after the value',
    );
  });

  test('when a walk goes back or stands still: what came before is kept', () => {
    const cursors = [{ column: '1.3.6', after: '1.3.6.2' }];
    // NULL stands for no value; only the order is looked at here.
    const looped = (names: string[]) => {
      const result = readNextReply(readHead(reply(names)), cursors, 10);
      return result.ok ? result.parts[0]?.looped : null;
    };
    expect(looped(['1.3.6.3', '1.3.6.4'])).toBe(false);
    expect(looped(['1.3.6.2'])).toBe(true);
    expect(looped(['1.3.6.16384', '1.3.6.16383'])).toBe(true);
    expect(looped(['1.3.6.16383', '1.3.6.16384'])).toBe(false);
    expect(looped(['1.3.5.9'])).toBe(true);
    expect(looped(['1.3.7.1'])).toBe(false);
  });

  test('with more rows than were asked for', () => {
    const names = Array.from({ length: 11 }, (_, i) => `1.3.6.${i + 3}`);
    expect(() => readNextReply(readHead(reply(names)), [{ column: '1.3.6', after: '1.3.6' }], 10)).toThrow(
      'more objects',
    );
  });
});

test('object identifiers are compared as numbers, not as text or bytes', () => {
  expect(['1.3.10', '1.3.9', '1.3', '1.3.9.1'].sort(compareOids)).toEqual([
    '1.3',
    '1.3.9',
    '1.3.9.1',
    '1.3.10',
  ]);
});
