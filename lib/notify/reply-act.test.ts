/** Guards against a stranger who takes an incident, and against an "OK" that takes the wrong one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersOn, type ReplyFacts, replyAct, replyCodeOf, sameNumber } from './reply-act.ts';
import { replyCodeAlphabet } from './sms-reply.ts';

const ama = '+2290190000001';
const kofi = '+2290190000002';
const numbers = new Map([
  ['ama', [ama]],
  ['kofi', [kofi, '+22890000003']],
]);
const facts = (...told: [incident: string, person: string][]): ReplyFacts => ({
  numbers,
  told: told.map(([incident, person], at) => ({ incident, person, at })),
});

describe('a reply', () => {
  it('from who was told takes the incident by its code, with the note', () => {
    const both = facts(['i1', 'ama'], ['i2', 'ama']);
    expect(replyAct(ama, `OK ${replyCodeOf('i1')} en route`, both)).toEqual({
      kind: 'acknowledge',
      incident: 'i1',
      person: 'ama',
      note: 'en route',
    });
    expect(replyAct(ama, `non ${replyCodeOf('i2').toLowerCase()}`, both)).toMatchObject({
      kind: 'pass-on',
      incident: 'i2',
    });
  });
  it('from any other number does nothing, whatever it says', () => {
    const code = replyCodeOf('i1');
    expect(replyAct('+2290190000009', `OK ${code}`, facts(['i1', 'ama']))).toEqual({
      kind: 'ignored',
      why: 'unknown-number',
    });
    expect(replyAct('', `OK ${code}`, facts(['i1', 'ama'])).kind).toBe('ignored');
    expect(replyAct('PROMO', `OK ${code}`, facts(['i1', 'ama'])).kind).toBe('ignored');
  });
  it('takes nothing of which its person was not told', () => {
    expect(replyAct(kofi, `OK ${replyCodeOf('i1')}`, facts(['i1', 'ama']))).toEqual({
      kind: 'ignored',
      why: 'nothing-told',
    });
    expect(replyAct(kofi, `OK ${replyCodeOf('i1')}`, facts(['i1', 'ama'], ['i2', 'kofi']))).toEqual({
      kind: 'ask',
      person: 'kofi',
      codes: [replyCodeOf('i2')],
    });
  });
  it('without a code takes the one incident there is, and asks when there are two', () => {
    expect(replyAct(ama, '1', facts(['i1', 'ama'], ['i1', 'ama']))).toMatchObject({ incident: 'i1' });
    expect(replyAct(ama, 'OK', facts(['i1', 'ama'], ['i2', 'ama']))).toEqual({
      kind: 'ask',
      person: 'ama',
      codes: [replyCodeOf('i2'), replyCodeOf('i1')],
    });
  });
  it('that is no answer takes nothing', () => {
    expect(replyAct(ama, 'ne pas dire OK', facts(['i1', 'ama']))).toEqual({
      kind: 'ignored',
      why: 'not-understood',
    });
  });
  it('from a telephone that two share speaks for who was told last', () => {
    const shared: ReplyFacts = {
      numbers: new Map([
        ['ama', [ama]],
        ['guard', [ama]],
      ]),
      told: [
        { incident: 'i1', person: 'ama', at: 1 },
        { incident: 'i1', person: 'guard', at: 2 },
      ],
    };
    expect(replyAct(ama, 'ok', shared)).toMatchObject({ person: 'guard' });
  });
});

describe('two numbers', () => {
  it.each([
    ['+2290190000001', '002290190000001', true],
    ['+2290190000001', '2290190000001', true],
    ['+2290190000001', '0190000001', true],
    ['+229 01 90 00 00 01', '+2290190000001', true],
    ['+2290190000001', '+2280190000001', false],
    ['+2290190000001', '00001', false],
    ['+2290190000001', '', false],
  ])('%s and %s', (one, other, same) => {
    expect(sameNumber(one, other)).toBe(same);
    expect(sameNumber(other, one)).toBe(same);
  });
});

it('a code has only letters that a reply is read with', () => {
  fc.assert(
    fc.property(fc.string(), (incident) => {
      const code = replyCodeOf(incident);
      expect(code).toHaveLength(4);
      expect([...code].every((letter) => replyCodeAlphabet.includes(letter))).toBe(true);
      expect(replyAct(ama, `OK ${code}`, facts([incident, 'ama']))).toMatchObject({ incident });
    }),
  );
});

it('a chat whose name looks like a telephone is nobody’s telephone', () => {
  const kinds = new Map([
    ['gsm', { kind: 'modem' }],
    ['own', { kind: 'sms' }],
    ['chat', { kind: 'webhook' }],
  ]);
  const people = [
    { id: 'ama', ways: [{ channel: 'own', address: ama }] },
    { id: 'kofi', ways: [{ channel: 'chat', address: '90000001' }] },
  ];
  const told = facts(['i1', 'ama']).told;
  expect(replyAct(ama, 'ok', { numbers: numbersOn('gsm', kinds, people), told })).toMatchObject({
    person: 'ama',
  });
  expect(replyAct('90000001', 'ok', { numbers: numbersOn('chat', kinds, people), told })).toEqual({
    kind: 'ignored',
    why: 'nothing-told',
  });
});
