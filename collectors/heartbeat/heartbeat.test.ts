/** The missing or small backup is the news; a job that has never been heard is not one that is fine. */
import { expect, it } from 'vitest';
import type { HeartbeatSettings } from '../../lib/inventory/inventory.ts';
import { callPayloadOf } from './call-payload.ts';
import { heartbeatVerdict } from './heartbeat-state.ts';

const hour = 3_600_000;
const nightly: HeartbeatSettings = {
  name: 'nightly',
  kind: 'backup',
  everyMs: 24 * hour,
  graceMs: 2 * hour,
  minimumBytes: 5e9,
  topic: null,
  key: null,
};
const last = (over: object = {}) => ({ at: 0, ok: true, sizeBytes: 6e9, durationMs: 1, ...over });

it('says never, not ok, of a job that has not called since the start', () => {
  expect(heartbeatVerdict(nightly, null, 0, hour)).toEqual({ text: 'never', state: 'unknown' });
  expect(heartbeatVerdict(nightly, null, 0, 27 * hour)).toEqual({ text: 'never', state: 'warning' });
});
it('is late only beyond its grace, and critical for a backup that missed two runs', () => {
  expect(heartbeatVerdict(nightly, last(), 0, 26 * hour)).toEqual({ text: 'ok', state: 'good' });
  expect(heartbeatVerdict(nightly, last(), 0, 26 * hour + 1)).toEqual({ text: 'late', state: 'warning' });
  expect(heartbeatVerdict(nightly, last(), 0, 51 * hour)).toEqual({ text: 'late', state: 'critical' });
});
it('sees the small and the failed run', () => {
  expect(heartbeatVerdict(nightly, last({ sizeBytes: 1e9 }), 0, hour)).toEqual({
    text: 'small',
    state: 'warning',
  });
  expect(heartbeatVerdict(nightly, last({ ok: false }), 0, hour)).toEqual({
    text: 'failed',
    state: 'critical',
  });
});
it('takes an exit code, a word or nothing, and refuses the rest', () => {
  expect(callPayloadOf('')).toEqual({ ok: true, sizeBytes: null, durationMs: null });
  expect(callPayloadOf('{"size":12,"duration":1.5,"result":"failed"}')).toEqual({
    ok: false,
    sizeBytes: 12,
    durationMs: 1500,
  });
  expect(callPayloadOf('{"result":0}')?.ok).toBe(true);
  expect(callPayloadOf('{"size":-1}')).toBe(null);
  expect(callPayloadOf('nonsense')).toBe(null);
});
