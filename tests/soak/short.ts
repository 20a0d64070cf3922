/** The short form of a soak as an ordinary test: every check must hold, and something must have been checked. */
import { expect } from 'vitest';
import type { RunSoak } from './contract.ts';

/** Gives what was skipped, with its reason. */
export async function runShort(soak: RunSoak): Promise<string[]> {
  const failed: string[] = [];
  const skipped: string[] = [];
  let held = 0;
  await soak(
    {
      check(what, holds, found) {
        if (holds) held += 1;
        else failed.push(`${what}: ${found}`);
      },
      skip: (what, reason) => skipped.push(`${what}: ${reason}`),
      say: () => undefined,
    },
    { short: true },
  );
  expect(failed).toEqual([]);
  expect(held + skipped.length).toBeGreaterThan(0);
  return skipped;
}
