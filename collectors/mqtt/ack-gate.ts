/**
 * Stands between the MQTT client and its socket and holds each PUBACK back until the readings of its message are fsynced.
 * The client sends a PUBACK as soon as its handler returns and handles one message after another, so waiting inside the
 * handler would cost one disk flush a message; here the flushes are shared.
 */
import { Duplex } from 'node:stream';

const puback = 0x40;
/** A frame that the client would never send: a broken length. */
const maxFrameBytes = 8 * 1024 * 1024;

/** Splits outgoing bytes into MQTT control packets (MQTT 3.1.1 section 2.2: type, remaining length in 1 to 4 bytes). */
export function frameLength(bytes: Buffer): number | null {
  let length = 0;
  for (let i = 1; i <= 4; i++) {
    const byte = bytes[i];
    if (byte === undefined) return null;
    length += (byte & 0x7f) * 128 ** (i - 1);
    if ((byte & 0x80) === 0) return 1 + i + length;
  }
  return maxFrameBytes + 1;
}

export class AckGate extends Duplex {
  private waiting: Buffer = Buffer.alloc(0);
  private readonly held = new Map<number, Promise<boolean>>();
  private readonly wire: Duplex;
  private readonly onRefused: () => void;

  /** `onRefused`: a message was not stored and therefore not acknowledged; the broker will send it again after a reconnection. */
  constructor(wire: Duplex, onRefused: () => void) {
    super({ allowHalfOpen: false });
    this.wire = wire;
    this.onRefused = onRefused;
    wire.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) wire.pause();
    });
    wire.on('end', () => this.push(null));
    wire.on('error', (error) => this.destroy(error));
    wire.on('close', () => this.destroy());
    for (const event of ['connect', 'secureConnect'] as const) wire.on(event, () => this.emit(event));
  }

  /** Called while the message is being handled, so before the client writes its PUBACK. */
  hold(messageId: number, stored: Promise<boolean>): void {
    this.held.set(messageId, stored);
  }

  override _read(): void {
    this.wire.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.waiting = this.waiting.length > 0 ? Buffer.concat([this.waiting, chunk]) : chunk;
    for (
      let length = frameLength(this.waiting);
      length !== null && length <= this.waiting.length;
      length = frameLength(this.waiting)
    ) {
      this.pass(this.waiting.subarray(0, length));
      this.waiting = this.waiting.subarray(length);
    }
    done(this.waiting.length > maxFrameBytes ? new Error('outgoing packet over the limit') : null);
  }

  private pass(frame: Buffer): void {
    const id = frame[0] === puback && frame.length >= 4 ? frame.readUInt16BE(2) : null;
    const stored = id === null ? undefined : this.held.get(id);
    if (id === null || !stored) {
      this.wire.write(frame);
      return;
    }
    this.held.delete(id);
    const copy = Buffer.from(frame);
    void stored.then((ok) => {
      if (this.destroyed) return;
      if (ok) this.wire.write(copy);
      else this.onRefused();
    });
  }

  override _final(done: () => void): void {
    this.wire.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.held.clear();
    this.wire.destroy();
    done(error);
  }
}
