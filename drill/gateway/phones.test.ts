/** Guards against a telephone of the drill that shows what it did not get, grows for ever, or gives a number away. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advancePhones, lastMessages, maxPerNumber, messageOfPhones, type Phones } from './phones.ts';

const to = '+33639980001';
const came = (id: string, number = to) =>
  ({ kind: 'came', id, to: number, way: 'sms', text: `texte ${id}` }) as const;
const nobody = () => null;

describe('a simulated telephone', () => {
  it('shows a message on its way, then there, then answered; its number only masked', () => {
    let phones: Phones = advancePhones(new Map(), came('a'), 1_000);
    const awa = (number: string) => (number === to ? 'Awa Dossou' : null);
    expect(lastMessages(phones, awa, 9)).toEqual([
      {
        id: 'a',
        who: 'Awa Dossou',
        number: '+336••••••01',
        way: 'sms',
        text: 'texte a',
        at: 1_000,
        deliveredAt: null,
        reply: null,
      },
    ]);
    phones = advancePhones(phones, { kind: 'delivered', id: 'a' }, 2_000);
    phones = advancePhones(phones, { kind: 'answered', id: 'a', text: 'OK K4TX' }, 9_000);
    expect(lastMessages(phones, nobody, 9)).toMatchObject([
      { who: '+336••••••01', deliveredAt: 2_000, reply: 'OK K4TX' },
    ]);
    expect(messageOfPhones(phones, 'a')?.to).toBe(to);
    expect(messageOfPhones(phones, 'b')).toBeNull();
  });

  it('shows the newest of all numbers first', () => {
    let phones: Phones = new Map();
    phones = advancePhones(phones, came('a'), 1);
    phones = advancePhones(phones, came('b', '+33639980002'), 2);
    phones = advancePhones(phones, came('c'), 3);
    expect(lastMessages(phones, nobody, 2).map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('keeps the last ones of each number, and only so many numbers, whatever is sent', () => {
    let phones: Phones = new Map();
    for (let i = 0; i < maxPerNumber + 50; i++) phones = advancePhones(phones, came(`${i}`), i);
    expect(phones.get(to)).toHaveLength(maxPerNumber);
    expect(phones.get(to)?.[0]?.id).toBe('50');
    for (let i = 0; i < 500; i++) phones = advancePhones(phones, came(`n${i}`, `+33639${i}`), i);
    expect(phones.size).toBeLessThanOrEqual(200);
    expect(phones.get(to)).toHaveLength(maxPerNumber);
  });

  it('a receipt or an answer for a message that is not there changes nothing', () => {
    const events = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('delivered' as const), id: fc.string() }),
        fc.record({ kind: fc.constant('answered' as const), id: fc.string(), text: fc.string() }),
      ),
    );
    fc.assert(
      fc.property(events, (list) => {
        const before = advancePhones(new Map(), came('only one'), 1);
        let phones = before;
        for (const event of list) if (event.id !== 'only one') phones = advancePhones(phones, event, 2);
        expect(phones).toEqual(before);
      }),
    );
  });
});
