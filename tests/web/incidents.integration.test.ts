/**
 * The API of incidents on a real PostgreSQL, through the real door. It guards against an act that leaves no trace in the
 * audit, a person who acts beyond their sites, and two people who each believe that they have it.
 */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgeIncident, noteIncident, withdrawIncident } from '../../app/_server/api/incident-acts.ts';
import { listIncidents, oneIncident } from '../../app/_server/api/incident-endpoints.ts';
import type { Endpoint } from '../../app/_server/endpoint.ts';
import type { IncidentStore } from '../../lib/alarm/incident-store.ts';
import { openIncidentStore } from '../../lib/alarm/postgres-incident-store.ts';
import { smallIncident } from '../../lib/alarm/small-incident.ts';
import { migrate } from '../../lib/config/postgres-migrate.ts';
import { type Engine, embeddedPostgresEngine } from '../stores/engines.ts';
import { IncidentStage, person } from './stage/incident-stage.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
let engine: Engine;
let store: IncidentStore;
let pool: pg.Pool;
const desk = new IncidentStage();

const audited = async (id: string) => {
  const { rows } = await pool.query(
    `select who, what, about from identity.audit where about->>'incident' = $1 order by at, what`,
    [id],
  );
  return rows as { who: string; what: string; about: Record<string, unknown> }[];
};

beforeAll(async () => {
  engine = await embeddedPostgresEngine();
  await migrate(engine.access.url);
  store = openIncidentStore(engine.access.url);
  desk.store = store;
  pool = new pg.Pool({ connectionString: engine.access.url, max: 2 });
  pool.on('error', () => undefined);
  await store.write(
    [
      smallIncident('hot', 'room-1', t0),
      smallIncident('link', 'fw-1', t0 + minute, {
        key: 'link.both-down|abidjan/fw-1/primary',
        rule: 'link.both-down',
        site: 'abidjan',
        severity: 'critical',
      }),
      ...['ups-1', 'srv-1'].map((device) =>
        smallIncident(`under-${device}`, device, t0 + 2 * minute, {
          key: `device.silent|abidjan/${device}/`,
          rule: 'device.silent',
          site: 'abidjan',
          metric: null,
        }),
      ),
    ],
    ['ups-1', 'srv-1'].map((device) => ({
      id: `under-${device}`,
      event: { kind: 'explain', root: 'link' } as const,
      paging: { standing: 'child' } as const,
    })),
    {},
    t0 + 3 * minute,
  );
}, 60_000);
afterAll(async () => {
  await pool.end();
  await store.close();
  await engine.stop();
});
beforeEach(() => {
  desk.now = t0 + 5 * minute;
  desk.published = [];
});
afterEach(() => desk.close());

describe('the list of incidents', () => {
  it('has the fields of the contract, the latest first, and pages', async () => {
    const first = await desk.call(person('awa'), listIncidents, {}, { query: '?limit=3&lang=fr' });
    expect(first.status).toBe(200);
    expect(first.said.items.map(({ id }) => id)).toEqual(['under-ups-1', 'under-srv-1', 'link']);
    expect(first.said.items[2]).toMatchObject({
      id: 'link',
      rule: 'link.both-down',
      site: 'abidjan',
      device: 'fw-1',
      severity: 'critical',
      state: 'open',
      openedAt: new Date(t0 + minute).toISOString(),
      acknowledgedAt: null,
      resolvedAt: null,
      title: 'Salle chaude',
      cause: 'Plus de 30 °C',
      firstAction: 'Vérifier la climatisation',
    });
    const second = await desk.call(
      person('awa'),
      listIncidents,
      {},
      { query: `?limit=3&cursor=${first.said.next}` },
    );
    expect(second.said.items.map(({ id }) => id)).toEqual(['hot']);
    expect(second.said.next).toBeNull();
  });

  it('filters by state, severity, site, device and time, and says what a filter may be', async () => {
    const ids = async (query: string) =>
      (await desk.call(person('awa'), listIncidents, {}, { query })).said.items?.map(({ id }) => id);
    expect(await ids('?state=open,acknowledged&site=cotonou')).toEqual(['hot']);
    expect(await ids('?severity=critical')).toEqual(['link']);
    expect(await ids('?device=srv-1')).toEqual(['under-srv-1']);
    expect(await ids(`?to=${new Date(t0 + 1).toISOString()}`)).toEqual(['hot']);
    expect(await ids('?state=resolved')).toEqual([]);
    const wrong = await desk.call(person('awa'), listIncidents, {}, { query: '?site=atlantis' });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('conakry')]);
    expect((await desk.call(person('awa'), listIncidents, {}, { query: '?state=shut' })).status).toBe(400);
    expect((await desk.call(person('awa'), listIncidents, {}, { query: '?cursor=none' })).status).toBe(400);
  });

  it('shows nobody more than their sites, and one incident elsewhere does not exist for them', async () => {
    const local = person('koffi', { sites: ['cotonou'] });
    expect((await desk.call(local, listIncidents)).said.items.map(({ id }) => id)).toEqual(['hot']);
    expect((await desk.call(local, listIncidents, {}, { query: '?site=abidjan' })).status).toBe(403);
    expect((await desk.call(local, oneIncident, { id: 'link' })).status).toBe(404);
    expect(
      (await desk.call(local, acknowledgeIncident, { id: 'link' }, { body: { note: 'x' } })).status,
    ).toBe(404);
  });

  it('comes as CSV, where no name is taken for a formula', async () => {
    const { text } = await desk.call(person('awa'), listIncidents, {}, { query: '?format=csv&site=cotonou' });
    const [head, line] = text.split('\r\n');
    expect(head).toContain('id,site,device');
    expect(line).toContain('hot,cotonou,room-1');
  });
});

