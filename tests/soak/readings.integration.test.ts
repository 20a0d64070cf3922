/** Short forms of the proofs that no acknowledged reading is lost. */
import { test } from 'vitest';
import backlog from './backlog.soak.ts';
import fullDisk from './full-disk.soak.ts';
import kill from './kill.soak.ts';
import { runShort } from './short.ts';

test('kill -9 of collectors, store and broker under load loses nothing that was acknowledged', {
  timeout: 400_000,
}, async () => {
  await runShort(kill);
});

test('a day’s backlog drains in a quarter of an hour while live readings pass it', {
  timeout: 300_000,
}, async () => {
  await runShort(backlog);
});

test('a full disk is said, loses nothing acknowledged, and passes', { timeout: 60_000 }, async (context) => {
  const skipped = await runShort(fullDisk);
  if (skipped.length > 0) context.skip(skipped.join('; '));
});
