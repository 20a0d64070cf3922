/** Whether a job that should call in has done so: settings, last call, instant → state and why. */
import type { HeartbeatSettings } from '../../lib/inventory/inventory.ts';
import type { State } from '../../lib/readings/reading.ts';
import type { heartbeatStates } from '../../lib/readings/states.ts';
import type { Instant } from '../../lib/time/clock.ts';

export interface LastCall {
  readonly at: Instant;
  readonly ok: boolean;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
}

export interface HeartbeatVerdict {
  readonly text: keyof typeof heartbeatStates;
  readonly state: State;
}

/**
 * `since`: when the job was first expected (the start of Vigie, if it never called). A failed run outranks a late one: it is known.
 * One missed period is a warning, two are critical for a backup.
 */
export function heartbeatVerdict(
  settings: HeartbeatSettings,
  last: LastCall | null,
  since: Instant,
  now: Instant,
): HeartbeatVerdict {
  const age = now - (last?.at ?? since);
  const overdue = age > settings.everyMs + settings.graceMs;
  const longOverdue = age > 2 * settings.everyMs + settings.graceMs;
  const severity: State = longOverdue && settings.kind === 'backup' ? 'critical' : 'warning';
  if (!last) return { text: 'never', state: overdue ? severity : 'unknown' };
  if (!last.ok) return { text: 'failed', state: 'critical' };
  if (overdue) return { text: 'late', state: severity };
  if (settings.minimumBytes !== null && last.sizeBytes !== null && last.sizeBytes < settings.minimumBytes)
    return { text: 'small', state: 'warning' };
  return { text: 'ok', state: 'good' };
}
