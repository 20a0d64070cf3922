/** A guesser must be slowed without shutting anybody else out; a code must work once; a weak password must be refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsRehash, parsePhc, weakness } from './password-form.ts';
import { BusyError, Passwords, passwordCost } from './passwords.ts';
import {
  addressLimit,
  freeTries,
  longestWaitMs,
  personLimit,
  type Tries,
  waitFor,
  windowMs,
} from './sign-in-limits.ts';
import { base32, codeAt, stepOf, totpAddress } from './totp.ts';

const none: Tries = { pairWrong: 0, pairLastAt: null, known: false, personWrong: 0, addressWrong: 0 };
const anyTries = fc.record({
  pairWrong: fc.nat(10_000),
  pairLastAt: fc.option(fc.integer({ min: 0, max: 2 ** 42 })),
  known: fc.boolean(),
  personWrong: fc.nat(1_000),
  addressWrong: fc.nat(1_000),
});

describe('wrong passwords', () => {
  it('cost nothing at first, then twice as long each time, and never over a quarter of an hour', () => {
    const wait = (pairWrong: number) => waitFor({ ...none, pairWrong, pairLastAt: 1_000 }, 1_000);
    expect([0, freeTries - 1, freeTries, freeTries + 1, freeTries + 2].map(wait)).toEqual([
      0, 0, 1_000, 2_000, 4_000,
    ]);
    expect(wait(500)).toBe(longestWaitMs);
  });
  it('of whoever guesses from elsewhere shut out nobody who has signed in from here before', () => {
    const attacked = { ...none, personWrong: personLimit, addressWrong: addressLimit };
    expect(waitFor(attacked, 0)).toBe(windowMs);
    expect(waitFor({ ...attacked, known: true }, 0)).toBe(0);
  });
  it('never shut anybody out for ever, whatever happened and whatever the clock did', () => {
    fc.assert(
      fc.property(anyTries, fc.integer({ min: 0, max: 2 ** 42 }), (tries, now) => {
        const wait = waitFor(tries, now);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.max(longestWaitMs, windowMs));
        if (tries.pairLastAt !== null && tries.known)
          expect(waitFor(tries, Math.max(now, tries.pairLastAt) + longestWaitMs)).toBe(0);
      }),
    );
  });
});

describe('codes of an authenticator', () => {
  const secret = Buffer.from('12345678901234567890');
  it('are those of RFC 6238, appendix B', () => {
    const at = (seconds: number) => codeAt(secret, Math.floor(seconds / 30));
    expect([59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000].map(at)).toEqual([
      '287082',
      '081804',
      '050471',
      '005924',
      '279037',
    ]);
  });
  it('are taken a step early or late, once, and never when older', () => {
    const now = 1_111_111_111_000;
    const step = Math.floor(now / 30_000);
    for (const off of [-1, 0, 1]) expect(stepOf(secret, codeAt(secret, step + off), now, 0)).toBe(step + off);
    for (const off of [-2, 2]) expect(stepOf(secret, codeAt(secret, step + off), now, 0)).toBeNull();
    expect(stepOf(secret, codeAt(secret, step), now, step)).toBeNull();
    for (const typed of ['', '12345', '1234567', 'abcdef', '٠٥٠٤٧١'])
      expect(stepOf(secret, typed, now, 0)).toBeNull();
    expect(stepOf(secret, '050 471', now, 0)).toBe(step);
  });
  it('have an address that an authenticator reads', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(totpAddress(Buffer.from('foobar'), 'ines.k', 'Vigie Test')).toBe(
      'otpauth://totp/Vigie%20Test:ines.k?secret=MZXW6YTBOI&issuer=Vigie%20Test',
    );
  });
});

describe('a password', () => {
  it('is refused when it is short, one key held down, or one’s own name', () => {
    expect(weakness('onze lettres'.slice(1), 'ines')).toBe('short');
    expect(weakness('aaaaaaaaaaaaaaaa', 'ines')).toBe('simple');
    expect(weakness('ines.koffi-vigie1', 'ines.koffi')).toBe('name');
    expect(weakness('x'.repeat(201), 'ines')).toBe('long');
    expect(weakness('trois mots au hasard', 'ines')).toBeNull();
  });
  it('is kept as argon2id with a salt of its own, and known again however its accents were typed', async () => {
    const passwords = new Passwords();
    const kept = await passwords.hash('été à Cotonou', new Uint8Array(16).fill(7));
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify('été à Cotonou'.normalize('NFD'), kept)).toBe(true);
    expect(await passwords.verify('ete a Cotonou', kept)).toBe(false);
    expect(await passwords.verify('anything', null)).toBe(false);
    expect(await passwords.hash('été à Cotonou', new Uint8Array(16).fill(8))).not.toBe(kept);
  });
  it('kept at a lower cost is hashed anew, one kept at today’s is not', () => {
    const at = (cost: string) => `$argon2id$v=19$${cost}$AAAAAAAAAAAAAAAAAAAAAA$AAAA`;
    expect(needsRehash(at('m=4096,t=2,p=1'), passwordCost)).toBe(true);
    expect(needsRehash(at('m=19456,t=2,p=1'), passwordCost)).toBe(false);
    expect(needsRehash('$2b$10$other', passwordCost)).toBe(true);
    expect(parsePhc('$argon2i$v=19$m=1,t=1,p=1$AA$AA')).toBeNull();
  });
  it('is not checked by more at once than the machine bears: one more is told to come back', async () => {
    const passwords = new Passwords();
    const all = await Promise.allSettled(Array.from({ length: 24 }, () => passwords.verify('x', null)));
    const refused = all.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const one of refused) expect(one.reason).toBeInstanceOf(BusyError);
    expect(await passwords.verify('x', null)).toBe(false);
  });
});
