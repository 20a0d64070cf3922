/**
 * What is known of one Sparkplug edge node, and the order of its messages.
 *
 *            NBIRTH                      gap in seq
 *   silent ─────────► in order ─────────────────────────► waiting (reorder timeout)
 *     ▲                 │  ▲  NBIRTH (rebirth), or the gap closes    │
 *     └── NDEATH(bdSeq) ┘  └─────────────────────────────────────────┘ timeout: Rebirth command
 *
 * Source: Eclipse Sparkplug 3.0, section 5 (births, deaths, bdSeq, sequence numbers, reorder timeout).
 */
import type { Instant } from '../../lib/time/clock.ts';
import { type SparkplugMetric, type SparkplugPayload, signedAs } from './sparkplug-payload.ts';

export const reorderTimeoutMs = 2_000;
export const rebirthEveryMs = 10_000;
/** Messages held while an earlier one is missing. */
const maxHeld = 64;

export type SparkplugKind = 'NBIRTH' | 'NDATA' | 'NDEATH' | 'DBIRTH' | 'DDATA' | 'DDEATH';
export interface SparkplugMessage {
  readonly kind: SparkplugKind;
  /** Null for the node itself. */
  readonly device: string | null;
  readonly payload: SparkplugPayload;
}
export interface NamedMetric {
  readonly name: string;
  readonly metric: SparkplugMetric;
}
export type SparkplugEvent =
  | {
      readonly type: 'metrics';
      readonly device: string | null;
      readonly metrics: readonly NamedMetric[];
      readonly birth: boolean;
    }
  | { readonly type: 'dead'; readonly device: string | null };
export interface SparkplugOutcome {
  readonly events: readonly SparkplugEvent[];
  readonly problem: string | null;
  readonly rebirth: boolean;
}

interface Declared {
  readonly name: string;
  readonly datatype: number | null;
  readonly unit: string | null;
}

export class SparkplugNode {
  private bdSeq: number | null = null;
  private nextSeq: number | null = null;
  private gapAt: Instant | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private readonly held = new Map<number, SparkplugMessage>();
  /** Aliases are unique in an edge node, its devices included. */
  private readonly aliases = new Map<string, Declared>();
  private readonly names = new Map<string, Declared>();

  take(message: SparkplugMessage, now: Instant): SparkplugOutcome {
    if (message.kind === 'NDEATH') return this.death(message);
    if (message.kind === 'NBIRTH') return this.birth(message);
    // Without its birth nothing that a node says can be named: ask for it.
    if (this.nextSeq === null) return this.askRebirth(now, 'sparkplug-before-birth');
    const seq = message.payload.seq;
    if (seq === null || seq < 0 || seq > 255)
      return { events: [], problem: 'sparkplug-no-sequence', rebirth: false };
    if (seq !== this.nextSeq) {
      if (this.held.size >= maxHeld) return this.askRebirth(now, 'sparkplug-gap');
      this.held.set(seq, message);
      this.gapAt ??= now;
      return { events: [], problem: null, rebirth: false };
    }
    const events: SparkplugEvent[] = [];
    let problem: string | null = null;
    for (let next: SparkplugMessage | undefined = message; next; next = this.held.get(this.nextSeq ?? -1)) {
      this.held.delete(this.nextSeq ?? -1);
      this.nextSeq = ((this.nextSeq ?? 0) + 1) % 256;
      const outcome = this.apply(next);
      events.push(...outcome.events);
      problem ??= outcome.problem;
    }
    if (this.held.size === 0) this.gapAt = null;
    const rebirth = problem === 'sparkplug-unknown-alias' && this.mayAsk(now);
    return { events, problem, rebirth };
  }

  /** The reorder timeout: what is missing did not come. */
  tick(now: Instant): SparkplugOutcome {
    if (this.gapAt === null || now - this.gapAt < reorderTimeoutMs)
      return { events: [], problem: null, rebirth: false };
    return this.askRebirth(now, 'sparkplug-gap');
  }

  private mayAsk(now: Instant): boolean {
    if (now - this.askedAt < rebirthEveryMs) return false;
    this.askedAt = now;
    return true;
  }

  private askRebirth(now: Instant, problem: string): SparkplugOutcome {
    const lost = this.nextSeq !== null;
    this.nextSeq = null;
    this.gapAt = null;
    this.held.clear();
    return { events: lost ? [{ type: 'dead', device: null }] : [], problem, rebirth: this.mayAsk(now) };
  }

  private birth({ payload }: SparkplugMessage): SparkplugOutcome {
    const bd = payload.metrics.find((metric) => metric.name === 'bdSeq')?.value;
    this.bdSeq = typeof bd === 'bigint' || typeof bd === 'number' ? Number(bd) : null;
    this.nextSeq = ((payload.seq ?? 0) + 1) % 256;
    this.gapAt = null;
    this.held.clear();
    this.aliases.clear();
    this.names.clear();
    return {
      events: [{ type: 'metrics', device: null, metrics: this.learn(null, payload.metrics), birth: true }],
      problem: null,
      rebirth: false,
    };
  }

  /** Only the death that belongs to the last birth counts: an old will may arrive after the new birth. */
  private death({ payload }: SparkplugMessage): SparkplugOutcome {
    const bd = payload.metrics.find((metric) => metric.name === 'bdSeq')?.value;
    if (bd === undefined || bd === null || this.bdSeq === null || Number(bd) !== this.bdSeq)
      return { events: [], problem: 'sparkplug-old-death', rebirth: false };
    this.nextSeq = null;
    this.bdSeq = null;
    return { events: [{ type: 'dead', device: null }], problem: null, rebirth: false };
  }

  private apply({ kind, device, payload }: SparkplugMessage): SparkplugOutcome {
    if (kind === 'DDEATH') return { events: [{ type: 'dead', device }], problem: null, rebirth: false };
    if (kind === 'DBIRTH')
      return {
        events: [{ type: 'metrics', device, metrics: this.learn(device, payload.metrics), birth: true }],
        problem: null,
        rebirth: false,
      };
    const metrics: NamedMetric[] = [];
    let problem: string | null = null;
    for (const metric of payload.metrics) {
      const declared =
        metric.alias !== null && metric.name === null
          ? this.aliases.get(metric.alias)
          : metric.name !== null
            ? this.names.get(`${device ?? ''}\n${metric.name}`)
            : undefined;
      const name = declared?.name ?? metric.name;
      if (name === null || name === undefined) problem = 'sparkplug-unknown-alias';
      else
        metrics.push({
          name,
          metric: {
            ...metric,
            unit: metric.unit ?? declared?.unit ?? null,
            datatype: metric.datatype ?? declared?.datatype ?? null,
            value:
              metric.datatype === null ? signedAs(metric.value, declared?.datatype ?? null) : metric.value,
          },
        });
    }
    return { events: [{ type: 'metrics', device, metrics, birth: false }], problem, rebirth: false };
  }

  /** Not called `declare`: Node strips that word as a type modifier. */
  private learn(device: string | null, metrics: readonly SparkplugMetric[]): NamedMetric[] {
    const named: NamedMetric[] = [];
    for (const metric of metrics) {
      if (metric.name === null) continue;
      const declared = { name: metric.name, datatype: metric.datatype, unit: metric.unit };
      if (metric.alias !== null) this.aliases.set(metric.alias, declared);
      this.names.set(`${device ?? ''}\n${metric.name}`, declared);
      named.push({ name: metric.name, metric });
    }
    return named;
  }
}
