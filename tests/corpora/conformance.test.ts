/** Recordings of fifty real devices against what another monitor worked out of them: a wrong scale or table shows here. */
import { describe, expect, it } from 'vitest';
import { bindPoints } from '../../collectors/snmp/decode/bind.ts';
import { discoveryOf } from '../../collectors/snmp/decode/plan.ts';
import { loadProfiles } from '../../collectors/snmp/profile-files.ts';
import {
  chooseFor,
  corporaPresent,
  deviceNames,
  loadCompare,
  observe,
  openDir,
  truthOf,
} from './conformance.ts';
import { readRecording } from './recording.ts';
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

  it('are asked for everything that their profiles need: a poll sees what a whole walk sees', () => {
    const { profiles } = loadProfiles();
    for (const device of deviceNames()) {
      const all = readRecording(`${openDir}/snmprec/${device}.snmprec`);
      const chosen = chooseFor(profiles, all).map((one) => one.profile);
      const { gets, walks } = discoveryOf(chosen);
      const asked = new Set(gets);
      const columns = walks.flat().map((column) => `${column}.`);
      const answered = new Map(
        [...all].filter(([oid]) => asked.has(oid) || columns.some((c) => oid.startsWith(c))),
      );
      const names = (answers: typeof all): string[] =>
        bindPoints(chosen, answers).map((p) => `${p.metric} ${p.instance} ${p.oid}`);
      expect(names(answered), device).toEqual(names(all));
    }
  });
});
