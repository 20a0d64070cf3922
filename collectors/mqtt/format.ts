/** The contract of a payload form: bytes of one device's topics in, readings and liveness out. Pure but for its own memory. */
import type { MqttSettings } from '../../lib/inventory/inventory.ts';
import type { State } from '../../lib/readings/reading.ts';
import type { Instant } from '../../lib/time/clock.ts';

export interface Decoded {
  /** A name of the metric catalogue. */
  readonly metric: string;
  readonly instance: string;
  /** Base unit; null: the device says that it is not available. */
  readonly value: number | null;
  readonly text: string | null;
  readonly state?: State;
  readonly description: string;
  /** Beyond this age the value is no longer believed; left out: the device's own. */
  readonly maxAgeMs?: number;
  /** The device's own time, where the form carries one; left out: now. */
  readonly at?: Instant;
}

export interface Taken {
  readonly readings: readonly Decoded[];
  /** What the message says of the device's presence; null: nothing. */
  readonly online: boolean | null;
  /** Why the message (or a part of it) was refused: a cause to count. */
  readonly problem: string | null;
  /** What must be sent back (a Sparkplug rebirth request). */
  readonly publish?: readonly { readonly topic: string; readonly payload: Buffer }[];
}

export const nothing: Taken = { readings: [], online: null, problem: null };
export const refused = (problem: string): Taken => ({ readings: [], online: null, problem });
export const liveness = (online: boolean): Taken => ({ readings: [], online, problem: null });

export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  /** Delivered from the broker's memory at subscription: how things stood, not news. */
  readonly retained: boolean;
  readonly at: Instant;
}

export interface FormatDecoder {
  /** Topic filters to subscribe to. */
  readonly topics: readonly string[];
  /** Never throws: what cannot be read is a `problem`. */
  take(message: Message): Taken;
  /** Called each second, for forms with timeouts of their own. */
  tick?(now: Instant): Taken;
}

export interface Format {
  readonly name: string;
  make(settings: MqttSettings): FormatDecoder;
}

/** Series parts never hold the separator. */
export const instanceOf = (name: string): string => name.replaceAll('/', '.').slice(0, 120);

/** MQTT topic filter match (MQTT 3.1.1 section 4.7). */
export function topicMatches(filter: string, topic: string): boolean {
  const f = filter.split('/');
  const t = topic.split('/');
  for (const [i, level] of f.entries()) {
    if (level === '#') return true;
    if (t[i] === undefined || (level !== '+' && level !== t[i])) return false;
  }
  return f.length === t.length;
}
