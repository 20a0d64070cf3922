/** Guards against a receipt that is taken for another's, "sent" taken for "arrived", and a call-back that breaks its reader. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callbackKey, checkCallbackKey } from '../callback-key.ts';
import { Deliveries } from '../deliveries.ts';
import { defaultPolicy, type Notification } from '../notification.ts';
import { receiptEvent } from '../receipt.ts';
import { gatewayCallBacks, webhookCallBacks } from './gateway-callbacks.ts';

const arrived = (reference: string, yes: boolean) => [{ kind: 'receipt', reference, arrived: yes }];
const reply = [{ kind: 'reply', from: '+2290190000001', text: 'OK K4TX' }];
const from = '+2290190000001';
const text = 'OK K4TX';

describe('a gateway that calls back', () => {
  it.each<[gateway: string, said: unknown, understood: unknown]>([
    ['generic', { id: 'x', status: 'DELIVERED' }, arrived('x', true)],
    ['generic', { reference: 7, state: 'expired' }, arrived('7', false)],
    ['generic', { from, text }, reply],
    ['twilio', { MessageSid: 'SM1', MessageStatus: 'delivered', From: '+1' }, arrived('SM1', true)],
    ['twilio', { MessageSid: 'SM1', MessageStatus: 'undelivered' }, arrived('SM1', false)],
    ['twilio', { MessageSid: 'SM2', SmsStatus: 'received', From: from, Body: text }, reply],
    ['vonage', { messageId: 'v1', status: 'delivered', msisdn: from }, arrived('v1', true)],
    ['vonage', { messageId: 'v2', msisdn: from, text }, reply],
    [
      'infobip',
      {
        results: [
          { messageId: 'i1', status: { groupId: 3 } },
          { messageId: 'i2', status: { groupId: 5 } },
        ],
      },
      [...arrived('i1', true), ...arrived('i2', false)],
    ],
    ['infobip', { results: [{ messageId: 'i3', from, text }] }, reply],
    ['africastalking', { id: 'a1', status: 'Success' }, arrived('a1', true)],
    ['africastalking', { id: 'a1', status: 'Failed' }, arrived('a1', false)],
    ['africastalking', { id: 'a2', linkId: 'l', from, text, to: '1' }, reply],
    ['kannel', { id: 'k1', type: '1' }, arrived('k1', true)],
    ['kannel', { from, text }, reply],
  ])('%s %j', (gateway, said, understood) => {
    expect(gatewayCallBacks[gateway]?.(said)).toEqual(understood);
  });

  it.each([
    ['generic', { id: 'x', status: 'accepted' }],
    ['twilio', { MessageSid: 'x', MessageStatus: 'sent' }],
    ['vonage', { messageId: 'x', status: 'buffered' }],
    ['infobip', { results: [{ messageId: 'x', status: { groupId: 1 } }] }],
    ['africastalking', { id: 'x', status: 'Sent' }],
    ['kannel', { id: 'x', type: '8' }],
  ])('%s has nothing to say of arrival while it is on its way', (gateway, said) => {
    expect(gatewayCallBacks[gateway]?.(said)).toEqual([]);
  });

  it('of a chat gives the word of a person alone, never of a group', () => {
    const said = (type: string) => ({ message: { chat: { id: 42, type }, text } });
    expect(webhookCallBacks.telegram(said('private'))).toEqual([{ kind: 'reply', from: '42', text }]);
    expect(webhookCallBacks.telegram(said('group'))).toEqual([]);
    const value = {
      messages: [{ from: '2290190000001', text: { body: text } }],
      statuses: [{ id: 'w', status: 'read' }],
    };
    expect(webhookCallBacks.whatsapp({ entry: [{ changes: [{ value }] }] })).toEqual([
      ...arrived('w', true),
      { kind: 'reply', from: '2290190000001', text },
    ]);
  });

  it('may say anything: what comes out is bounded', () => {
    const readers = [...Object.values(gatewayCallBacks), ...Object.values(webhookCallBacks)];
    fc.assert(
      fc.property(fc.anything(), fc.nat(readers.length - 1), (said, which) => {
        for (const one of readers[which]?.(said) ?? [])
          expect((one.kind === 'reply' ? one.text : one.reference).length).toBeLessThanOrEqual(2_000);
      }),
    );
    expect(webhookCallBacks.telegram(JSON.parse('{"__proto__":{"message":{}}}'))).toEqual([]);
  });
});

describe('the key of a call-back', () => {
  const key = Buffer.alloc(32, 7);
  it('opens its own channel, of its own house, in one spelling of its bytes', () => {
    const given = callbackKey(key, 'own');
    expect(checkCallbackKey(key, 'own', given)).toBe(true);
    expect(checkCallbackKey(key, 'gsm', given)).toBe(false);
    expect(checkCallbackKey(Buffer.alloc(32, 8), 'own', given)).toBe(false);
    expect(checkCallbackKey(key, 'own', given.slice(1))).toBe(false);
    expect(checkCallbackKey(key, 'own', '')).toBe(false);
  });
});

describe('a receipt', () => {
  const notification: Notification = {
    id: 'n',
    incident: 'i',
    version: 1,
    kind: 'opened',
    person: 'ama',
    severity: 'critical',
    immediate: false,
    ways: ['sms', 'sms#2', 'mail'],
    at: 0,
  };
  const half = (): number => 0.5;
  function underWay(): Deliveries {
    const deliveries = new Deliveries(defaultPolicy, [], 0);
    const took = (reference: string, attempt: number) =>
      deliveries.take(
        { kind: 'answer', id: 'n', attempt, outcome: { kind: 'accepted', reference, receipts: true } },
        0,
        half,
      );
    deliveries.take({ kind: 'tell', notification }, 0, half);
    took('r1', 1);
    // No receipt in time: the second telephone is tried.
    deliveries.take({ kind: 'time' }, defaultPolicy.receiptWithinMs, half);
    took('r2', 2);
    return deliveries;
  }
  it('of the first way that comes late still says that it has arrived', () => {
    const { outbox } = underWay();
    expect(receiptEvent(outbox, 'sms', 'r1', true)).toEqual({ kind: 'receipt', id: 'n', arrived: true });
  });
  it('of failure on the first way takes nothing from the second', () => {
    const { outbox } = underWay();
    expect(receiptEvent(outbox, 'sms', 'r1', false)).toBeNull();
    expect(receiptEvent(outbox, 'sms', 'r2', false)).toEqual({ kind: 'receipt', id: 'n', arrived: false });
  });
  it('of another channel or of nobody is nobody’s', () => {
    const { outbox } = underWay();
    expect(receiptEvent(outbox, 'mail', 'r2', true)).toBeNull();
    expect(receiptEvent(outbox, 'sms', 'r3', true)).toBeNull();
    outbox.drop('n');
    expect(receiptEvent(outbox, 'sms', 'r2', true)).toBeNull();
  });
});
