/** Guards against a store torn by the dark, and against a Vigie that stops although the mains is back. */
import { describe, expect, it } from 'vitest';
import type { Reading } from '../readings/reading.ts';
import { goodbyeMs, HostPower } from './host-power.ts';

const host = { site: 'cotonou', ups: 'ups-1', stopBelowRatio: 0.1, stopAtMs: 300_000 };
const reading = (metric: string, value: number | null, text: string | null = null): Reading => ({
  site: 'cotonou',
  device: 'ups-1',
  metric,
  instance: '',
  value,
  text,
  state: 'good',
  since: 0,
  at: 0,
  everyMs: 5_000,
});
function power(source: string, leftSeconds: number | null, chargeRatio: number | null = null): HostPower {
  const one = new HostPower();
  one.take(host, reading('ups.output_source', 1, source));
  one.take(host, reading('ups.runtime_seconds', leftSeconds));
  one.take(host, reading('ups.battery_charge_ratio', chargeRatio));
  return one;
}

describe('the power of the host', () => {
  it('ends when the battery does, after its last message had time to leave', () => {
    const one = power('battery', 240);
    expect(one.look(host, 0)).toBe('ending');
    expect(one.look(host, goodbyeMs - 1)).toBe('ending');
    expect(one.look(host, goodbyeMs)).toBe('stop');
    expect(power('battery', null, 0.08).look(host, 0)).toBe('ending');
  });
  it('is told in the words of any maker', () => {
    for (const word of ['onBattery', 'On battery', 'battery'])
      expect(power(word, 60).look(host, 0)).toBe('ending');
    for (const word of ['onLine', 'battery test', 'bypass'])
      expect(power(word, 60).look(host, 0)).toBe('fine');
  });
  it('is fine on the mains, however low the battery is while it charges', () => {
    expect(power('mains', 60, 0.01).look(host, 0)).toBe('fine');
  });
  it('is fine while nothing is known of the battery', () => {
    expect(power('battery', null).look(host, 0)).toBe('fine');
  });
  it('calls the end off when the mains comes back in time, and counts anew', () => {
    const one = power('battery', 240);
    one.look(host, 0);
    one.take(host, reading('ups.output_source', 0, 'mains'));
    expect(one.look(host, 10_000)).toBe('fine');
    one.take(host, reading('ups.output_source', 1, 'battery'));
    expect(one.look(host, goodbyeMs)).toBe('ending');
  });
  it('is not judged by another UPS', () => {
    const one = new HostPower();
    for (const metric of ['ups.output_source', 'ups.runtime_seconds'])
      one.take(host, { ...reading(metric, 1, 'battery'), device: 'ups-2' });
    expect(one.look(host, 0)).toBe('fine');
  });
});
