/**
 * `observe` on the fifty recordings, over UDP from the replay agent, scored by the judge. It guards against a decoder that is right
 * and a road that does not bring it what it needs (budgets, learned sizes, tables that come late).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { observeDevice } from '../../collectors/snmp/observe-device.ts';
import { openRoads } from '../../collectors/snmp/open-roads.ts';
import { loadProfiles } from '../../collectors/snmp/profile-files.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { describeReal, requireThat } from '../real/require.ts';
import { freeUdpPort } from '../snmp/real-snmpd.ts';
import { corporaPresent, deviceNames, loadCompare, openDir, type Score, truthOf } from './conformance.ts';
import { corporaDir } from './recording.ts';
import { tableOf, totalsOf } from './score.ts';

/** Two cores: more at once only make each other's timeouts. */
const atOnce = 4;

describeReal(
  'observe, over the wire, on the fifty recordings',
  [requireThat('the corpora', corporaPresent)],
  () => {
    let agent: ChildProcess;
    let port = 0;

    beforeAll(async () => {
      port = await freeUdpPort();
      agent = spawn(
        process.execPath,
        [
          realpathSync(resolve(corporaDir, 'replay.mjs')),
          '--dir',
          resolve(openDir, 'snmprec'),
          '--port',
          String(port),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await new Promise<void>((ready, failed) => {
        agent.stdout?.once('data', () => ready());
        agent.once('exit', (code) => failed(new Error(`the replay agent ended with ${code}`)));
      });
    });
    afterAll(() => void agent?.kill('SIGTERM'));

    it('reads 95 % of numbers, 90 % of states and 97 % of port facts, by the collector’s own road', {
      timeout: 300_000,
    }, async () => {
      const compare = await loadCompare();
      const { profiles } = loadProfiles();
      const transport = openRoads(() => undefined);
      const scores = new Map<string, Score>();
      const queue = deviceNames();
      const silent: string[] = [];
      const worker = async (): Promise<void> => {
        for (let device = queue.shift(); device !== undefined; device = queue.shift()) {
          const result = await observeDevice({
            name: device,
            transport,
            target: {
              address: '127.0.0.1',
              port,
              access: { version: '2c', community: device },
              timeoutMs: 4_000,
              attempts: 3,
            },
            profiles,
            clock: systemClock,
            settings: { profiles: [], contacts: {} },
          });
          if (result.ok) scores.set(device, compare(truthOf(device), result.observed));
          else silent.push(`${device}: ${result.reason}`);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      await transport.close();
      const all = [...scores].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, score]) => score);
      console.log(tableOf(all));
      const totals = totalsOf(all);
      const share = (tally: { ok: number; expected: number }): number => tally.ok / tally.expected;
      expect(silent).toEqual([]);
      expect(all.length).toBe(50);
      expect(share(totals.nonZero)).toBeGreaterThanOrEqual(0.95);
      expect(share(totals.states)).toBeGreaterThanOrEqual(0.9);
      expect(share(totals.ports)).toBeGreaterThanOrEqual(0.97);
    });
  },
);
