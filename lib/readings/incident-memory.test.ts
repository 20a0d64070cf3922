/** A late message must not undo a newer one, and a storm must not fill the memory of a wall. */
import { describe, expect, it } from 'vitest';
import { IncidentMemory, maxIncidents, rememberedMs } from './incident-memory.ts';
import type { IncidentPicture } from './incident-picture.ts';
import { pictureIncident } from './small-incident-picture.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const one = (id: string, more: Partial<IncidentPicture> = {}) => pictureIncident(id, t0, more);

describe('the memory of incidents', () => {
  it('keeps the highest version, in whatever order messages come', () => {
    const memory = new IncidentMemory();
    expect(memory.put(one('a', { version: 3, state: 'acknowledged' }))).toBe(true);
    expect(memory.put(one('a', { version: 2 }))).toBe(false);
    expect(memory.put(one('a', { version: 3 }))).toBe(false);
    expect(memory.all.get('a')?.state).toBe('acknowledged');
  });

  it('forgets what was resolved more than a day ago, and nothing that is open', () => {
    const memory = new IncidentMemory();
    memory.put(one('open', { openedAt: t0 - 90 * rememberedMs }));
    memory.put(one('over', { state: 'resolved', resolvedAt: t0 - rememberedMs - 1 }));
    memory.forget(t0);
    expect([...memory.all.keys()]).toEqual(['open']);
  });

  it('lets what is over make room, keeps the first of a storm, and counts what it refused', () => {
    const memory = new IncidentMemory();
    memory.put(one('over', { state: 'resolved', resolvedAt: t0 }));
    for (let i = 1; i < maxIncidents; i += 1) memory.put(one(`n${i}`));
    expect(memory.put(one('more'))).toBe(true);
    expect(memory.all.has('over')).toBe(false);
    expect(memory.put(one('too-many'))).toBe(false);
    expect(memory.put(one('more', { version: 2 }))).toBe(true);
    expect([memory.all.size, memory.refused]).toEqual([maxIncidents, 1]);
  });
});
