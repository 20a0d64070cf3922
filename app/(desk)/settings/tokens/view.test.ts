/** The administrator's own token must not be offered for revoking, nor one that is revoked already. */
import { describe, expect, it } from 'vitest';
import { type Token, tokenBody, tokenRows } from './view.ts';

const token = (more: Partial<Token>): Token => ({
  id: '1',
  kind: 'wall',
  name: 'Hall',
  role: null,
  sites: null,
  customer: null,
  createdAt: '2026-11-24T12:00:00Z',
  createdBy: 'ines',
  expiresAt: null,
  revoked: false,
  ...more,
});

describe('the list of tokens', () => {
  it('has those in force first, and offers to revoke those only, never the administrator’s', () => {
    const rows = tokenRows(
      [
        token({ name: 'old', revoked: true }),
        token({ name: 'root', kind: 'administrator' }),
        token({ kind: 'api', name: 'tickets', role: 'operator', sites: ['cotonou'] }),
      ],
      [{ id: 'cotonou', name: 'Cotonou' }],
      'fr',
      'UTC',
    );
    expect(rows.map(({ name, revocable }) => `${name} ${revocable}`)).toEqual([
      'root false',
      'tickets true',
      'old false',
    ]);
    expect(rows[1]).toMatchObject({ rights: 'Programme, Opérateur', scope: 'Cotonou', ends: 'jamais' });
  });
  it('sends a role for a program only: a wall has a wall’s rights', () => {
    const form = new FormData();
    form.set('kind', 'wall');
    form.set('name', 'Hall');
    form.set('role', 'operator');
    form.set('days', '');
    expect(tokenBody(form)).toEqual({ kind: 'wall', name: 'Hall', sites: null, customer: null });
    form.set('kind', 'api');
    form.set('days', '30');
    expect(tokenBody(form)).toMatchObject({ kind: 'api', role: 'operator', days: 30 });
  });
});
