/** Mean of a level over the last minute, each value counting for the time it stood. Plain JSON, so that it can be remembered. */
import type { Instant } from '../time/clock.ts';

export interface Sample {
  readonly at: Instant;
  readonly value: number;
}
/** Oldest first. A rate read at `at` stood since the sample before it. */
export type Window = readonly Sample[];

/** Most samples kept: a minute read every quarter of a second. */
export const maxSamples = 256;

/**
 * Adds a sample and forgets what lies before the window (but the one that reaches into it). A sample that is not
 * newer than the last one begins anew: the clock was set back, and nothing of before can be compared.
 */
export function addSample(window: Window, sample: Sample, spanMs: number): Window {
  const last = window.at(-1);
  if (last !== undefined && sample.at <= last.at) return sample.at === last.at ? window : [sample];
  const from = sample.at - spanMs;
  const firstKept = Math.max(0, window.findIndex((one) => one.at > from) - 1);
  const kept = window.some((one) => one.at > from) ? window.slice(firstKept) : [];
  return [...kept, sample].slice(-maxSamples);
}

/**
 * Mean over the span that ends with the last sample; null without any. A hole longer than `holeMs` is not filled with
 * what was known before it.
 */
export function meanOf(window: Window, spanMs: number, holeMs = 30_000): number | null {
  const last = window.at(-1);
  if (last === undefined) return null;
  const from = last.at - spanMs;
  let area = 0;
  let length = 0;
  for (let i = 1; i < window.length; i++) {
    const before = window[i - 1];
    const sample = window[i];
    if (before === undefined || sample === undefined) continue;
    const stood = sample.at - Math.max(before.at, from);
    if (stood <= 0 || sample.at - before.at > holeMs) continue;
    area += sample.value * stood;
    length += stood;
  }
  return length > 0 ? area / length : last.value;
}

/** Time between the last two samples: what a delay read from them can resolve. Null with fewer than two. */
export const resolutionMs = (window: Window): number | null => {
  const last = window.at(-1);
  const before = window.at(-2);
  return last && before ? last.at - before.at : null;
};
