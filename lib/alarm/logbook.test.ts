/** Guards against a shift that does not learn what the one before it knew, and against a page signed by one hand. */
import { describe, expect, it } from 'vitest';
import { logLines, type ToldIncident } from './log-lines.ts';
import {
  firstPageMs,
  inBoth,
  incomingProblem,
  type LogLine,
  maxLines,
  pageBeginsAt,
  pageBody,
  promiseState,
  type StoredPromise,
} from './logbook.ts';

const t0 = Date.UTC(2026, 10, 24, 6);
const hour = 3_600_000;
const note = (at: number): LogLine => ({
  at,
  kind: 'note',
  site: null,
  who: 'awa',
  subject: inBoth('relève'),
  note: '',
  severity: null,
  span: null,
});
const promise = (more: Partial<StoredPromise> = {}): StoredPromise => ({
  id: 'p1',
  site: 'cotonou',
  party: 'fuel',
  who: 'Station Akpakpa',
  what: '200 L',
  dueAt: t0 + 4 * hour,
  madeAt: t0 + hour,
  by: 'awa',
  closed: null,
  ...more,
});
const incident: ToldIncident = {
  id: 'i1',
  key: 'k',
  rule: 'climate.hot',
  site: 'cotonou',
  device: 'room-1',
  severity: 'warning',
  child: false,
  openedAt: t0,
  acknowledgedAt: t0 + 1,
  resolvedAt: t0 + 2,
  title: { fr: 'Salle chaude', en: 'Room hot' },
  acknowledgedBy: 'awa',
};
const nothing = { incidents: [], plans: [], shelves: [], overrides: [], done: [], notes: [], drills: [] };
const names = { rule: inBoth, check: (_: string, id: string) => inBoth(id) };

describe('a page', () => {
  it('takes what happened in its span, its beginning included and its end not', () => {
    const lines = [t0 + 8 * hour, t0 - 1, t0 + hour, t0].map(note);
    expect(pageBody(lines, [], t0, t0 + 8 * hour).lines.map(({ at }) => at)).toEqual([t0, t0 + hour]);
  });
  it('says how many lines it leaves out, the oldest', () => {
    const body = pageBody(
      Array.from({ length: maxLines + 3 }, (_, n) => note(t0 + n)),
      [],
      t0,
      t0 + hour,
    );
    expect([body.lines.length, body.leftOut, body.lines[0]?.at]).toEqual([maxLines, 3, t0 + 3]);
  });
  it('hands over the promises that are open at its end, and no others', () => {
    const closed = (at: number) => ({ kept: true, at, by: 'bio', note: '' });
    const all = [
      promise({ id: 'still' }),
      promise({ id: 'kept before', closed: closed(t0 + 2 * hour) }),
      promise({ id: 'kept after', closed: closed(t0 + 9 * hour) }),
      promise({ id: 'made after', madeAt: t0 + 9 * hour }),
    ];
    const { promises, lines } = pageBody([], all, t0, t0 + 8 * hour);
    expect(promises.map(({ id }) => id)).toEqual(['still', 'kept after']);
    expect(lines.map(({ kind }) => kind).filter((kind) => kind === 'promise-kept')).toHaveLength(1);
  });
  it('begins where the last one ended, and the first one a day ago', () => {
    expect(pageBeginsAt({ toAt: t0 }, t0 + hour)).toBe(t0);
    expect(pageBeginsAt(null, t0)).toBe(t0 - firstPageMs);
  });
});

describe('signatures', () => {
  const outgoing = { who: 'awa', note: '' };
  it('are of two people', () => {
    expect(incomingProblem({ outgoing, incoming: null }, 'awa')).toBe('same-person');
    expect(incomingProblem({ outgoing, incoming: null }, 'bio')).toBeNull();
  });
  it('are given once', () => {
    const incoming = { who: 'bio', note: '', at: t0 };
    expect(incomingProblem({ outgoing, incoming }, 'cyr')).toBe('taken-already');
  });
});

describe('a promise', () => {
  it('is late after its hour, until somebody says how it ended', () => {
    expect(promiseState(promise(), t0 + 4 * hour)).toBe('open');
    expect(promiseState(promise(), t0 + 4 * hour + 1)).toBe('late');
    const closed = { kept: false, at: t0, by: 'bio', note: '' };
    expect(promiseState(promise({ closed }), t0 + 9 * hour)).toBe('broken');
  });
});

describe('lines', () => {
  it('tell the three moments of an incident, and nothing of one that another explains', () => {
    const told = logLines({ ...nothing, incidents: [incident, { ...incident, child: true }] }, names);
    expect(told.map(({ kind, who }) => [kind, who])).toEqual([
      ['incident-opened', null],
      ['incident-acknowledged', 'awa'],
      ['incident-resolved', null],
    ]);
    expect(told[0]?.subject).toEqual({ fr: 'Salle chaude, room-1', en: 'Room hot, room-1' });
  });
  it('tell what was planned and what was taken back, each at its own time', () => {
    const mark = (at: number) => ({ at, by: 'awa' });
    const override = {
      schedule: 'noc',
      person: 'bio',
      fromAt: t0,
      toAt: t0 + hour,
      id: 'o',
      reason: 'congé',
      created: mark(t0),
      removed: mark(t0 + 5),
    };
    const told = logLines({ ...nothing, overrides: [override] }, names);
    expect(told.map(({ kind, at, note }) => [kind, at, note])).toEqual([
      ['override-added', t0, 'congé'],
      ['override-removed', t0 + 5, ''],
    ]);
  });
});
