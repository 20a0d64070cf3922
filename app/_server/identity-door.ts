/** The adapter of the identity port: until the operational store keeps people, the administrator's token and its sessions. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../../lib/config/runtime.ts';
import type { Clock } from '../../lib/time/clock.ts';
import type { Identity, Who } from './identity.ts';

const administrator: Who = { kind: 'administrator', name: 'administrator' };
const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export async function openIdentity(
  runtime: Runtime,
  _clock: Clock,
): Promise<Identity & { close(): Promise<void> }> {
  const token = (await readFile(join(runtime.dataDir, 'admin-token'), 'utf8')).trim();
  const sessions = new Set<string>();
  return {
    whoIs: async ({ bearer, session, wall }) => {
      if (bearer && same(bearer, token)) return administrator;
      if (session && sessions.has(session)) return administrator;
      return wall && same(wall, token) ? { kind: 'wall', name: 'wall' } : null;
    },
    authorise: (who, verb, resource) =>
      who.kind === 'administrator' ||
      verb === 'beat' ||
      (verb === 'read' && ['live', 'wall'].includes(resource))
        ? { ok: true }
        : { ok: false, reason: 'A wall only reads walls.' },
    redeem: async (code) => {
      if (!same(code, token)) return null;
      const session = randomBytes(24).toString('base64url');
      sessions.add(session);
      return session;
    },
    signOut: async (session) => void sessions.delete(session),
    audit: async () => {},
    check: async () => ({ ok: true, reason: null }),
    close: async () => {},
  };
}
