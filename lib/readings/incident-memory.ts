/** The incidents that a screen and the web role keep at hand: what is open, and what was resolved in the last day. */
import type { Instant } from '../time/clock.ts';
import type { IncidentPicture } from './incident-picture.ts';

/** Kept at once: a storm beyond this is a page of the list, not a line of a screen. */
export const maxIncidents = 2_000;
/** A resolved one is remembered for so long. */
export const rememberedMs = 86_400_000;

export class IncidentMemory {
  readonly #kept = new Map<string, IncidentPicture>();
  #refused = 0;

  /** True when it is news. A message that comes late, or twice, changes nothing. */
  put(incident: IncidentPicture): boolean {
    const known = this.#kept.get(incident.id);
    if (known ? known.version >= incident.version : !this.#room(incident)) return false;
    this.#kept.set(incident.id, incident);
    return true;
  }

  /** Resolved more than a day ago. */
  forget(now: Instant): void {
    for (const [id, { resolvedAt }] of this.#kept)
      if (resolvedAt !== null && resolvedAt < now - rememberedMs) this.#kept.delete(id);
  }

  clear(): void {
    this.#kept.clear();
  }

  get all(): ReadonlyMap<string, IncidentPicture> {
    return this.#kept;
  }
  get refused(): number {
    return this.#refused;
  }

  /** What is over makes room for what is not; among what is not, the first to come stay. */
  #room(incident: IncidentPicture): boolean {
    if (this.#kept.size < maxIncidents) return true;
    const over = incident.resolvedAt === null ? this.#oldestResolved() : null;
    if (over !== null) return this.#kept.delete(over);
    this.#refused += 1;
    return false;
  }

  #oldestResolved(): string | null {
    let oldest: IncidentPicture | null = null;
    for (const one of this.#kept.values())
      if (one.resolvedAt !== null && (oldest === null || one.resolvedAt < (oldest.resolvedAt ?? 0)))
        oldest = one;
    return oldest?.id ?? null;
  }
}
