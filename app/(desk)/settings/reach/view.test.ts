/** Guards against a browser that believes it is pushed to and is not, and against a button that cannot work. */
import { describe, expect, it } from 'vitest';
import { type BrowserState, browserName, type Reach, reachView } from './view.ts';

const reach: Reach = {
  ways: [
    { name: 'sms', channel: 'sms', kind: 'sms' },
    { name: 'push', channel: 'push', kind: 'web-push' },
  ],
  publicKey: 'BKey',
  browsers: [],
};
const chrome =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36';
const own = { id: 'a', browser: chrome, createdAt: '2026-11-24T12:00:00Z' };
const able: BrowserState = { able: true, denied: false, own: null };
const view = (more: Partial<Reach>, browser: Partial<BrowserState> = {}) =>
  reachView(
    { ...reach, ...more },
    { ...able, ...browser },
    { locale: 'fr', zone: 'Africa/Porto-Novo', person: 'ama' },
  );

describe('this browser', () => {
  it('is asked when it can be', () => {
    expect(view({})).toEqual({ browsers: [], hindered: null, mayAsk: true, unused: null });
  });
  it('is not asked twice', () => {
    const shown = view({ browsers: [own] }, { own: 'a' });
    expect(shown).toMatchObject({ mayAsk: false, unused: null });
    expect(shown.browsers).toMatchObject([{ name: 'Chrome, Android', own: true }]);
  });
  it('that was subscribed and that Vigie has forgotten is asked again', () => {
    expect(view({}, { own: 'a' }).mayAsk).toBe(true);
  });
  it.each<[string, Partial<Reach>, Partial<BrowserState>, RegExp]>([
    ['no channel', { publicKey: null }, {}, /channels\.yaml/],
    ['no push', {}, { able: false }, /écran d’accueil/],
    ['refused', {}, { denied: true }, /réglages/],
  ])('is told why not: %s', (_, more, browser, why) => {
    expect(view(more, browser)).toMatchObject({ mayAsk: false, hindered: expect.stringMatching(why) });
  });
  it('to which no way leads is told so: nothing would ever arrive', () => {
    const ways = reach.ways.slice(0, 1);
    expect(view({ ways, browsers: [own] }, { own: 'a' }).unused).toContain('address: ama');
  });
});

it('a browser has a name that its owner knows', () => {
  expect(browserName('Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0')).toBe('Firefox, Windows');
  expect(browserName('')).toBe('—');
});
