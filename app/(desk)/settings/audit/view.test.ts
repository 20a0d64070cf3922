/** The last day asked for must be in the answer, and the filters must survive going to the next page. */
import { describe, expect, it } from 'vitest';
import { auditPath, auditQuery, auditRows } from './view.ts';

const none = { who: '', what: '', from: '', to: '', cursor: '' };

describe('the audit', () => {
  it('asks from the morning of the first day to the evening of the last', () => {
    const query = auditQuery({ ...none, from: '2026-11-24', to: '2026-11-24' });
    expect(Object.fromEntries(query)).toEqual({
      from: '2026-11-24T00:00:00Z',
      to: '2026-11-25T00:00:00.000Z',
    });
  });
  it('asks nothing of what is no day and no cursor, rather than fail', () => {
    expect(auditQuery({ ...none, from: 'yesterday', to: '2026-99-99', cursor: 'x' }).size).toBe(0);
  });
  it('keeps its filters from page to page, in the address', () => {
    const filter = { ...none, who: 'ines', what: 'sign in' };
    expect(auditPath(filter, '42')).toBe('/settings/audit?who=ines&what=sign+in&cursor=42');
    expect(auditPath(none, null)).toBe('/settings/audit');
  });
  it('shows what was changed on one line, without what is empty', () => {
    const about = { kind: 'wall', role: null, sites: ['cotonou'] };
    const [row] = auditRows(
      [{ id: '1', at: '2026-11-24T12:00:05Z', who: 'ines', what: 'make token', about }],
      'fr',
      'UTC',
    );
    expect(row?.about).toBe('kind: wall · sites: ["cotonou"]');
    expect(row?.at).toMatch(/12:00:05$/);
  });
});
