/** The line to a modem: a serial device in raw mode, or a serial server by TCP. */
import { openSync } from 'node:fs';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { Duplex as DuplexStream } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';

/** `closed`: the descriptors are given back; before that a new reader would lose answers to the old one. */
export interface Port {
  readonly stream: Duplex;
  readonly closed: Promise<unknown>;
}
const closing = (stream: Duplex | ReadStream | WriteStream): Promise<void> =>
  new Promise((done) => stream.once('close', () => done()));

/** A serial line in raw mode: two streams on one descriptor, the modem's echo and line editing out of the way. */
export function openPort(device: string): Port {
  const remote = /^tcp:\/\/([^:/]+):(\d+)$/.exec(device);
  if (remote) {
    const stream = connect({ host: remote[1] ?? '', port: Number(remote[2]) });
    return { stream, closed: closing(stream) };
  }
  const input = new ReadStream(openSync(device, 'r+'));
  input.setRawMode(true);
  const output = new WriteStream(openSync(device, 'r+'));
  output.on('error', () => input.destroy());
  const closed = Promise.all([closing(input), closing(output)]);
  const port = DuplexStream.from({ readable: input, writable: output });
  input.on('close', () => port.destroy());
  port.on('close', () => {
    input.destroy();
    output.destroy();
  });
  return { stream: port, closed };
}
