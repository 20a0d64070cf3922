/**
 * An incident and the one function that moves it.
 *
 *              acknowledge (who, note, until)
 *     open ─────────────────────────────────► acknowledged
 *      │  ▲                                     │   │
 *      │  └──── `until` has passed, withdrawn ──┘   │
 *      │                                            │
 *      └── the alarm has cleared ──► resolved ◄─────┘      resolved is the end: what comes back is another incident
 *
 * One writer; each change raises the version by one, and whoever brings a change for another version is refused.
 * Receivers tell a repetition by (incident, version).
 */
import type { Instant } from '../time/clock.ts';
import type { RuleSeverity } from './rule.ts';
import type { Reason, Transition } from './transition.ts';

export type IncidentState = 'open' | 'acknowledged' | 'resolved';

export interface Acknowledgement {
  readonly who: string;
  readonly note: string;
  readonly at: Instant;
  /** It never lasts for ever: forgotten ones come back. */
  readonly until: Instant;
}

export type TimelineEntry = { readonly version: number; readonly at: Instant } & (
  | { readonly kind: 'opened' | 'unknown' | 'known' | 'resolved'; readonly reason: Reason }
  | { readonly kind: 'acknowledged'; readonly who: string; readonly note: string; readonly until: Instant }
  | { readonly kind: 'acknowledgement-expired'; readonly who: string }
  | { readonly kind: 'withdrawn' | 'passed-on'; readonly who: string }
  | { readonly kind: 'noted'; readonly who: string; readonly note: string }
  | { readonly kind: 'explained'; readonly root: string | null }
);

export interface Incident {
  readonly id: string;
  readonly version: number;
  readonly key: string;
  readonly rule: string;
  readonly site: string;
  readonly device: string;
  readonly instance: string;
  readonly severity: RuleSeverity;
  readonly state: IncidentState;
  readonly openedAt: Instant;
  readonly acknowledgement: Acknowledgement | null;
  readonly acknowledgedAt: Instant | null;
  readonly resolvedAt: Instant | null;
  /** Incident that explains it: shown as unreachable under it. */
  readonly root: string | null;
  readonly unknown: boolean;
  readonly timeline: readonly TimelineEntry[];
}

export type IncidentEvent =
  | { readonly kind: 'transition'; readonly transition: Transition }
  | { readonly kind: 'acknowledge'; readonly who: string; readonly note: string; readonly until: Instant }
  | { readonly kind: 'withdraw' | 'pass-on'; readonly who: string }
  | { readonly kind: 'note'; readonly who: string; readonly note: string }
  | { readonly kind: 'explain'; readonly root: string | null }
  | { readonly kind: 'time' };

export type Advanced =
  | { readonly ok: true; readonly incident: Incident; readonly entry: TimelineEntry }
  /** `unchanged`: nothing to do, as against a refusal. */
  | {
      readonly ok: false;
      readonly reason:
        | 'unchanged'
        | 'resolved'
        | 'stale-version'
        | 'until-past'
        | 'until-too-far'
        | 'not-acknowledged';
    };

/** Longest acknowledgement: over a week it is a maintenance or a repair, to be written as one. */
export const longestAcknowledgementMs = 7 * 86_400_000;
/** Entries kept: the first (how it began) and the latest. */
export const maxTimeline = 500;

export function openIncident(id: string, transition: Transition): Incident {
  const { key, rule, site, device, instance, severity, at, reason } = transition;
  return {
    id,
    version: 1,
    key,
    rule,
    site,
    device,
    instance,
    severity,
    state: 'open',
    openedAt: at,
    acknowledgement: null,
    acknowledgedAt: null,
    resolvedAt: null,
    root: null,
    unknown: false,
    timeline: [{ version: 1, at, kind: 'opened', reason }],
  };
}

type Change = Partial<Incident>;
/** Without the version and instant that every entry carries. */
type Entry = TimelineEntry extends infer E
  ? E extends TimelineEntry
    ? Omit<E, 'version' | 'at'>
    : never
  : never;

function changed(incident: Incident, at: Instant, change: Change, entry: Entry): Advanced {
  const version = incident.version + 1;
  const written = { ...entry, version, at } as TimelineEntry;
  const [first, ...rest] = incident.timeline;
  const kept = first === undefined ? [] : [first, ...rest.slice(-(maxTimeline - 2))];
  return {
    ok: true,
    entry: written,
    incident: { ...incident, ...change, version, timeline: [...kept, written] },
  };
}

/** `version`: the one that the sender has seen; null: the writer itself. */
export function advanceIncident(
  incident: Incident,
  event: IncidentEvent,
  now: Instant,
  version: number | null = null,
): Advanced {
  if (version !== null && version !== incident.version) return { ok: false, reason: 'stale-version' };
  if (event.kind === 'note')
    return changed(incident, now, {}, { kind: 'noted', who: event.who, note: event.note });
  if (incident.state === 'resolved')
    return { ok: false, reason: event.kind === 'time' ? 'unchanged' : 'resolved' };
  switch (event.kind) {
    case 'transition':
      return onTransition(incident, event.transition, now);
    case 'acknowledge':
      return onAcknowledge(incident, event, now);
    case 'withdraw':
      return incident.acknowledgement === null
        ? { ok: false, reason: 'not-acknowledged' }
        : changed(
            incident,
            now,
            { state: 'open', acknowledgement: null },
            { kind: 'withdrawn', who: event.who },
          );
    // Whoever was called cannot: the next level has its turn now.
    case 'pass-on':
      return changed(incident, now, {}, { kind: 'passed-on', who: event.who });
    case 'explain':
      return event.root === incident.root
        ? { ok: false, reason: 'unchanged' }
        : changed(incident, now, { root: event.root }, { kind: 'explained', root: event.root });
    case 'time': {
      const { acknowledgement } = incident;
      if (acknowledgement === null || now < acknowledgement.until) return { ok: false, reason: 'unchanged' };
      const { who } = acknowledgement;
      const change: Change = { state: 'open', acknowledgement: null };
      return changed(incident, now, change, { kind: 'acknowledgement-expired', who });
    }
  }
}

function onTransition(incident: Incident, { change, reason }: Transition, now: Instant): Advanced {
  if (change === 'raised') return { ok: false, reason: 'unchanged' };
  if (change === 'cleared')
    return changed(
      incident,
      now,
      { state: 'resolved', resolvedAt: now, unknown: false },
      { kind: 'resolved', reason },
    );
  const unknown = change === 'unknown';
  if (incident.unknown === unknown) return { ok: false, reason: 'unchanged' };
  return changed(incident, now, { unknown }, { kind: change, reason });
}

function onAcknowledge(
  incident: Incident,
  { who, note, until }: Extract<IncidentEvent, { kind: 'acknowledge' }>,
  now: Instant,
): Advanced {
  if (until <= now) return { ok: false, reason: 'until-past' };
  if (until - now > longestAcknowledgementMs) return { ok: false, reason: 'until-too-far' };
  const change: Change = {
    state: 'acknowledged',
    acknowledgement: { who, note, at: now, until },
    acknowledgedAt: incident.acknowledgedAt ?? now,
  };
  return changed(incident, now, change, { kind: 'acknowledged', who, note, until });
}
