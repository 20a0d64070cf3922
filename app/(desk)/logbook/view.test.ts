/** Guards against a handover on which a late promise looks like any other, or whose hours have no day. */
import { describe, expect, it } from 'vitest';
import { type Line, lineRows, promiseRows, signedRows, waitingPage } from './view.ts';

const reader = {
  sites: [{ id: 'lome', name: 'Lomé' }],
  now: Date.parse('2026-11-24T12:00:00Z'),
  zone: 'UTC',
  locale: 'fr' as const,
};
const line = (at: string, more: Partial<Line> = {}): Line => ({
  at,
  kind: 'incident-opened',
  site: 'lome',
  who: null,
  subject: { fr: 'Salle chaude', en: 'Room hot' },
  note: '',
  severity: 'warning',
  span: null,
  ...more,
});

describe('lines', () => {
  it('say their day where it changes', () => {
    const rows = lineRows(
      ['2026-11-23T22:00:00Z', '2026-11-23T23:00:00Z', '2026-11-24T01:00:00Z'].map((at) => line(at)),
      reader,
    );
    expect(rows.map(({ at }) => at)).toEqual(['lun. 23 nov. 22:00', '23:00', 'mar. 24 nov. 01:00']);
  });
  it('carry the sign of an incident where it opens, and not where it ends', () => {
    const [opened, over] = lineRows(
      [line(''), line('', { kind: 'incident-resolved' })].map(at('2026-11-24')),
      reader,
    );
    expect([opened?.severity, over?.severity, opened?.site]).toEqual(['warning', null, 'Lomé']);
  });
  const at = (day: string) => (one: Line) => ({ ...one, at: `${day}T10:00:00Z` });
  it('say a span and a remark under their subject', () => {
    const span = { from: '2026-11-24T10:00:00Z', to: '2026-11-24T11:00:00Z' };
    const [row] = lineRows([line('2026-11-24T09:00:00Z', { span, note: 'congé' })], reader);
    expect(row?.under).toBe('mar. 24 nov. 10:00 – 11:00, UTC+0 · congé');
  });
});

describe('a line of a promise', () => {
  it('says by when, also when that hour was over as it was written', () => {
    const span = { from: '2026-11-24T10:00:00Z', to: '2026-11-24T09:00:00Z' };
    const [row] = lineRows([line('2026-11-24T10:00:00Z', { kind: 'promise-made', span })], reader);
    expect(row?.under).toBe('pour le mar. 24 nov. 09:00');
  });
});

describe('a promise', () => {
  const promise = { id: 'p', site: 'lome', party: 'fuel' as const, who: 'Station', what: '200 L' };
  it('says how late it is', () => {
    const [late, open] = promiseRows(
      [
        { ...promise, due: '2026-11-24T10:00:00Z' },
        { ...promise, due: '2026-11-24T15:00:00Z' },
      ],
      reader,
    );
    expect([late?.late, late?.due, late?.from]).toEqual([
      true,
      'attendue le mar. 24 nov. 10:00, en retard de 2\u00a0h',
      'Station, carburant, Lomé',
    ]);
    expect([open?.late, open?.due]).toEqual([false, 'pour le mar. 24 nov. 15:00, dans 3\u00a0h']);
  });
});

describe('a signed page', () => {
  const page = {
    id: 'a',
    from: '2026-11-23T12:00:00Z',
    to: '2026-11-24T06:00:00Z',
    outgoing: { who: 'awa', note: '' },
    incoming: null,
  };
  it('waits for another person than the one who wrote it', () => {
    expect(waitingPage(page, 'awa')?.own).toBe(true);
    expect(waitingPage(page, 'bio')?.own).toBe(false);
    const incoming = { who: 'bio', note: '', at: page.to };
    expect(waitingPage({ ...page, incoming }, 'cyr')).toBeNull();
    expect(signedRows([page], reader)[0]).toMatchObject({ taken: false, incoming: 'pas encore reprise' });
  });
});
