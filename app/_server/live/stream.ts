/** The live stream of every reader: snapshot, then flushes; resumes from a bounded ring; a slow reader is cut and counted. */
import type { LiveSnapshot, RecentSeries } from '../../../components/live/events.ts';
import type { Instant } from '../../../lib/time/clock.ts';
import { filterKey, type LiveFilter } from './filter.ts';
import { type Frame, FrameMaker, frameSize, writeEvent, writeFrame, writeList } from './frame.ts';

/** A reading waits at most this long before it leaves. */
export const flushEveryMs = 100;
/** The screens count their silence in these. */
export const tickEveryMs = 1_000;
/** What a reader that was cut for a moment can still be sent: two minutes, or this many entries. */
export const maxFramesKept = 1_200;
export const maxEntriesKept = 200_000;
export const maxClients = 200;
/** What may wait for one reader beyond its snapshot before it is cut. */
export const maxWaitingBytes = 4_000_000;
/** A right taken away ends the streams it had opened within this time. */
export const recheckEveryMs = 30_000;

export interface StreamSource {
  readonly build: string;
  now(): Instant;
  snapshot(filter: LiveFilter): LiveSnapshot;
  recent(filter: LiveFilter): readonly RecentSeries[];
}
export interface StreamCounts {
  readonly clients: number;
  readonly cutSlow: number;
  readonly refused: number;
}
interface Client {
  readonly filter: LiveFilter;
  readonly key: string;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly allowed: () => Promise<boolean>;
  checkedAt: Instant;
}

const encoder = new TextEncoder();

export class LiveStream {
  /** A restarted server knows nothing of the ids of the one before: they begin with its own mark. */
  readonly #mark: string;
  readonly #source: StreamSource;
  readonly #clients = new Set<Client>();
  readonly #maker = new FrameMaker();
  readonly #ring: Frame[] = [];
  readonly #snapshots = new Map<string, Uint8Array>();
  #kept = 0;
  #sequence = 0;
  #tickedAt: Instant = 0;
  #cutSlow = 0;
  #refused = 0;

  constructor(source: StreamSource, mark: string) {
    this.#source = source;
    this.#mark = mark;
  }

  get maker(): FrameMaker {
    return this.#maker;
  }
  counts(): StreamCounts {
    return { clients: this.#clients.size, cutSlow: this.#cutSlow, refused: this.#refused };
  }

  /** Null when there are already as many readers as this server serves. */
  open(
    filter: LiveFilter,
    lastEventId: string | null,
    allowed: () => Promise<boolean>,
  ): ReadableStream<Uint8Array> | null {
    if (this.#clients.size >= maxClients) {
      this.#refused += 1;
      return null;
    }
    // Whatever waits to be flushed is already in the snapshot.
    const first = this.#missed(filter, lastEventId) ?? this.#snapshot(filter);
    let client: Client | null = null;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          client = { filter, key: filterKey(filter), controller, allowed, checkedAt: this.#source.now() };
          this.#clients.add(client);
          controller.enqueue(first);
        },
        cancel: () => {
          if (client) this.#clients.delete(client);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: first.byteLength + maxWaitingBytes }),
    );
  }

  /** Called every `flushEveryMs`. */
  flush(): void {
    const frame = this.#maker.take(this.#sequence + 1);
    if (frame) this.#keep(frame);
    this.#snapshots.clear();
    const now = this.#source.now();
    const tick = now - this.#tickedAt >= tickEveryMs || now < this.#tickedAt;
    if (tick) this.#tickedAt = now;
    const written = new Map<string, Uint8Array>();
    for (const client of [...this.#clients]) {
      const bytes = written.get(client.key) ?? this.#write(frame, client.filter, tick, now);
      written.set(client.key, bytes);
      if (bytes.byteLength > 0) this.#send(client, bytes);
      if (tick) this.#recheck(client, now);
    }
  }

  close(): void {
    for (const client of [...this.#clients]) this.#end(client);
  }

  #id(sequence = this.#sequence): string {
    return `${this.#mark}.${sequence}`;
  }

  #keep(frame: Frame): void {
    this.#sequence = frame.sequence;
    this.#ring.push(frame);
    this.#kept += frameSize(frame);
    while (this.#ring.length > maxFramesKept || this.#kept > maxEntriesKept) {
      const gone = this.#ring.shift();
      if (!gone) break;
      this.#kept -= frameSize(gone);
    }
  }

  #write(frame: Frame | null, filter: LiveFilter, tick: boolean, now: Instant): Uint8Array {
    const text = frame ? writeFrame(frame, filter, this.#id()) : '';
    const beat = tick ? writeEvent('tick', { now, build: this.#source.build }, this.#id()) : '';
    return encoder.encode(text + beat);
  }

  #missed(filter: LiveFilter, lastEventId: string | null): Uint8Array | null {
    const [mark, number] = (lastEventId ?? '').split('.');
    const last = Number(number);
    if (mark !== this.#mark || !Number.isSafeInteger(last) || last > this.#sequence) return null;
    const oldest = this.#ring[0]?.sequence ?? this.#sequence + 1;
    if (last < oldest - 1) return null;
    const frames = this.#ring.filter((frame) => frame.sequence > last);
    const text = frames.map((frame) => writeFrame(frame, filter, this.#id(frame.sequence))).join('');
    return encoder.encode(
      text + writeEvent('tick', { now: this.#source.now(), build: this.#source.build }, this.#id()),
    );
  }

  #snapshot(filter: LiveFilter): Uint8Array {
    const key = filterKey(filter);
    const made = this.#snapshots.get(key);
    if (made) return made;
    const id = this.#id();
    const recent = filter.recent.length > 0 ? writeList('recent', this.#source.recent(filter), id) : '';
    const bytes = encoder.encode(
      `retry: 1000\n\n${writeEvent('snapshot', this.#source.snapshot(filter), id)}${recent}`,
    );
    this.#snapshots.set(key, bytes);
    return bytes;
  }

  #send(client: Client, bytes: Uint8Array): void {
    try {
      client.controller.enqueue(bytes);
      if ((client.controller.desiredSize ?? 0) >= 0) return;
      this.#cutSlow += 1;
      this.#end(client, new Error('the reader is too slow'));
    } catch {
      // The stream ended between two flushes: its cancel may come later than this.
      this.#clients.delete(client);
    }
  }

  #recheck(client: Client, now: Instant): void {
    if (now - client.checkedAt < recheckEveryMs) return;
    client.checkedAt = now;
    client.allowed().then(
      (yes) => {
        if (!yes) this.#end(client);
      },
      // A store that does not answer takes no right away; the next check will tell.
      () => undefined,
    );
  }

  #end(client: Client, why?: Error): void {
    this.#clients.delete(client);
    try {
      if (why) client.controller.error(why);
      else client.controller.close();
    } catch {
      // Already ended by the reader.
    }
  }
}
