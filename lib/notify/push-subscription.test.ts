/** Guards against a browser whose word makes Vigie call a machine of its own network. */
import { expect, it } from 'vitest';
import { isPushService } from './push-subscription.ts';

it.each([
  ['https://fcm.googleapis.com/fcm/send/x', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
  ['https://web.push.apple.com/x', true],
  ['http://fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com.example.org/x', false],
  ['https://notfcm.googleapis.com@192.0.2.1/x', false],
  ['https://127.0.0.1/x', false],
  ['http://push.house.example/x', true],
  ['nonsense', false],
])('%s', (endpoint, is) => {
  expect(isPushService(endpoint, ['push.house.example'])).toBe(is);
});
