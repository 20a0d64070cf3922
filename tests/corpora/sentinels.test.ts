/** A sentinel is never a value, and the peer's known errors are never repeated: each with what Vigie says instead and why. */
import { describe, expect, it } from 'vitest';
import type { ObservedReading } from '../../collectors/snmp/decode/observed.ts';
import { loadProfiles } from '../../collectors/snmp/profile-files.ts';
import { corporaPresent, deviceNames, observe, truthOf } from './conformance.ts';
import { type Finding, findings } from './findings.ts';

interface PeerReading {
  readonly class: string;
  readonly descr: string;
  readonly oid: string;
  readonly value: number;
  readonly check: string;
  readonly doubt?: string;
  readonly state?: { readonly text: string | null };
}
const { profiles } = loadProfiles();
const peerReadings = (device: string): PeerReading[] =>
  (truthOf(device).readings as PeerReading[]).filter(
    (one) => one.doubt !== undefined || one.check === 'sentinel?',
  );

const saidBy = (reading: ObservedReading | undefined): string => {
  if (!reading) return 'nothing';
  if (reading.value === null) return 'not available';
  return reading.state?.text ?? `${reading.value} ${reading.unit}`.trim();
};
const word = (text: string | null | undefined): string =>
  (text ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Whether a reading says what the peer said: same class and number, or same word of a state. */
const sameAsPeer = (mine: ObservedReading, peer: PeerReading): boolean =>
  peer.class === 'state'
    ? mine.class === 'state' &&
      word(mine.state?.text) === word(peer.state?.text) &&
      word(peer.state?.text) !== ''
    : mine.class === peer.class && mine.value !== null && Math.abs(mine.value - peer.value) < 1e-6;

describe.skipIf(!corporaPresent)(
  'of the readings in which the peer is wrong (skipped: ../shared/corpora is absent)',
  () => {
    // The body of a skipped suite still runs: nothing may be read there.
    const rows = (corporaPresent ? deviceNames() : []).flatMap((device) =>
      peerReadings(device).map((peer) => ({ device, peer })),
    );
    const findingFor = (device: string, oid: string): Finding | undefined =>
      findings.find((one) => one.device === device && oid in one.says);

    it('every one stands in the list with its reason', () => {
      expect(rows.length).toBe(60);
      expect(rows.filter((row) => !findingFor(row.device, row.peer.oid))).toEqual([]);
    });

    it.each(findings.map((one) => ({ ...one, objects: Object.keys(one.says).length })))(
      '$device, $objects objects: $why',
      (finding) => {
        const { readings } = observe(profiles, finding.device);
        const said = Object.fromEntries(
          Object.keys(finding.says).map((oid) => [oid, saidBy(readings.find((one) => one.oid === oid))]),
        );
        expect(said).toEqual(finding.says);
      },
    );

    it.each(rows)('$device: "$peer.descr" is not reported as the peer did', ({ device, peer }) => {
      const mine = observe(profiles, device).readings.filter((one) => one.oid === peer.oid);
      if (peer.check === 'sentinel?') expect(mine.map((one) => one.value)).toEqual(mine.map(() => null));
      const right = findingFor(device, peer.oid)?.right;
      if (right === peer.class || right === peer.descr) return;
      expect(mine.filter((one) => sameAsPeer(one, peer))).toEqual([]);
    });
  },
);
