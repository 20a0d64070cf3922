/** A scope of no site must not read like one of every site. */
import { describe, expect, it } from 'vitest';
import { roles } from '../../lib/identity/rights.ts';
import { agentWord, kindWord, roleWord, scopeWord } from './words.ts';

const names = new Map([['cotonou', 'Cotonou']]);

describe('the words of settings', () => {
  it('tell every site, some sites and none apart, and name a customer', () => {
    expect(scopeWord({ sites: null, customer: null }, names, 'fr')).toBe('Tous les sites');
    expect(scopeWord({ sites: ['cotonou', 'gone'], customer: null }, names, 'fr')).toBe('Cotonou, gone');
    expect(scopeWord({ sites: [], customer: null }, names, 'fr')).toBe('Aucun site');
    expect(scopeWord({ sites: null, customer: 'canal' }, names, 'en')).toBe('Every site · Customer canal');
  });
  it('have one for each role in both languages', () => {
    for (const locale of ['fr', 'en'] as const)
      expect(new Set(roles.map((role) => roleWord(role, locale))).size).toBe(roles.length);
    expect([roleWord('on-call', 'fr'), kindWord('wall', 'fr')]).toEqual(['Astreinte', 'Mur']);
  });
  it('name a browser as its owner would', () => {
    const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36';
    expect(agentWord(chrome, 'fr')).toBe('Chrome, Linux');
    expect(agentWord(`${chrome} Edg/131.0`.replace('Chrome/131.0 ', ''), 'fr')).toContain('Linux');
    expect(agentWord('curl/8', 'fr')).toBe('Navigateur inconnu');
  });
});