describe('one incident', () => {
  it('tells its timeline in words, what explains it, what it explains, and the limit that was passed', async () => {
    const { said } = await desk.call(person('awa'), oneIncident, { id: 'link' });
    expect(said).toMatchObject({
      limit: { value: 41.5, bound: 30, side: 'above' },
      explainedBy: null,
      timeline: [{ kind: 'opened', who: null, reason: expect.stringContaining('41,5') }],
    });
    expect((said.children as unknown as { id: string }[]).map(({ id }) => id).toSorted()).toEqual([
      'under-srv-1',
      'under-ups-1',
    ]);
    const child = await desk.call(person('awa'), oneIncident, { id: 'under-srv-1' });
    expect(child.said.explainedBy).toMatchObject({ id: 'link' });
    expect((await desk.call(person('awa'), oneIncident, { id: 'none' })).status).toBe(404);
  });
});

describe('acting on an incident', () => {
  const untilAt = new Date(t0 + 65 * minute).toISOString();

  it('takes it with a note and an hour, says so to every screen, and leaves one line in the audit', async () => {
    const taken = await desk.call(
      person('awa'),
      acknowledgeIncident,
      { id: 'hot' },
      {
        body: { note: 'j’appelle', until: untilAt, version: 1 },
      },
    );
    expect(taken.status).toBe(200);
    expect(taken.said).toMatchObject({
      state: 'acknowledged',
      acknowledgement: { who: 'awa', note: 'j’appelle', until: untilAt },
    });
    expect(desk.published).toEqual([
      ['vigie/v1/incidents/{}', expect.objectContaining({ id: 'hot', state: 'acknowledged' }), 'cotonou'],
    ]);
    expect(await audited('hot')).toEqual([
      { who: 'awa', what: 'incident: acknowledge', about: expect.objectContaining({ note: 'j’appelle' }) },
    ]);
  });

  it('lets nobody take over unseen what another has taken', async () => {
    const late = await desk.call(
      person('bio'),
      acknowledgeIncident,
      { id: 'hot' },
      { body: { note: '', version: 1 } },
    );
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('has changed')]);
    expect(await audited('hot')).toHaveLength(1);
  });

  it('refuses an hour that is past, or too far to be remembered', async () => {
    for (const until of [t0, t0 + 9 * 86_400_000])
      expect(
        (
          await desk.call(
            person('awa'),
            acknowledgeIncident,
            { id: 'link' },
            { body: { until: new Date(until).toISOString() } },
          )
        ).status,
      ).toBe(400);
  });

  it('gives it back, notes what was found, and refuses to give back twice', async () => {
    expect(
      (await desk.call(person('awa'), withdrawIncident, { id: 'hot' }, { body: {} })).said,
    ).toMatchObject({
      state: 'open',
      acknowledgement: null,
    });
    expect((await desk.call(person('awa'), withdrawIncident, { id: 'hot' }, { body: {} })).status).toBe(409);
    const noted = await desk.call(
      person('awa'),
      noteIncident,
      { id: 'hot' },
      { body: { note: 'Filtre bouché' } },
    );
    expect(noted.status).toBe(201);
    expect(
      (await desk.call(person('awa'), noteIncident, { id: 'hot' }, { body: { note: ' ' } })).status,
    ).toBe(400);
    const { said } = await desk.call(person('awa'), oneIncident, { id: 'hot' });
    expect((said.timeline as unknown as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'opened',
      'acknowledged',
      'withdrawn',
      'noted',
    ]);
    expect((await audited('hot')).map(({ what }) => what).toSorted()).toEqual([
      'incident: acknowledge',
      'incident: note',
      'incident: withdraw',
    ]);
  });

  it('takes what it explains with it, each with a line of its own in the audit', async () => {
    const taken = await desk.call(
      person('awa'),
      acknowledgeIncident,
      { id: 'link' },
      {
        body: { note: 'opérateur appelé', until: untilAt, children: true },
      },
    );
    expect((taken.said.children as unknown as string[]).toSorted()).toEqual(['under-srv-1', 'under-ups-1']);
    expect(await audited('under-srv-1')).toHaveLength(1);
    expect((await store.open()).filter(({ incident }) => incident.state === 'acknowledged')).toHaveLength(3);
  });

  it('is for who may operate: a viewer reads and is refused', async () => {
    const viewer = person('vera', { roles: ['viewer'] });
    expect((await desk.call(viewer, oneIncident, { id: 'hot' })).status).toBe(200);
    for (const endpoint of [acknowledgeIncident, withdrawIncident, noteIncident] as unknown as Endpoint[])
      expect((await desk.call(viewer, endpoint, { id: 'hot' }, { body: { note: 'x' } })).status).toBe(403);
  });
});
