import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arcsOf,
  integerContents,
  integerElement,
  oidContents,
  readElement,
  readInteger,
  readOid,
  tags,
  wrap,
} from './ber.ts';
import { compareArcs, counter32, counter64, integer, type MibObject, MibTree, text } from './mib-tree.ts';
import { answerPdu, pduTags, readPdu, responsePdu } from './pdu.ts';
import { answerCommunity, communityRequest } from './udp-agent.ts';

const request = (tag: number, oids: readonly string[], first = 0, second = 0): Buffer =>
  wrap(
    tag,
    integerElement(7),
    integerElement(first),
    integerElement(second),
    wrap(
      tags.sequence,
      ...oids.map((oid) =>
        wrap(tags.sequence, wrap(tags.oid, oidContents(arcsOf(oid))), Buffer.from([tags.null, 0])),
      ),
    ),
  );

interface Answer {
  readonly status: number;
  readonly index: number;
  readonly varbinds: readonly { readonly oid: string; readonly tag: number; readonly raw: Buffer }[];
}
function readAnswer(packet: Buffer): Answer {
  const pdu = readElement(packet, 0, packet.length);
  const id = readElement(packet, pdu.start, pdu.end);
  const status = readElement(packet, id.end, pdu.end);
  const index = readElement(packet, status.end, pdu.end);
  const list = readElement(packet, index.end, pdu.end);
  const varbinds = [];
  for (let at = list.start; at < list.end; ) {
    const varbind = readElement(packet, at, list.end);
    const name = readElement(packet, varbind.start, varbind.end);
    const value = readElement(packet, name.end, varbind.end);
    varbinds.push({
      oid: readOid(packet.subarray(name.start, name.end)).join('.'),
      tag: value.tag,
      raw: packet.subarray(value.start, value.end),
    });
    at = varbind.end;
  }
  return { status: readInteger(packet, status), index: readInteger(packet, index), varbinds };
}
function ask(tree: MibTree, pdu: Buffer, v1 = false): Answer {
  const answer = answerPdu(tree, readPdu(pdu, 0, pdu.length), v1);
  if (!answer) throw new Error('no answer');
  return readAnswer(answer);
}

const arc = fc.integer({ min: 0, max: 0xffffffff });
const oid = fc
  .tuple(fc.constantFrom('1.3', '1.3.6.1.2.1', '2.999'), fc.array(arc, { minLength: 1, maxLength: 8 }))
  .map(([head, rest]) => `${head}.${rest.join('.')}`);

describe('BER', () => {
  test('OIDs with large arcs come back as they went', () => {
    fc.assert(
      fc.property(oid, (dotted) => {
        expect(readOid(oidContents(arcsOf(dotted))).join('.')).toBe(dotted);
      }),
    );
  });

  test('integers are the shortest two’s complement, and come back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }), (value) => {
        const element = integerElement(value);
        expect(readInteger(element, readElement(element, 0, element.length))).toBe(value);
        const contents = integerContents(value);
        // X.690 8.3.2: the first nine bits are never all alike.
        if (contents.length > 1) expect([0, 0x1ff]).not.toContain(contents.readUInt16BE(0) >> 7);
      }),
    );
    expect(integerContents(0xffffffff)).toEqual(Buffer.from([0, 255, 255, 255, 255]));
    expect(integerContents(2n ** 64n - 1n)).toEqual(Buffer.from([0, ...Array(8).fill(255)]));
  });
});

const small: readonly MibObject[] = [
  ['1.3.6.1.2.1.1.1.0', text('a')],
  ['1.3.6.1.2.1.2.2.1.10.1', counter32(2 ** 32 + 5)],
  ['1.3.6.1.2.1.2.2.1.10.2', integer(-1)],
  ['1.3.6.1.2.1.31.1.1.1.6.1', counter64(2n ** 63n)],
];

