/** Recordings of fifty real devices against what another monitor worked out of them: a wrong scale or table shows here. */
import { describe, expect, it } from 'vitest';
import { loadProfiles } from '../../collectors/snmp/profile-files.ts';
import { corporaPresent, deviceNames, loadCompare, observe, truthOf } from './conformance.ts';
import { tableOf, totalsOf } from './score.ts';

const share = (tally: { ok: number; expected: number }): number => tally.ok / tally.expected;

describe.skipIf(!corporaPresent)('the fifty recordings (skipped: ../shared/corpora is absent)', () => {
  it('are read right: 95 % of numbers, 90 % of states, 97 % of port facts', async () => {
    const { profiles } = loadProfiles();
    const compare = await loadCompare();
    const scores = deviceNames().map((device) => compare(truthOf(device), observe(profiles, device)));
    console.log(tableOf(scores));
    const totals = totalsOf(scores);
    expect(scores.length).toBe(50);
    expect(share(totals.nonZero)).toBeGreaterThanOrEqual(0.95);
    expect(share(totals.states)).toBeGreaterThanOrEqual(0.9);
    expect(share(totals.ports)).toBeGreaterThanOrEqual(0.97);
    // What is reported and false is worse than what is missing.
    expect(scores.reduce((sum, one) => sum + one.readings.wrong, 0)).toBeLessThanOrEqual(5);
  });
});
