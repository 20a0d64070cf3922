/** GET health (public, no detail) and status (what Vigie says of itself). */
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import type { House } from '../house.ts';
import { pictureNow } from '../house.ts';
import type { Who } from '../identity.ts';
import { instant, iso } from './shapes.ts';

export const health = defineEndpoint({
  path: '/api/health',
  summary: 'Is it alive (public, no detail).',
  right: 'public',
  answer: z.object({ ok: z.literal(true) }),
  answerWith: () => ({ ok: true }),
});

const outcome = { ok: z.boolean(), reason: z.string().nullable() };
export const statusSchema = z
  .object({
    now: instant,
    build: z.string(),
    roles: z.array(
      z.object({
        role: z.string(),
        pid: z.number().int().nullable(),
        state: z.enum(['starting', 'running', 'restarting', 'stopped']),
        startedAt: instant,
        restarts: z.number().int(),
      }),
    ),
    stores: z.object({
      readings: z.object({ kind: z.enum(['influx', 'embedded']), ...outcome, series: z.number().int() }),
      operations: z.object({ kind: z.literal('postgres'), ...outcome }),
    }),
    backlog: z.object({ readings: z.number().int(), oldestAt: instant.nullable() }),
    lagSeconds: z
      .number()
      .nullable()
      .describe('Age of the oldest reading that is not stored yet; 0 when none waits.'),
    drops: z.array(z.object({ cause: z.string(), count: z.number().int() })),
    bus: z.object({ connected: z.boolean() }),
    book: z
      .object({
        ok: z.boolean(),
        at: instant,
        problems: z.array(z.string()),
        warnings: z.array(z.string()),
      })
      .nullable(),
    live: z.object({ clients: z.number().int(), cutSlow: z.number().int(), refused: z.number().int() }),
    walls: z.array(
      z.object({
        wall: z.string(),
        screen: z.string(),
        at: instant,
        lang: z.string(),
        heapBytes: z.number().nullable(),
        silentMs: z.number(),
      }),
    ),
  })
  .meta({ id: 'Status' });

/** Sums what several processes count under one cause. */
function dropsOf(house: House, picture: ReturnType<typeof pictureNow>): { cause: string; count: number }[] {
  const sums = new Map<string, number>();
  const add = (cause: string, count: number) => {
    if (count > 0) sums.set(cause, (sums.get(cause) ?? 0) + count);
  };
  for (const collector of picture.collectors) for (const drop of collector.drops) add(drop.cause, drop.count);
  for (const [cause, count] of house.bus.drops) add(`web: live bus: ${cause}`, count);
  add('web: series not in the book or beyond the limit', house.picture.refused);
  add('web: live reader too slow, cut', house.stream.counts().cutSlow);
  return [...sums].map(([cause, count]) => ({ cause, count })).toSorted((a, b) => b.count - a.count);
}

export async function statusOf(house: House, who: Who | null): Promise<z.input<typeof statusSchema>> {
  const picture = pictureNow(house, who);
  const operations = await house.identity.check();
  const oldest = picture.collectors.flatMap((one) => one.backlog.oldestAt ?? []);
  const oldestAt = oldest.length > 0 ? Math.min(...oldest) : null;
  const broken = picture.collectors.find((one) => !one.store.ok);
  return {
    now: iso(picture.now),
    build: house.build,
    roles: picture.roles.map((role) => ({ ...role, startedAt: iso(role.startedAt) })),
    stores: {
      readings: {
        kind: house.runtime.readings.kind,
        ok: broken === undefined,
        reason: broken?.store.reason ?? null,
        series: picture.readings.size,
      },
      operations: { kind: 'postgres', ...operations },
    },
    backlog: {
      readings: picture.collectors.reduce((sum, one) => sum + one.backlog.readings, 0),
      oldestAt: oldestAt === null ? null : iso(oldestAt),
    },
    lagSeconds:
      picture.collectors.length === 0
        ? null
        : oldestAt === null
          ? 0
          : Math.max(0, (picture.now - oldestAt) / 1000),
    drops: dropsOf(house, picture),
    bus: { connected: house.bus.connected },
    book: picture.book
      ? {
          ok: picture.book.ok,
          at: iso(picture.book.at),
          problems: [...picture.book.problems],
          warnings: [...picture.book.warnings],
        }
      : null,
    live: house.stream.counts(),
    walls: house.picture.walls.map((wall) => ({ ...wall, at: iso(wall.at) })),
  };
}

export const status = defineEndpoint({
  path: '/api/v1/status',
  summary: 'Roles, stores, backlog, lag, drops.',
  right: { verb: 'read', resource: 'status' },
  query: z.strictObject({}),
  answer: statusSchema,
  answerWith: ({ house, who }) => statusOf(house, who),
});