describe('an agent', () => {
  const tree = new MibTree(small);

  test('says which of object and instance is missing', () => {
    const { varbinds } = ask(
      tree,
      request(pduTags.get, ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.2.2.1.10.9', '1.3.6.1.4.1.9.1.0']),
    );
    expect(varbinds.map(({ tag }) => tag)).toEqual([tags.octets, tags.noSuchInstance, tags.noSuchObject]);
  });

  test('has no exceptions in v1: the whole request is refused', () => {
    expect(ask(tree, request(pduTags.get, ['1.3.6.1.2.1.1.1.0', '1.3.6.1.4.1.9.1.0']), true)).toMatchObject({
      status: 2,
      index: 2,
    });
  });

  test('wraps a 32-bit counter', () => {
    const [varbind] = ask(tree, request(pduTags.get, ['1.3.6.1.2.1.2.2.1.10.1'])).varbinds;
    expect(varbind).toMatchObject({ tag: tags.counter32, raw: Buffer.from([5]) });
  });

  test('refuses a SET: nothing here can be written', () => {
    expect(ask(tree, request(pduTags.set, ['1.3.6.1.2.1.1.1.0'])).status).toBe(17);
  });

  test('answers GETBULK with its scalars once, its columns row by row, and says where the view ends', () => {
    const { varbinds } = ask(
      tree,
      request(pduTags.getBulk, ['1.3.6.1.2.1.1.1', '1.3.6.1.2.1.2.2.1.10'], 1, 5),
    );
    expect(varbinds.map(({ oid: name }) => name)).toEqual([
      '1.3.6.1.2.1.1.1.0',
      '1.3.6.1.2.1.2.2.1.10.1',
      '1.3.6.1.2.1.2.2.1.10.2',
      '1.3.6.1.2.1.31.1.1.1.6.1',
      '1.3.6.1.2.1.31.1.1.1.6.1',
    ]);
    expect(varbinds.at(-1)?.tag).toBe(tags.endOfMibView);
  });

  test('gives every object of any tree once and in order to a walk by GETNEXT', () => {
    fc.assert(
      fc.property(fc.uniqueArray(oid, { minLength: 1, maxLength: 40 }), (oids) => {
        const any = new MibTree(oids.map((name): MibObject => [name, integer(1)]));
        const seen: string[] = [];
        for (let at = '0.0'; ; ) {
          const [next] = ask(any, request(pduTags.getNext, [at])).varbinds;
          if (!next || next.tag === tags.endOfMibView) break;
          seen.push(next.oid);
          at = next.oid;
        }
        expect(seen).toEqual(oids.toSorted((a, b) => compareArcs(arcsOf(a), arcsOf(b))));
      }),
    );
  });

  test('never grows an answer beyond a frame, however much is asked', () => {
    const wide = new MibTree(
      Array.from({ length: 3_000 }, (_, i): MibObject => [`1.3.6.1.4.1.1.${i}`, text('x'.repeat(40))]),
    );
    const answer =
      answerPdu(wide, readPdu(request(pduTags.getBulk, ['1.3'], 0, 100_000), 0, 9_999)) ?? Buffer.alloc(0);
    expect(answer.length).toBeLessThan(1_472);
    expect(readAnswer(answer).varbinds.length).toBeGreaterThan(10);
  });

  test('is silent to a wrong community, and to anything that is no packet', () => {
    const good = communityRequest('right', request(pduTags.get, ['1.3.6.1.2.1.1.1.0']));
    expect(answerCommunity(good, tree, 'right')).not.toBeNull();
    expect(answerCommunity(good, tree, 'wrong')).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(good.length), (noise, at) => {
        const bent = Buffer.concat([good.subarray(0, at), Buffer.from(noise)]);
        try {
          answerCommunity(bent, tree, 'right');
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  test('refuses to be built with an object twice', () => {
    expect(() => new MibTree([...small, ['1.3.6.1.2.1.1.1.0', text('b')]])).toThrow('twice');
  });

  test('ignores a response that is sent to it', () => {
    const pdu = responsePdu(1, 0, 0, wrap(tags.sequence));
    expect(answerPdu(tree, readPdu(pdu, 0, pdu.length))).toBeNull();
  });
});
