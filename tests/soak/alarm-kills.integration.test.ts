/** Short form of the proof that an alarm survives the death of any role. */
import { test } from 'vitest';
import alarmKills from './alarm-kills.soak.ts';
import { runShort } from './short.ts';

test('a fire reaches everybody on its list whichever role is killed on its way out', {
  timeout: 400_000,
}, async () => {
  await runShort(alarmKills);
});
