/** Guards against an alarm that is forgotten once taken, and against two hands writing one incident. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident, IncidentEvent } from './incident.ts';
import { advanceIncident, longestAcknowledgementMs, maxTimeline, openIncident } from './incident.ts';
import type { Change, Transition } from './transition.ts';

const t0 = Date.UTC(2026, 9, 25, 0, 30);
const transition = (change: Change): Transition => ({
  key: 'hot|a/d/',
  rule: 'hot',
  site: 'a',
  device: 'd',
  instance: '',
  metric: 'environment.temperature_celsius',
  change,
  severity: 'warning',
  at: t0,
  reason: { kind: 'nobody-asks' },
});
const taken = (until: number): IncidentEvent => ({
  kind: 'acknowledge',
  who: 'aminata',
  note: 'on my way',
  until,
});
const moved = (incident: Incident, event: IncidentEvent, now: number): Incident => {
  const done = advanceIncident(incident, event, now);
  if (!done.ok) throw new Error(done.reason);
  return done.incident;
};
const opened = openIncident('i1', transition('raised'));

describe('an acknowledgement', () => {
  it('says who, why and until when, and comes back open once it has expired', () => {
    const incident = moved(opened, taken(t0 + 3_600_000), t0 + 60_000);
    expect(incident).toMatchObject({ state: 'acknowledged', version: 2, acknowledgedAt: t0 + 60_000 });
    expect(advanceIncident(incident, { kind: 'time' }, t0 + 3_599_999)).toEqual({
      ok: false,
      reason: 'unchanged',
    });
    const back = moved(incident, { kind: 'time' }, t0 + 3_600_000);
    expect(back).toMatchObject({ state: 'open', acknowledgement: null, version: 3 });
    expect(back.timeline.at(-1)).toMatchObject({ kind: 'acknowledgement-expired', who: 'aminata' });
  });
  it('that has no end, or ends in the past, is refused', () => {
    expect(advanceIncident(opened, taken(t0), t0)).toEqual({ ok: false, reason: 'until-past' });
    const far = taken(t0 + longestAcknowledgementMs + 1);
    expect(advanceIncident(opened, far, t0)).toEqual({ ok: false, reason: 'until-too-far' });
  });
  it('of another version than the one in force is refused', () => {
    const incident = moved(opened, { kind: 'note', who: 'b', note: 'x' }, t0);
    expect(advanceIncident(incident, taken(t0 + 1_000), t0, 1)).toEqual({
      ok: false,
      reason: 'stale-version',
    });
    expect(advanceIncident(incident, taken(t0 + 1_000), t0, 2).ok).toBe(true);
  });
  it('ends with the incident, which can then only be noted', () => {
    const resolved = moved(
      moved(opened, taken(t0 + 9_000), t0),
      { kind: 'transition', transition: transition('cleared') },
      t0 + 5,
    );
    expect(resolved).toMatchObject({ state: 'resolved', resolvedAt: t0 + 5 });
    expect(advanceIncident(resolved, taken(t0 + 9_000), t0 + 6)).toEqual({ ok: false, reason: 'resolved' });
    expect(advanceIncident(resolved, { kind: 'time' }, t0 + 99_000)).toEqual({
      ok: false,
      reason: 'unchanged',
    });
    expect(moved(resolved, { kind: 'note', who: 'b', note: 'filter changed' }, t0 + 7).timeline).toHaveLength(
      4,
    );
  });
});

describe('whatever is told to it', () => {
  const event: fc.Arbitrary<IncidentEvent> = fc.oneof(
    fc.integer({ min: -10, max: 100 }).map((s): IncidentEvent => taken(t0 + s * 1_000)),
    fc
      .constantFrom<Change>('raised', 'cleared', 'unknown', 'known')
      .map((change): IncidentEvent => ({ kind: 'transition', transition: transition(change) })),
    fc.constantFrom<IncidentEvent>(
      { kind: 'time' },
      { kind: 'withdraw', who: 'b' },
      { kind: 'note', who: 'b', note: 'n' },
    ),
    fc.constantFrom(null, 'i0', 'i2').map((root): IncidentEvent => ({ kind: 'explain', root })),
  );
  it('versions rise by one, the timeline keeps its beginning, and resolved is the end', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 700 }), (events) => {
        let incident = opened;
        for (const [i, one] of events.entries()) {
          const done = advanceIncident(incident, one, t0 + i * 1_000);
          if (!done.ok) continue;
          expect(done.incident.version).toBe(incident.version + 1);
          expect(done.incident.timeline.at(-1)).toEqual(done.entry);
          if (incident.state === 'resolved') expect(done.incident.state).toBe('resolved');
          expect(done.incident.state === 'acknowledged').toBe(
            done.incident.acknowledgement !== null && done.incident.state !== 'resolved',
          );
          incident = done.incident;
        }
        expect(incident.timeline.length).toBeLessThanOrEqual(maxTimeline);
        expect(incident.timeline[0]?.kind).toBe('opened');
      }),
      { numRuns: 40 },
    );
  });
});
