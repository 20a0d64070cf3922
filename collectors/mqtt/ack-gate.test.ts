/** A PUBACK that left before the disk had the reading would lose it at the next power cut. */
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AckGate } from './ack-gate.ts';

class Wire extends Duplex {
  written: Buffer[] = [];
  override _read(): void {}
  override _write(chunk: Buffer, _e: BufferEncoding, done: () => void): void {
    this.written.push(chunk);
    done();
  }
}
const puback = (id: number): Buffer => Buffer.from([0x40, 2, id >> 8, id & 255]);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('holds an acknowledgement until the message is stored, and lets the others pass', async () => {
  const wire = new Wire();
  const gate = new AckGate(wire, () => undefined);
  let stored: (ok: boolean) => void = () => undefined;
  gate.hold(7, new Promise((resolve) => (stored = resolve)));
  gate.write(Buffer.concat([puback(7), puback(8)]));
  await settled();
  expect(Buffer.concat(wire.written)).toEqual(puback(8));
  stored(true);
  await settled();
  expect(Buffer.concat(wire.written)).toEqual(Buffer.concat([puback(8), puback(7)]));
});

it('never acknowledges what could not be stored, and says so', async () => {
  const wire = new Wire();
  let refusals = 0;
  const gate = new AckGate(wire, () => refusals++);
  gate.hold(7, Promise.resolve(false));
  gate.write(puback(7));
  await settled();
  expect(wire.written).toEqual([]);
  expect(refusals).toBe(1);
});

it('passes every byte unchanged, however the client cuts its packets', async () => {
  const frame = fc
    .uint8Array({ maxLength: 300 })
    .map((body) =>
      Buffer.concat([
        Buffer.from([0x30]),
        body.length < 128
          ? Buffer.from([body.length])
          : Buffer.from([(body.length & 127) | 128, body.length >> 7]),
        Buffer.from(body),
      ]),
    );
  await fc.assert(
    fc.asyncProperty(
      fc.array(frame, { maxLength: 10 }),
      fc.integer({ min: 1, max: 50 }),
      async (frames, cut) => {
        const wire = new Wire();
        const gate = new AckGate(wire, () => undefined);
        const all = Buffer.concat(frames);
        for (let at = 0; at < all.length; at += cut) gate.write(all.subarray(at, at + cut));
        await settled();
        expect(Buffer.concat(wire.written)).toEqual(all);
      },
    ),
    { numRuns: 50 },
  );
});
