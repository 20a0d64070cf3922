/** POST: a wall beats, a scenario of the drill begins or is undone, a job calls in. */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { type House, pictureNow } from '../house.ts';
import { ProblemError } from '../problem.ts';
import { instant, iso } from './shapes.ts';

const shortName = z.string().min(1).max(100);

export const wallBeat = defineEndpoint({
  method: 'POST',
  path: '/api/v1/walls/beat',
  summary: 'A wall says that it lives; a missing wall is news.',
  right: { verb: 'beat', resource: 'walls' },
  body: z.strictObject({
    wall: shortName,
    screen: shortName,
    lang: z.enum(['fr', 'en']),
    build: z.string().max(100),
    heapBytes: z.number().nonnegative().nullable(),
    silentMs: z.number().nonnegative(),
  }),
  answer: z.object({ build: z.string() }).describe('Another build than the page’s: reload.'),
  answerWith: ({ house, body, who }) => {
    const { build: _, ...beat } = body;
    const kept = who?.kind === 'wall' ? who.name : null;
    house.bus.publish('vigie/v1/walls/{}', { ...beat, kept, at: house.clock.now() }, beat.wall);
    return { build: house.build };
  },
});

/** How long a scenario may take to begin before the caller is told so. */
export const drillAnswerWithinMs = 15_000;

function drillAnswer(house: House, id: string): Promise<{ ok: boolean; reason: string | null }> {
  return new Promise((resolve) => {
    const late = setTimeout(
      () => done({ ok: false, reason: 'the drill did not answer in time' }),
      drillAnswerWithinMs,
    );
    const stop = house.bus.subscribe('vigie/v1/drill/status', (status) => {
      const answer = status.answers.find((one) => one.id === id);
      if (answer) done(answer);
    });
    function done(answer: { ok: boolean; reason: string | null }): void {
      clearTimeout(late);
      stop();
      resolve({ ok: answer.ok, reason: answer.reason });
    }
  });
}

export const startDrill = defineEndpoint({
  method: 'POST',
  path: '/api/v1/drill',
  summary: 'Begins a scenario of the drill at a site, or undoes it; answers once it has begun.',
  right: { verb: 'operate', resource: 'drill' },
  status: 201,
  body: z.strictObject({
    scenario: shortName,
    site: shortName,
    undo: z
      .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
      .default(false),
  }),
  answer: z.object({
    id: z.string(),
    scenario: z.string(),
    site: z.string(),
    undo: z.boolean(),
    at: instant,
  }),
  answerWith: async ({ house, body, who }) => {
    if (house.runtime.drill === null)
      throw new ProblemError(404, 'This is a real installation: it has no drill.');
    const { scenario, site, undo } = body;
    const picture = pictureNow(house, who);
    if (!picture.sites.some((one) => one.id === site))
      throw new ProblemError(400, `site: ${site} is not a site of the drill`);
    const scenarios = picture.drill?.scenarios ?? [];
    if (!scenarios.includes(scenario))
      throw new ProblemError(
        400,
        `scenario: ${scenario} is not one of ${scenarios.join(', ') || '(the drill is starting)'}`,
      );
    const id = randomUUID();
    const answer = drillAnswer(house, id);
    house.bus.publish('vigie/v1/drill/command', { id, scenario, site, undo });
    const { ok, reason } = await answer;
    if (!ok) throw new ProblemError(409, `The drill did not begin: ${reason ?? 'no reason given'}`);
    return { id, scenario, site, undo, at: iso(house.clock.now()) };
  },
});

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

export const heartbeat = defineEndpoint({
  method: 'POST',
  path: '/api/v1/heartbeats/{site}/{device}/{key}',
  summary: 'A job (backup, antivirus update) says that it has run; the key is the one of the site book.',
  right: 'own-key',
  status: 202,
  params: z.object({ site: shortName, device: shortName, key: z.string().min(1).max(200) }),
  body: z.strictObject({
    result: z.enum(['ok', 'failed']).default('ok'),
    bytes: z.coerce.number().nonnegative().max(1e18).optional(),
    seconds: z.coerce.number().nonnegative().max(1e9).optional(),
  }),
  answer: z.object({ name: z.string(), at: instant }),
  answerWith: ({ house, params, body }) => {
    const site = house.picture.inventory?.sites.find((one) => one.id === params.site);
    const device = site?.devices.find((one) => one.id === params.device);
    const beat = device?.heartbeats.find((one) => one.key !== null && sameSecret(one.key, params.key));
    // One answer for an unknown site, device or key: nobody learns names by trying.
    if (!beat || !device) throw new ProblemError(401, 'No heartbeat of the site book has this key.');
    const at = house.clock.now();
    house.bus.publish(
      'vigie/v1/heartbeats/{}',
      {
        site: device.site,
        device: device.id,
        name: beat.name,
        at,
        ok: body.result === 'ok',
        sizeBytes: body.bytes ?? null,
        durationMs: body.seconds === undefined ? null : body.seconds * 1000,
      },
      device.site,
    );
    return { name: beat.name, at: iso(at) };
  },
});
