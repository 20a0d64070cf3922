/** A wall must never operate; a fallen database must not blind who was already known. */
import { describe, expect, it } from 'vitest';
import { authorise, type Resource, type Verb, type Who } from './authorise.ts';
import { KnownCallers } from './known-callers.ts';
import { hashOf, secretOf } from './secret.ts';

const wall: Who = { kind: 'wall', name: 'Cotonou' };
const may = (who: Who, verb: Verb, resource: Resource) => authorise(who, verb, resource).ok;

describe('authorise', () => {
  it('lets a wall read walls and beat, and nothing else', () => {
    expect([may(wall, 'read', 'wall'), may(wall, 'read', 'live'), may(wall, 'beat', 'walls')]).toEqual([
      true,
      true,
      true,
    ]);
    for (const resource of ['readings', 'status', 'desk', 'drill', 'identity', 'audit'] as const) {
      expect(may(wall, 'read', resource)).toBe(false);
      expect(may(wall, 'operate', resource)).toBe(false);
      expect(may(wall, 'manage', resource)).toBe(false);
    }
  });
  it('lets a program read and never operate', () => {
    const api: Who = { kind: 'api', name: 'ticketing' };
    expect(may(api, 'read', 'readings')).toBe(true);
    expect(may(api, 'operate', 'drill')).toBe(false);
    expect(may(api, 'read', 'audit')).toBe(false);
  });
  it('says why not', () => {
    expect(authorise(wall, 'operate', 'drill')).toEqual({ ok: false, reason: 'A wall only reads walls.' });
  });
});

describe('known callers', () => {
  const hash = hashOf('a token');
  const fallen = () => Promise.reject(new Error('the store does not answer'));

  it('stay known while the store does not answer, for a quarter of an hour', async () => {
    const known = new KnownCallers();
    await known.recall(hash, 0, async () => wall);
    expect(await known.recall(hash, 600_000, fallen)).toEqual(wall);
    await expect(known.recall(hash, 1_000_000, fallen)).rejects.toThrow('does not answer');
  });
  it('are nobody before the store has answered once', async () => {
    await expect(new KnownCallers().recall(hash, 0, fallen)).rejects.toThrow();
  });
  it('are forgotten within seconds when a token is revoked elsewhere', async () => {
    const known = new KnownCallers();
    await known.recall(hash, 0, async () => wall);
    expect(await known.recall(hash, 4_999, async () => null)).toEqual(wall);
    expect(await known.recall(hash, 5_000, async () => null)).toBeNull();
  });
});

describe('secrets', () => {
  it('say what they are, and are kept as a hash only', () => {
    const secret = secretOf('wall', new Uint8Array(24).fill(255));
    expect(secret).toBe(`vigie_wall_${'_'.repeat(32)}`);
    expect(hashOf(secret)).toHaveLength(32);
  });
});
