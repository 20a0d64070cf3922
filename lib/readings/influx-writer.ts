/**
 * Lines → InfluxDB over one small pool of connections, each request inside a deadline. Writing the same lines again
 * changes nothing, so whatever is uncertain is retryable; a line that the server will never take is set aside.
 */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { Pool } from 'undici';
import type { DeadLetters } from './influx-dead-letters.ts';
import type { InfluxAccess } from './influx-query.ts';
import type { WriteOutcome } from './reading-store.ts';

const squeeze = promisify(gzip);
/** Below this a frame of TCP holds it anyway. */
const minGzipBytes = 2_048;
/** Requests spent on finding the bad lines of one batch; what is left then is set aside whole. */
const maxSearch = 64;

type Answer =
  | { readonly kind: 'stored' }
  | { readonly kind: 'bad-lines'; readonly reason: string }
  | { readonly kind: 'too-large'; readonly reason: string }
  | { readonly kind: 'away'; readonly reason: string };

export class InfluxWriter {
  readonly #pool: Pool;
  readonly #access: InfluxAccess;
  readonly #base: string;
  readonly #deadlineMs: number;
  readonly #deadLetters: DeadLetters;

  constructor(access: InfluxAccess, deadlineMs: number, deadLetters: DeadLetters) {
    const url = new URL(access.url);
    this.#access = access;
    this.#base = url.pathname.replace(/\/$/, '');
    this.#deadlineMs = deadlineMs;
    this.#deadLetters = deadLetters;
    this.#pool = new Pool(url.origin, { connections: 3, pipelining: 1, keepAliveTimeout: 30_000 });
  }

  async write(policy: string, lines: readonly string[]): Promise<WriteOutcome> {
    if (lines.length === 0) return { ok: true, refused: 0 };
    const budget = { left: maxSearch };
    return await this.#part(policy, lines, budget);
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #part(policy: string, lines: readonly string[], budget: { left: number }): Promise<WriteOutcome> {
    budget.left -= 1;
    const answer = await this.#post(policy, lines);
    if (answer.kind === 'stored') return { ok: true, refused: 0 };
    if (answer.kind === 'away') return { ok: false, retryable: true, reason: answer.reason };
    if (lines.length === 1 || (answer.kind === 'bad-lines' && budget.left <= 0)) {
      await this.#deadLetters.add(answer.reason, lines);
      return { ok: true, refused: lines.length };
    }
    // The sound lines of a refused batch may be stored already; halving finds the bad ones and repeats the others.
    const middle = lines.length >> 1;
    const first = await this.#part(policy, lines.slice(0, middle), budget);
    if (!first.ok) return first;
    const second = await this.#part(policy, lines.slice(middle), budget);
    return second.ok ? { ok: true, refused: first.refused + second.refused } : second;
  }

  async #post(policy: string, lines: readonly string[]): Promise<Answer> {
    const text = Buffer.from(lines.join('\n'));
    const zipped = text.length >= minGzipBytes;
    const query = new URLSearchParams({ db: this.#access.database, rp: policy, precision: 'ms' });
    try {
      const { statusCode, body } = await this.#pool.request({
        method: 'POST',
        path: `${this.#base}/write?${query}`,
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          ...(zipped ? { 'content-encoding': 'gzip' } : {}),
          ...this.#authorization(),
        },
        body: zipped ? await squeeze(text, { level: constants.Z_BEST_SPEED }) : text,
        signal: AbortSignal.timeout(this.#deadlineMs),
      });
      const reply = await body.text();
      return answerOf(statusCode, reply);
    } catch (error) {
      return { kind: 'away', reason: sentence(error) };
    }
  }

  #authorization(): Record<string, string> {
    const { user, password } = this.#access;
    if (user === undefined && password === undefined) return {};
    const pair = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64');
    return { authorization: `Basic ${pair}` };
  }
}

/** Only a 400 speaks of the lines themselves; everything else is the server's or the operator's to put right. */
export function answerOf(status: number, reply: string): Answer {
  if (status === 204 || status === 200) return { kind: 'stored' };
  const reason = `${status} ${errorIn(reply)}`.trim().slice(0, 300);
  if (status === 413) return { kind: 'too-large', reason };
  if (status !== 400) return { kind: 'away', reason };
  // Cardinality limits and time-outs come as 400 too, and pass.
  return /timeout|max-series-per-database|cache-max-memory-size/.test(reason)
    ? { kind: 'away', reason }
    : { kind: 'bad-lines', reason };
}

function errorIn(reply: string): string {
  try {
    const { error } = JSON.parse(reply) as { error?: unknown };
    return typeof error === 'string' ? error : reply;
  } catch {
    return reply;
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
