/**
 * The walk of an alarm with no set-up at all: a scenario of the drill, devices, collectors, rules, the person on call, an SMS
 * gateway, a telephone, and the answer given on it. It guards against the fault that no part shows alone: nobody is told.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drill } from '../../bin/verbs/drill.ts';
import { webAddress } from '../../lib/config/runtime.ts';
import type { DrillMessage } from '../../lib/readings/status.ts';
import { type Instance, startInstance, temporary } from '../house/instance.ts';

let vigie: Instance;
/** From the scenario to the telephone: the fire panel takes 9 s, a poll or a trap, one tick of the loop, the gateway 1 s. */
const soon = { timeout: 60_000, interval: 500 };

beforeAll(async () => {
  vigie = await startInstance(join(temporary('drill-walk'), 'data'), [
    '--drill',
    'centralised',
    '--port',
    '0',
  ]);
}, 120_000);
afterAll(() => vigie?.clean());

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${webAddress(vigie.runtime().web)}/api/v1${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      authorization: `Bearer ${readFileSync(join(vigie.data, 'admin-token'), 'utf8').trim()}`,
      'content-type': 'application/json',
    },
  });
  expect(response.status, path).toBeLessThan(300);
  return ((await response.json()) as { items: T }).items;
}
const scenario = (...args: string[]) => drill([...args, '--data', vigie.data], () => {});
const messages = (what: RegExp) =>
  ask<readonly DrillMessage[]>('/drill/phone').then((all) => all.filter(({ text }) => what.test(text)));
const incident = (rule: string) =>
  ask<readonly { rule: string; state: string; acknowledgement: { who: string; note: string } | null }[]>(
    '/incidents',
  ).then((all) => all.find((one) => one.rule === rule));

test('a fire reaches everyone at once, the guard among them, marked EXERCICE, with receipts', async () => {
  // Devices are read for the first time in these seconds: an alarm that is there at the first look counts as well.
  expect(await scenario('fire', 'cotonou')).toBe(0);
  await expect.poll(async () => (await messages(/INCENDIE/)).length, soon).toBe(4);
  const told = await messages(/INCENDIE/);
  expect(told.map(({ text }) => text)).toEqual(
    told.map(() => expect.stringMatching(/^EXERCICE CRITIQUE Cotonou/)),
  );
  expect(new Set(told.map(({ who }) => who))).toContain('Gardien, Cotonou');
  expect(told.map(({ number }) => number)).toEqual(told.map(() => expect.stringMatching(/^\+336•+\d\d$/)));
  await expect
    .poll(async () => {
      const all = await ask<readonly { person: string; state: string }[]>('/notifications');
      return all.filter(({ state }) => state === 'delivered').length;
    }, soon)
    .toBeGreaterThanOrEqual(4);
});

test('an answer on the telephone takes the incident in the name of whose telephone it is', async () => {
  const [message] = (await messages(/INCENDIE/)).filter(({ who }) => who === 'Rose Adjovi');
  const code = /OK [A-Z0-9]{4}/.exec(message?.text ?? '')?.[0] ?? '';
  await ask(`/drill/phone/${message?.id}/reply`, { text: `${code} en route` });
  await expect.poll(async () => (await incident('safety.fire'))?.state, soon).toBe('acknowledged');
  expect((await incident('safety.fire'))?.acknowledgement).toMatchObject({
    who: 'directrice',
    note: 'en route',
  });
});

test('when it is over, whoever was told is told so; and with the gateway down by the modem of the site', async () => {
  expect(await scenario('gateway-down', 'cotonou')).toBe(0);
  expect(await scenario('fire', 'cotonou', '--undo')).toBe(0);
  await expect
    .poll(async () => (await messages(/^EXERCICE FIN Cotonou: INCENDIE/)).map(({ way }) => way), {
      timeout: 150_000,
      interval: 1_000,
    })
    .toEqual(['secours', 'secours', 'secours', 'secours']);
}, 180_000);
