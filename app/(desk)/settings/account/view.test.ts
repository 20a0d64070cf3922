/** Whoever forgot the password must be able to set a new one after a link; nobody else may without the old one. */
import { describe, expect, it } from 'vitest';
import { type Account, asksCurrent, sessionRows } from './view.ts';

const account: Account = {
  person: 'ines',
  name: 'Inès',
  hasPassword: true,
  hasTotp: false,
  fresh: false,
  sessions: [
    {
      id: '1',
      means: 'link',
      address: '192.0.2.1',
      agent: 'Mozilla/5.0 (Android 15) Firefox/132.0',
      seenAt: '2026-11-24T12:00:00Z',
      mine: true,
    },
  ],
};

describe('one’s own account', () => {
  it('asks for the current password, but just after a link or when there is none', () => {
    expect(asksCurrent(account)).toBe(true);
    expect(asksCurrent({ ...account, fresh: true })).toBe(false);
    expect(asksCurrent({ ...account, hasPassword: false })).toBe(false);
  });
  it('names each session by browser, place and hour', () => {
    expect(sessionRows(account, 'fr', 'UTC')[0]).toMatchObject({
      browser: 'Firefox, Android',
      from: 'par lien, 192.0.2.1',
      mine: true,
    });
  });
});
