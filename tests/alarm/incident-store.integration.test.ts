/** Incidents in a real PostgreSQL: one thing must never have two open ones, and no hand may write over another's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentStore } from '../../lib/alarm/incident-store.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { smallIncident, smallTransition } from '../../lib/alarm/small-incident.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;

describe('the store of incidents', () => {
  let engine: Engine;
  let store: IncidentStore;
  beforeAll(async () => {
    engine = await embeddedPostgresEngine();
    await migrate(engine.access.url);
    store = openIncidentStore(engine.access.url);
  });
  afterAll(async () => {
    await store.close();
    await engine.stop();
  });

  it('keeps one open incident a thing, however often it is opened', async () => {
    const [one, two] = await Promise.all([
      store.write([smallIncident('i1', 'room-1', t0)], [], {}, t0),
      store.write([smallIncident('i2', 'room-1', t0)], [], {}, t0),
    ]);
    expect([...one, ...two]).toHaveLength(1);
    expect(await store.open()).toHaveLength(1);
  });

  it('lets no two hands write one version, and writes down who acted', async () => {
    const [open] = await store.open();
    if (open === undefined) throw new Error('nothing is open');
    const { id, version } = open.incident;
    const take = (who: string) =>
      store.act(id, { kind: 'acknowledge', who, note: 'j’y vais', until: t0 + 30 * minute }, t0, version);
    const both = await Promise.all([take('awa'), take('bio')]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'stale-version' });
    expect(await store.act('none', { kind: 'withdraw', who: 'awa' }, t0)).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('takes changes in order, and opens the thing anew only once it is resolved', async () => {
    const [open] = await store.open();
    const id = open?.incident.id ?? '';
    const cleared = smallTransition('room-1', t0 + minute, {
      change: 'cleared',
      reason: { kind: 'asked-again' },
    });
    const changed = await store.write(
      [smallIncident('i3', 'room-1', t0 + minute)],
      [
        { id, event: { kind: 'transition', transition: cleared }, paging: { recoveredAt: t0 + minute } },
        { id, event: { kind: 'transition', transition: cleared }, paging: null },
      ],
      { version: 1 },
      t0 + minute,
    );
    expect(changed.map(({ incident }) => [incident.id, incident.state])).toEqual([[id, 'resolved']]);
    const again = await store.write(
      [smallIncident('i4', 'room-1', t0 + 2 * minute)],
      [],
      {},
      t0 + 2 * minute,
    );
    expect(again.map(({ incident }) => incident.id)).toEqual(['i4']);
  });

  it('says what has changed since, and pages through a list by site, state and time', async () => {
    const { change } = await store.changedSince(0);
    await store.write(
      Array.from({ length: 25 }, (_, i) => smallIncident(`n${i}`, `room-${i + 10}`, t0 + i * minute)),
      [],
      {},
      t0,
    );
    const since = await store.changedSince(change);
    expect(since.items).toHaveLength(25);
    const found: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await store.list({
        sites: ['cotonou'],
        states: ['open'],
        limit: 10,
        cursor: cursor ?? null,
      });
      found.push(...page.items.map(({ incident }) => incident.id));
      cursor = page.next;
    }
    expect(new Set(found).size).toBe(26);
    expect((await store.list({ sites: ['douala'], limit: 10 })).items).toEqual([]);
    expect((await store.list({ limit: 10, cursor: 'nonsense' })).items).toHaveLength(10);
  });

  it('remembers evaluation and paging apart', async () => {
    await store.saveEvaluation({ steadyMs: 5 }, t0);
    await store.write([], [], { version: 1 }, t0);
    expect(await store.memory()).toEqual({ evaluation: { steadyMs: 5 }, paging: { version: 1 } });
  });
});
