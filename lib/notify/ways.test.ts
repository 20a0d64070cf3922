/** Guards against two telephones of one person that answer to one name. */
import { expect, it } from 'vitest';
import { channelOfWay, namedWays } from './ways.ts';

it('a second way of one channel has a name of its own, and both lead to their channel', () => {
  const named = namedWays([
    { channel: 'sms', address: '+2290190000001' },
    { channel: 'mail', address: 'ama@example.org' },
    { channel: 'sms', address: '+2290190000002' },
  ]);
  expect([...named.keys()]).toEqual(['sms', 'mail', 'sms#2']);
  expect(named.get('sms#2')?.address).toBe('+2290190000002');
  expect([...named.keys()].map(channelOfWay)).toEqual(['sms', 'mail', 'sms']);
});
