import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading, State } from '../../lib/readings/reading.ts';
import { framesOf, readFrame, writeFrame } from './frame.ts';
import { ReadingDecoder, ReadingEncoder } from './reading-codec.ts';

const base = 1_795_000_000_000;
const value = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1e9, max: 1e9 }).map((hundredths) => hundredths / 100),
  fc.maxSafeInteger(),
);
const name = fc.constantFrom('a', 'b', 'ge-0/0/1', 'Salle é', '');
const reading: fc.Arbitrary<Reading> = fc.record({
  site: name,
  device: name,
  metric: fc.constantFrom('ups.load_ratio', 'interface.oper_state'),
  instance: name,
  value: value.map((one) => (Object.is(one, -0) ? 0 : one)),
  text: fc.option(fc.constantFrom('up', 'down', 'onBattery ⚡'), { nil: null }),
  state: fc.constantFrom<State>('good', 'warning', 'critical', 'unknown'),
  since: fc.integer({ min: base - 1e9, max: base + 1e6 }),
  at: fc.integer({ min: base - 1e9, max: base + 1e6 }),
  everyMs: fc.constantFrom(1_000, 5_000, 60_000),
});

test('a reading comes back from the buffer exactly as it went in, whatever came before it', () => {
  fc.assert(
    fc.property(fc.array(fc.array(reading, { minLength: 1, maxLength: 8 }), { maxLength: 8 }), (groups) => {
      const encoder = new ReadingEncoder();
      const decoder = new ReadingDecoder();
      for (const group of groups) {
        const payload = Buffer.from(encoder.encode(group, base));
        expect(decoder.decode(payload, base)).toEqual(group);
      }
    }),
  );
});

test('a torn or flipped frame is seen as such: everything before it is kept, nothing of it is believed', () => {
  const head = { firstSeq: 7, count: 1, priority: 1, baseAt: base } as const;
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 2, maxLength: 6 }),
      fc.nat(),
      fc.nat(255),
      (payloads, where, flip) => {
        const frames = payloads.map((payload) => writeFrame(head, payload));
        const bytes = Buffer.concat(frames);
        const place = where % bytes.length;
        if (flip === 0) {
          const kept = [...framesOf(bytes.subarray(0, place), 0)];
          const ends = frames.map((_, index) => Buffer.concat(frames.slice(0, index + 1)).length);
          const whole = ends.filter((end) => end <= place).length;
          expect(kept).toHaveLength(whole);
        } else {
          bytes[place] = (bytes[place] ?? 0) ^ flip;
          const kept = [...framesOf(bytes, 0)];
          expect(kept.length).toBeLessThan(frames.length);
          for (const [index, frame] of kept.entries())
            expect(frame.payload).toEqual(Buffer.from(payloads[index] ?? []));
        }
      },
    ),
  );
});

test('a length that no frame can have ends the reading instead of asking for gigabytes', () => {
  const frame = writeFrame({ firstSeq: 0, count: 0, priority: 0, baseAt: base }, Buffer.alloc(4));
  frame.writeUInt32LE(0xffffffff, 0);
  expect(readFrame(frame, 0)).toBeNull();
});
