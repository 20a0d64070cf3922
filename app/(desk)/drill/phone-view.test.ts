/** Guards against a telephone that offers an answer nobody asked for, twice, or before the message is there. */
import { describe, expect, it } from 'vitest';
import { phoneLines } from './phone-view.ts';

const alarm = {
  id: 'r-1',
  who: 'Awa Dossou',
  number: '+336••••••01',
  way: 'sms',
  text: 'EXERCICE ALARME Cotonou: Feu, depuis 10:04. Repondre OK K4TX http://127.0.0.1:3000/a/OK-ABCD',
  at: '2026-11-24T09:04:00Z',
  deliveredAt: '2026-11-24T09:04:01Z',
  reply: null,
};
const lineOf = (change: Partial<Parameters<typeof phoneLines>[0]['items'][number]>) =>
  phoneLines({ items: [{ ...alarm, ...change }] }, 'fr', 'Africa/Porto-Novo')[0];

describe('the telephone of the drill', () => {
  it('says by which way and when a message came, and offers the answer that it asks for', () => {
    expect(lineOf({})).toEqual({
      id: 'r-1',
      who: 'Awa Dossou',
      number: '+336••••••01',
      text: 'EXERCICE ALARME Cotonou: Feu, depuis 10:04. Repondre OK K4TX',
      link: 'http://127.0.0.1:3000/a/OK-ABCD',
      stands: 'envoyé à 10:04:00 par la passerelle SMS, reçu à 10:04:01',
      answered: null,
      answer: 'OK K4TX',
    });
  });
  it('offers none before it is there, after one was given, or when none is asked for', () => {
    expect(lineOf({ deliveredAt: null })).toMatchObject({
      answer: null,
      stands: expect.stringMatching(/en route$/),
    });
    expect(lineOf({ reply: 'OK K4TX' })?.answer).toBeNull();
    expect(lineOf({ reply: 'OK K4TX' })?.answered).toMatch(/^Répondu.: OK K4TX$/);
    expect(lineOf({ text: 'EXERCICE FIN Cotonou: Feu' })?.answer).toBeNull();
  });
  it('opens nothing that is no page', () => {
    expect(lineOf({ text: 'EXERCICE javascript:alert(1)' })).toMatchObject({
      link: null,
      text: 'EXERCICE javascript:alert(1)',
    });
  });
  it('names a way that it does not know as it is', () => {
    expect(lineOf({ way: 'constructor' })?.stands).toContain('par constructor');
  });
});
