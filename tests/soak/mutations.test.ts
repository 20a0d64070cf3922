/** Short form of the hostile packets. */
import { test } from 'vitest';
import mutations from './mutations.soak.ts';
import payloads from './payloads.soak.ts';
import { runShort } from './short.ts';

test('5,000 damaged or lying SNMP packets: no crash, no false value', { timeout: 60_000 }, async () => {
  await runShort(mutations);
});

test('3,000 damaged MQTT payloads: no crash, no false value', { timeout: 60_000 }, async () => {
  await runShort(payloads);
});
