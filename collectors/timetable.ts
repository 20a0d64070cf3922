/**
 * What is due when. Each thing has a phase of its own, from a stable hash of its name, so that polls are spread
 * evenly and stay so over restarts; periods that divide one another meet, so that one exchange serves both.
 */
import type { Instant } from '../lib/time/clock.ts';

/** FNV-1a, 32 bits. */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export const phaseOf = (name: string, everyMs: number): number => stableHash(name) % everyMs;

/** The first instant after `now` that lies on the phase. */
export function nextDue(now: Instant, everyMs: number, phase: number): Instant {
  const since = (((now - phase) % everyMs) + everyMs) % everyMs;
  return now + everyMs - since;
}

interface Entry {
  readonly name: string;
  readonly at: Instant;
}

/** A heap of what comes next. Setting a name again moves it; nothing here looks at a clock. */
export class Timetable {
  private readonly heap: Entry[] = [];
  private readonly current = new Map<string, Entry>();

  get size(): number {
    return this.current.size;
  }

  set(name: string, at: Instant): void {
    const entry = { name, at };
    this.current.set(name, entry);
    this.heap.push(entry);
    this.up(this.heap.length - 1);
  }

  remove(name: string): void {
    this.current.delete(name);
  }

  /** When the next one is due; null: nothing is waiting. */
  nextAt(): Instant | null {
    this.dropStale();
    return this.heap[0]?.at ?? null;
  }

  /** Takes out the earliest that is due, or null. */
  takeDue(now: Instant): string | null {
    this.dropStale();
    const first = this.heap[0];
    if (first === undefined || first.at > now) return null;
    this.pop();
    this.current.delete(first.name);
    return first.name;
  }

  /** Entries that were moved or removed stay in the heap until they reach its top. */
  private dropStale(): void {
    for (
      let first = this.heap[0];
      first !== undefined && this.current.get(first.name) !== first;
      first = this.heap[0]
    )
      this.pop();
  }

  private pop(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.down(0);
  }

  private at(index: number): Instant {
    return this.heap[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  private swap(a: number, b: number): void {
    const entry = this.heap[a] as Entry;
    this.heap[a] = this.heap[b] as Entry;
    this.heap[b] = entry;
  }

  private up(index: number): void {
    let at = index;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.at(parent) <= this.at(at)) return;
      this.swap(parent, at);
      at = parent;
    }
  }

  private down(index: number): void {
    let at = index;
    for (;;) {
      const left = 2 * at + 1;
      const least = this.at(left + 1) < this.at(left) ? left + 1 : left;
      if (this.at(least) >= this.at(at)) return;
      this.swap(least, at);
      at = least;
    }
  }
}
