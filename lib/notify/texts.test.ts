/** Guards against an SMS cut in mid-sentence, a phone number in a log, and a link or reply that acts for the wrong one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledgeLink,
  acknowledgeToken,
  linkAct,
  linkLivesMs,
  readAcknowledgeToken,
} from './acknowledge-link.ts';
import { maskedEmail, maskedNumber, maskedText } from './masked.ts';
import { type MessageFacts, messageOf, type Told } from './message-text.ts';
import { packSeptets, parseStatusReport, submitPdus } from './sms-pdu.ts';
import { parseSmsReply } from './sms-reply.ts';
import { plainSms, septetsOf, smsParts } from './sms-text.ts';

const told: Told = {
  what: 'Départ de feu',
  site: 'Cotonou',
  device: 'salle serveurs',
  severity: 'critical',
  openedAt: Date.UTC(2026, 10, 24, 13, 5),
  overAt: null,
  firstAction: 'Appeler le gardien, puis les pompiers au 118.',
};
const facts: MessageFacts = {
  id: 'n1',
  kind: 'opened',
  told: [told],
  exercise: false,
  zone: 'Africa/Porto-Novo',
  locale: 'fr',
  replyCode: 'K4TX',
  link: 'https://vigie.example/a/WyJpbmMtMSIsImFtYSIsMTc2NDE2MDAwMF0.c2lnbmF0dXJlc2ln',
};

describe('a message', () => {
  it('says in French what, where, since when, what to do and how to take it', () => {
    expect(messageOf({ ...facts, link: null }).short).toBe(
      'CRITIQUE Cotonou: Départ de feu, salle serveurs, depuis 14:05. A faire : Appeler le gardien, puis les pompiers au 118. Répondre OK K4TX',
    );
  });
  it('of a drill begins with EXERCICE in every form and language', () => {
    for (const locale of ['fr', 'en'] as const) {
      const { subject, short, long, spoken } = messageOf({ ...facts, exercise: true, locale });
      for (const text of [subject, short, long]) expect(text.startsWith('EXERCICE')).toBe(true);
      expect(spoken).toMatch(/^Exerci[cs]e/);
    }
  });
  it('that comes after the end says so, and a recovery asks nobody to do anything', () => {
    const overAt = told.openedAt + 1_800_000;
    expect(messageOf({ ...facts, told: [{ ...told, overAt }] }).short).toContain('déjà terminé à 14:35');
    const over = messageOf({
      ...facts,
      kind: 'resolved',
      told: [{ ...told, overAt }],
      replyCode: null,
      link: null,
    });
    expect(over.short).toMatch(/^FIN Cotonou/);
    expect(over.short).not.toContain('faire');
  });
  it('fits two SMS whatever the rule says, and never loses the code or the link', () => {
    const any = fc.string({ unit: 'grapheme', maxLength: 300 });
    const french = fc.string({ unit: fc.constantFrom(...'abc éèàçêœ’«».°'), maxLength: 300 });
    fc.assert(
      fc.property(
        fc.oneof(french, fc.lorem({ maxCount: 40 })),
        french,
        fc.boolean(),
        (what, firstAction, exercise) => {
          const { short } = messageOf({ ...facts, exercise, told: [{ ...told, what, firstAction }] });
          expect(smsParts(short).length).toBeLessThanOrEqual(2);
          expect(short).toContain('Répondre OK K4TX');
          expect(short).toContain(facts.link ?? '');
        },
      ),
    );
    fc.assert(
      fc.property(any, (what) => {
        const { short } = messageOf({ ...facts, told: [{ ...told, what }] });
        expect(short).toContain('K4TX');
      }),
    );
  });
});

describe('text of an SMS', () => {
  it('keeps the accents of the small alphabet and gives up those that would cost half the room', () => {
    expect(plainSms('« Où est l’onduleur ? » Forêt, reçu, à côté… cœur')).toBe(
      '"Où est l\'onduleur ?" Foret, recu, à coté... coeur',
    );
  });
  it('in another script is UCS-2, seventy characters', () => {
    expect(smsParts('Ж'.repeat(70))).toHaveLength(1);
    expect(smsParts('Ж'.repeat(71)).map(({ text }) => text.length)).toEqual([67, 4]);
  });
  it('is whole again when its parts are put together, and no part is too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const parts = smsParts(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        if (parts.length > 1)
          for (const part of parts)
            expect(
              part.alphabet === 'gsm' ? septetsOf(part.text)?.length : part.text.length,
            ).toBeLessThanOrEqual(part.alphabet === 'gsm' ? 153 : 67);
      }),
    );
  });
  it('packs seven bits as the standard does', () => {
    // 3GPP TS 23.038: "hellohello" is E8329BFD4697D9EC37.
    expect(
      Buffer.from(packSeptets(septetsOf('hellohello') ?? []))
        .toString('hex')
        .toUpperCase(),
    ).toBe('E8329BFD4697D9EC37');
  });
  it('becomes one PDU, or several tied together', () => {
    expect(submitPdus('+46708251358', 'hellohello', 7, false)).toEqual(
      [{ length: 23 - 1, hex: '0011000B916407281553F80000A70AE8329BFD4697D9EC37' }].map((pdu) => ({
        ...pdu,
        length: pdu.hex.length / 2 - 1,
      })),
    );
    const long = submitPdus('+2290190000001', 'é'.repeat(200), 300, true) ?? [];
    expect(long).toHaveLength(2);
    expect(long.every(({ hex }) => hex.startsWith('0071') && hex.includes('0500032C02'))).toBe(true);
    expect(submitPdus('not a number', 'x', 0, false)).toBeNull();
  });
  it('and its status report is read, a damaged one is not', () => {
    const report = (status: string) =>
      `0006070B916407281553F8${'62114231500040'}${'62114231510040'}${status}`;
    expect(parseStatusReport(report('00'))).toEqual({ reference: 7, arrived: true });
    expect(parseStatusReport(report('30'))?.arrived).toBeNull();
    expect(parseStatusReport(report('46'))?.arrived).toBe(false);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseStatusReport(text)).toBeNull();
      }),
    );
  });
});

describe('a reply by SMS', () => {
  it.each([
    ['OK K4TX', { kind: 'acknowledge', code: 'K4TX', note: null }],
    ['  ok, k4tx : j’arrive', { kind: 'acknowledge', code: 'K4TX', note: "j'arrive" }],
    ['k4tx Oui !', { kind: 'acknowledge', code: 'K4TX', note: null }],
    ['1', { kind: 'acknowledge', code: null, note: null }],
    ['Je prends K4TX en route', { kind: 'acknowledge', code: 'K4TX', note: 'en route' }],
    ['Non K4TX', { kind: 'pass-on', code: 'K4TX', note: null }],
    ['Passé', { kind: 'pass-on', code: null, note: null }],
    ['ne pas dire OK', { kind: 'not-understood' }],
    ['', { kind: 'not-understood' }],
  ])('"%s" is understood', (text, reply) => expect(parseSmsReply(text)).toEqual(reply));
  it('of any text never breaks the reader, and only a first word acts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseSmsReply(`zzz ${text}`)).toEqual({ kind: 'not-understood' });
        parseSmsReply(text);
      }),
    );
  });
});

describe('a link to acknowledge', () => {
  const key = Buffer.alloc(32, 7);
  const now = Date.UTC(2026, 10, 24);
  const claim = { incident: 'inc-1', person: 'ama', expiresAt: now + linkLivesMs };
  it('is for one person and one incident, and expires', () => {
    const token = acknowledgeToken(key, claim);
    expect(readAcknowledgeToken(key, token, now)).toEqual({ ok: true, claim });
    expect(readAcknowledgeToken(key, token, claim.expiresAt)).toEqual({ ok: false, reason: 'expired' });
    expect(readAcknowledgeToken(Buffer.alloc(32, 8), token, now)).toEqual({ ok: false, reason: 'forged' });
    expect(acknowledgeLink('https://vigie.example/', key, claim)).toBe(`https://vigie.example/a/${token}`);
  });
  it('changed in any character opens nothing', () => {
    const token = acknowledgeToken(key, claim);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_.'), (at, character) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(readAcknowledgeToken(key, changed, now).ok).toBe(changed === token);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readAcknowledgeToken(key, text, now).ok).toBe(false);
      }),
    );
  });
  it('changes nothing when it is opened: only the button acts', () => {
    const good = readAcknowledgeToken(key, acknowledgeToken(key, claim), now);
    for (const method of ['GET', 'HEAD']) expect(linkAct(method, good)).toBe('show');
    for (const method of ['PUT', 'OPTIONS', 'DELETE']) expect(linkAct(method, good)).toBe('refuse');
    expect(linkAct('POST', good)).toBe('acknowledge');
    expect(linkAct('POST', { ok: false, reason: 'expired' })).toBe('refuse');
  });
});

describe('what is logged', () => {
  it('shows no number and no mailbox', () => {
    expect(maskedNumber('+2290190000001')).toBe('+229••••••01');
    expect(maskedNumber('118')).toBe('••');
    expect(maskedEmail('ama@vigie.example')).toBe('a•••@vigie.example');
    expect(maskedText('550 <ama.k@mc.example>: to=+229 01 90 00 00 01 refused')).toBe(
      '550 <a•••@mc.example>: to=+229••••••01 refused',
    );
  });
  it('never holds six digits of a number in a row, however it is written', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 15 });
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom('', ' ', '.', '-'),
        fc.boolean(),
        fc.string(),
        (number, gap, plus, around) => {
          const noise = around.replace(/\d/g, '');
          const written = (plus ? '+' : '') + number.join(gap);
          const said = maskedText(`${noise} ${written} ${noise}`);
          expect(said.replace(/[\s.-]/g, '')).not.toMatch(/\d{6}/);
        },
      ),
    );
  });
});
