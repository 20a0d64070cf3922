/** Log files of the children under DATA/logs: bounded, one older file kept, and never a reason to stop. */
import { createWriteStream, openSync, renameSync, statSync, type WriteStream } from 'node:fs';

const bytesLimit = 10 * 1024 * 1024;

function rotate(file: string): number {
  try {
    const { size } = statSync(file);
    if (size < bytesLimit) return size;
    renameSync(file, `${file}.1`);
  } catch {
    // No file yet.
  }
  return 0;
}

/** For an engine: it writes by itself, so that it outlives a killed launcher without a broken pipe. Bounded at each start. */
export function openLog(file: string): number {
  rotate(file);
  return openSync(file, 'a', 0o600);
}

/** For a role: what it says passes through the launcher, which turns the page when the file is full. */
export class ChildLog {
  readonly #file: string;
  #stream: WriteStream;
  #bytes: number;
  /** The last lines, for the sentence that says why a child fell. */
  #tail = '';

  constructor(file: string) {
    this.#file = file;
    this.#bytes = rotate(file);
    this.#stream = this.#open();
  }

  write(chunk: Buffer): void {
    this.#tail = (this.#tail + chunk.toString('utf8')).slice(-4_000);
    this.#bytes += chunk.length;
    // A full disk makes the stream hold what it cannot write: better to lose log lines than memory.
    if (this.#stream.writableLength < bytesLimit) this.#stream.write(chunk);
    if (this.#bytes < bytesLimit) return;
    this.#stream.end();
    this.#bytes = rotate(this.#file);
    this.#stream = this.#open();
  }

  /** The last error in a few words: a pino line at error or worse, else the last line said. */
  lastWords(): string {
    const lines = this.#tail.split('\n').filter((line) => line.trim() !== '');
    for (const line of lines.toReversed()) {
      const words = errorOf(line);
      if (words !== null) return words;
    }
    const last = lines.at(-1) ?? '';
    // A log line below error says what it did, not why it fell; a bare line is Node's own last word.
    return last.startsWith('{') ? '' : last.slice(0, 300);
  }

  #open(): WriteStream {
    const stream = createWriteStream(this.#file, { flags: 'a', mode: 0o600 });
    stream.on('error', () => {});
    return stream;
  }
}

function errorOf(line: string): string | null {
  try {
    const { level, msg, err } = JSON.parse(line);
    if (typeof level !== 'number' || level < 50) return null;
    return [msg, err?.message].filter((part) => typeof part === 'string').join(': ');
  } catch {
    return null;
  }
}
