/** The door of `ingest`: a raw reading that could not be true, or could not be kept, is refused with its cause. */
import { metricOf } from '../lib/readings/catalogue/index.ts';
import type { RawReading } from '../lib/readings/reading.ts';
import type { Instant } from '../lib/time/clock.ts';

export type Refusal = 'not-a-number' | 'unknown-metric' | 'bad-name' | 'bad-text' | 'absurd-instant';

export const maxNameLength = 200;
export const maxTextLength = 256;
/** A collector's clock and a device's may differ; a reading from tomorrow is a wrong clock. */
const maxAheadMs = 300_000;
/** Older than what a device or a site could have kept back (a Sparkplug node, a replayed buffer). */
const maxBehindMs = 32 * 86_400_000;
/** Slower than once in 31 days is no period. */
const maxEveryMs = 31 * 86_400_000;

// Separators of names: the instance comes last in a series id and may hold "/" ("ge-0/0/1").
const forbidden = /[\p{Cc}\u2028\u2029\ufffd]/u;
const forbiddenInPart = /[\p{Cc}\u2028\u2029\ufffd/#+]/u;

const isPart = (text: string): boolean =>
  text.length > 0 && text.length <= maxNameLength && !forbiddenInPart.test(text);

export function refusalOf(raw: RawReading, now: Instant): Refusal | null {
  if (raw.value !== null && !Number.isFinite(raw.value)) return 'not-a-number';
  if (metricOf(raw.metric) === undefined) return 'unknown-metric';
  if (!isPart(raw.site) || !isPart(raw.device)) return 'bad-name';
  if (raw.instance.length > maxNameLength || forbidden.test(raw.instance)) return 'bad-name';
  if (raw.text !== null && (raw.text.length > maxTextLength || forbidden.test(raw.text))) return 'bad-text';
  if (!Number.isSafeInteger(raw.at) || raw.at > now + maxAheadMs || raw.at < now - maxBehindMs) {
    return 'absurd-instant';
  }
  if (!Number.isSafeInteger(raw.everyMs) || raw.everyMs <= 0 || raw.everyMs > maxEveryMs)
    return 'absurd-instant';
  return null;
}
