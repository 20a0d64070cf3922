/** Guards against a test that looks like an alarm, that is tried on another way than the one in doubt, or that ends in silence. */
import { describe, expect, it } from 'vitest';
import type { Message } from './message-text.ts';
import type { Delivery, Outcome } from './notification.ts';
import { runOwnTest } from './own-test.ts';
import { namedWays, type Way } from './ways.ts';

const ways = namedWays([
  { channel: 'sms', address: '+2290190000001' },
  { channel: 'mail', address: 'ama@example.org' },
]);
async function run(
  way: string | null,
  answer: () => Promise<Outcome>,
  known: ReadonlyMap<string, Way> = ways,
): Promise<{ sent: { way: Way; message: Message }[]; saved: Delivery[]; delivery: Delivery }> {
  const sent: { way: Way; message: Message }[] = [];
  const saved: Delivery[] = [];
  const delivery = await runOwnTest(
    { id: 'x', person: 'ama', way },
    {
      ways: () => known,
      send: (to, message) => {
        sent.push({ way: to, message });
        return answer();
      },
      save: async (changed) => void saved.push(...changed),
      now: () => Date.UTC(2026, 10, 24, 13, 5),
      reader: () => ({ locale: 'fr', zone: 'Africa/Porto-Novo' }),
      exercise: true,
    },
  );
  return { sent, saved, delivery };
}
const yes = async (): Promise<Outcome> => ({ kind: 'accepted', reference: 'r', receipts: true });

describe('a test of one’s own telephone', () => {
  it('goes by the first way, marked, and asks for nothing', async () => {
    const { sent, saved } = await run(null, yes);
    expect(sent.map(({ way }) => way.address)).toEqual(['+2290190000001']);
    expect(sent[0]?.message.short).toMatch(/^EXERCICE Vigie, essai de 14:05/);
    expect(sent[0]?.message).toMatchObject({ severity: 'information', link: null });
    expect(saved).toMatchObject([{ id: 'test/x', state: 'handed-over', reference: 'r', receiptDueAt: null }]);
  });
  it('goes by the way that was asked for and by no other, also when that one fails', async () => {
    const { sent, delivery } = await run('mail', async () => ({
      kind: 'refused',
      permanent: false,
      cause: 'status 500',
    }));
    expect(sent.map(({ way }) => way.channel)).toEqual(['mail']);
    expect(delivery).toMatchObject({ state: 'failed', reason: 'every-way-failed' });
  });
  it('to who has no such way is kept as failed, so that whoever waits is answered', async () => {
    expect((await run('fax', yes)).saved).toMatchObject([{ state: 'failed', reason: 'no-way' }]);
    expect((await run(null, yes, new Map())).saved).toMatchObject([{ state: 'failed', reason: 'no-way' }]);
  });
  it('by a channel that breaks is failed, not lost', async () => {
    const broken = async (): Promise<Outcome> => {
      throw new Error('broken');
    };
    expect((await run(null, broken)).saved).toMatchObject([{ state: 'failed' }]);
  });
});
