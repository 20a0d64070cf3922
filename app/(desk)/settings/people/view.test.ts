/** Nothing ticked must mean every site, and only people added by hand may be changed here. */
import { describe, expect, it } from 'vitest';
import type { PersonLine } from '../../../../lib/identity/person.ts';
import { personBody, personRows } from './view.ts';

const line = (more: Partial<PersonLine>): PersonLine => ({
  id: 'ines',
  name: 'Inès',
  roles: ['operator', 'on-call'],
  sites: ['cotonou'],
  customer: null,
  locale: 'fr',
  origin: 'added',
  hasPassword: false,
  hasTotp: false,
  ...more,
});

describe('the list of people', () => {
  it('says roles, scope and how each signs in, in words', () => {
    const sites = [{ id: 'cotonou', name: 'Cotonou' }];
    const [row, book] = personRows(
      [line({}), line({ origin: 'book', sites: null, hasPassword: true, hasTotp: true })],
      sites,
      'fr',
    );
    expect(row).toMatchObject({
      roles: 'Opérateur, Astreinte',
      scope: 'Cotonou',
      means: 'lien',
      byHand: true,
    });
    expect(book).toMatchObject({ scope: 'Tous les sites', means: 'mot de passe et code', byHand: false });
  });
  it('sends what its form holds: no site ticked is every site, a role that is none is left out', () => {
    const form = new FormData();
    form.set('name', ' Inès ');
    form.append('roles', 'viewer');
    form.append('roles', 'king');
    form.set('customer', '');
    expect(personBody(form)).toEqual({
      name: 'Inès',
      roles: ['viewer'],
      sites: null,
      customer: null,
      locale: 'fr',
    });
    form.append('sites', 'cotonou');
    form.set('customer', 'canal');
    expect(personBody(form)).toMatchObject({ sites: ['cotonou'], customer: 'canal' });
  });
});
