/** Calls on the E1 spans and over VoIP: they arrive and end by chance, seeded, so that channels follow the day. */
import { activity } from './day.ts';
import { chance } from './noise.ts';
import type { Faults, SiteSpec } from './spec.ts';

export interface SpanState {
  readonly calls: number;
  /** Signal lost. */
  readonly alarm: boolean;
  /** Of the current quarter hour (DS1-MIB gauges). */
  readonly erroredSeconds: number;
  readonly severelyErroredSeconds: number;
  readonly unavailableSeconds: number;
  /** Since the line status last changed. */
  readonly changedAt: number;
}
export interface TelephonyState {
  readonly spans: readonly SpanState[];
  readonly voipCalls: number;
  /** Calls that ended because their span went. */
  readonly callsCut: number;
}

export const channelsPerSpan = 30;
export const voipChannels = 30;
const quarterMs = 900_000;
/** Unavailable after ten severely errored seconds in a row (ITU-T G.826). */
const unavailableAfterMs = 10_000;
const meanCallMs = 150_000;

export const firstTelephony = (spec: SiteSpec, at: number): TelephonyState => ({
  spans: Array.from({ length: spec.spans }, () => ({
    calls: 0,
    alarm: false,
    erroredSeconds: 0,
    severelyErroredSeconds: 0,
    unavailableSeconds: 0,
    changedAt: at,
  })),
  voipCalls: 0,
  callsCut: 0,
});

/** Calls that the agents keep up at this hour: most of them are on one, some dial ahead. */
export const wantedCalls = (spec: SiteSpec, at: number): number =>
  activity(at, spec.offsetMinutes) < 0.1 ? 0 : spec.agents * 0.82 * activity(at, spec.offsetMinutes);

/** Moves `calls` toward `wanted` at the pace of calls that begin and end. */
function churn(
  calls: number,
  wanted: number,
  limit: number,
  seed: number,
  step: number,
  stepMs: number,
): number {
  const ends = (calls * stepMs) / meanCallMs;
  const begins = ends + Math.max(-ends, (wanted - calls) * (stepMs / 20_000));
  const draw = (mean: number, salt: number): number => Math.floor(mean + chance(seed + salt, step));
  return Math.min(limit, Math.max(0, calls + draw(begins, 1) - draw(ends, 2)));
}

export function stepTelephony(
  state: TelephonyState,
  spec: SiteSpec,
  faults: Faults,
  at: number,
  stepMs: number,
): TelephonyState {
  const step = Math.floor(at / stepMs);
  const newQuarter = Math.floor(at / quarterMs) !== Math.floor((at - stepMs) / quarterMs);
  const usable = state.spans.filter((_, i) => i + 1 !== faults.e1Span).length;
  const wanted = wantedCalls(spec, at);
  const perSpan = usable === 0 ? 0 : Math.min(channelsPerSpan, (wanted * 0.93) / usable);
  const second = stepMs / 1000;
  let callsCut = state.callsCut;
  const spans = state.spans.map((span, i): SpanState => {
    const alarm = faults.e1Span === i + 1;
    const seed = spec.seed + 60 + i * 10;
    if (alarm && !span.alarm) callsCut += span.calls;
    const since = alarm === span.alarm ? span.changedAt : at;
    // After a repair the carrier clears the counts of the quarter hour: the rehearsal leaves nothing behind.
    const repaired = span.alarm && !alarm;
    const dead = alarm && at - since >= unavailableAfterMs;
    const count = (value: number, grows: boolean): number =>
      (newQuarter || repaired ? 0 : value) + (grows ? second : 0);
    return {
      calls: alarm ? 0 : churn(span.calls, perSpan, channelsPerSpan, seed, step, stepMs),
      alarm,
      erroredSeconds: count(span.erroredSeconds, alarm && !dead),
      severelyErroredSeconds: count(span.severelyErroredSeconds, alarm && !dead),
      unavailableSeconds: count(span.unavailableSeconds, dead),
      changedAt: since,
    };
  });
  const carried = spans.reduce((sum, span) => sum + span.calls, 0);
  const overVoip = Math.max(wanted * 0.07, wanted - carried - 3);
  return {
    spans,
    voipCalls: churn(
      state.voipCalls,
      Math.min(voipChannels, overVoip),
      voipChannels,
      spec.seed + 59,
      step,
      stepMs,
    ),
    callsCut,
  };
}
