/** Says of a raw reading whether it is good: what its profile says, else the normal band; and since when. */
import { metricOf } from './catalogue/index.ts';
import type { NormalBand } from './catalogue/metric.ts';
import type { RawReading, Reading, State } from './reading.ts';

/** A bound itself is still normal: "above 0.7" begins beyond 0.7. */
export function judgeValue(value: number, band: NormalBand): State {
  const { criticalBelow, criticalAbove, warningBelow, warningAbove } = band;
  if (criticalBelow !== undefined && value < criticalBelow) return 'critical';
  if (criticalAbove !== undefined && value > criticalAbove) return 'critical';
  if (warningBelow !== undefined && value < warningBelow) return 'warning';
  if (warningAbove !== undefined && value > warningAbove) return 'warning';
  return 'good';
}

/**
 * State of one raw reading. `band` is the site book's for this device, if it has one, and then outweighs both the
 * catalogue and the profile: the operator knows the place. "Not available" is unknown, never good.
 */
export function judgeState(raw: RawReading, band?: NormalBand): State {
  if (raw.value !== null && Number.isFinite(raw.value)) {
    if (band) return judgeValue(raw.value, band);
    if (raw.state) return raw.state;
    const own = metricOf(raw.metric)?.band;
    return own ? judgeValue(raw.value, own) : 'good';
  }
  // A state known only by its word is judged by its profile; a number that is absent is unknown whatever is said.
  return raw.text !== null && raw.state ? raw.state : 'unknown';
}

/**
 * The reading to store and publish. `previous` is the last one of the same series. `since` begins anew when the
 * state changes and, for enumerations, when the value does: "on battery" after "overflow" is another story even if
 * both are good. A reading older than the previous one (replayed) never moves `since` forward.
 */
export function judge(raw: RawReading, previous: Reading | undefined, band?: NormalBand): Reading {
  const state = judgeState(raw, band);
  const value = raw.value !== null && Number.isFinite(raw.value) ? raw.value : null;
  const kind = metricOf(raw.metric)?.kind;
  const enumerated = kind === 'state' || kind === 'contact';
  const same =
    previous !== undefined &&
    previous.state === state &&
    (!enumerated || (previous.value === value && previous.text === raw.text));
  return {
    site: raw.site,
    device: raw.device,
    metric: raw.metric,
    instance: raw.instance,
    value,
    text: raw.text,
    state,
    since: same ? Math.min(previous.since, raw.at) : raw.at,
    at: raw.at,
    everyMs: raw.everyMs,
  };
}
