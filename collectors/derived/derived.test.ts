import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Day } from './day.ts';

const days: Day[] = [];
const day = async (memoryDir?: string): Promise<Day> => {
  const one = await new Day(memoryDir).start();
  days.push(one);
  return one;
};
afterEach(async () => {
  for (const one of days.splice(0)) await one.collector.stop();
});

describe('the load of a link', () => {
  it('is the busier direction over the contracted rate, not over the speed of the port', async () => {
    const one = (await day()).run(120);
    expect(one.last('link.use_ratio', 'primary')?.value).toBeCloseTo(0.3);
    expect(one.last('link.in_ratio', 'primary')?.value).toBeCloseTo(0.3);
    expect(one.last('link.out_ratio', 'primary')?.value).toBeCloseTo(0.15);
    expect(one.last('link.out_bits_per_second', 'backup')?.value).toBeCloseTo(40_000);
  });

  it('only warns of its capacity where there is no overflow, and has no overflow state there', async () => {
    const one = (await day()).set({ old: 0.85 }).run(300);
    expect(one.last('link.use_ratio', 'old')?.state).toBe('good');
    one.run(90);
    expect(one.last('link.use_ratio', 'old')?.state).toBe('warning');
    expect(one.last('link.overflow_state', 'old')).toBeUndefined();
  });

  it('is read every two seconds above 60 %, with its backup, until it is back under 55 %', async () => {
    const one = (await day()).run(60).set({ primary: 0.61 }).run(20);
    expect(one.hastened).toEqual(['wan1', 'wan2', 'wan3'].map((name) => `cotonou/fw-1/${name} 2000`));
    expect(one.last('link.use_ratio', 'primary')?.everyMs).toBe(2_000);
    one.set({ primary: 0.57 }).run(120);
    expect(one.hastened).toHaveLength(3);
    one.set({ primary: 0.5 }).run(120);
    expect(one.hastened.slice(3)).toEqual(
      ['wan1', 'wan2', 'wan3'].map((name) => `cotonou/fw-1/${name} null`),
    );
  });
});

describe('a morning in which the primary fills up', () => {
  it('tells the overflow, its delay with its resolution, and the return', async () => {
    const one = (await day()).run(300).set({ primary: 0.68 }).run(120);
    expect(one.last('link.overflow_state', 'primary')).toMatchObject({
      value: 1,
      text: 'primary-only',
      state: 'good',
    });
    one.set({ primary: 0.76 }).run(12).set({ backup: 0.3 }).run(120);
    expect(one.last('link.overflow_state', 'primary')).toMatchObject({
      value: 2,
      text: 'overflow',
      state: 'good',
    });
    expect(one.last('link.overflow_result', 'primary')).toMatchObject({ text: 'held' });
    expect(one.last('link.relay_delay_seconds', 'primary')?.value).toBeCloseTo(12, -1);
    expect(one.last('link.relay_resolution_seconds', 'primary')?.value).toBe(2);
    one.set({ primary: 0.4, backup: 0.02 }).run(420);
    expect(one.last('link.overflow_state', 'primary')?.text).toBe('primary-only');
  });

  it('is critical when the backup does not carry', async () => {
    const one = (await day()).run(300).set({ primary: 0.76 }).run(240);
    expect(one.last('link.overflow_result', 'primary')).toMatchObject({
      text: 'no-relay',
      state: 'critical',
    });
    expect(one.last('link.overflow_state', 'primary')).toMatchObject({ text: 'overflow', state: 'critical' });
  });

  it('remembers the overflow in force across a restart', async () => {
    const one = (await day()).run(300).set({ primary: 0.76 }).run(12).set({ backup: 0.3 }).run(180);
    await one.collector.stop();
    const two = new Day(one.memoryDir);
    two.now = one.now + 20_000;
    two.set({ primary: 0.6, backup: 0.2 });
    days.push(await two.start());
    two.run(30);
    expect(two.last('link.overflow_state', 'primary')?.text).toBe('overflow');
    expect(two.last('link.overflow_result', 'primary')?.text).toBe('held');
    expect(two.last('link.relay_delay_seconds', 'primary')?.value).toBe(
      one.last('link.relay_delay_seconds', 'primary')?.value,
    );
  });

  it('starts from nothing when what it remembered is damaged', async () => {
    const one = await day();
    await one.collector.stop();
    await writeFile(join(one.memoryDir, 'overflow.json'), '{"links":{"cotonou":{"primary":{"state":"no"}}}}');
    const two = (await day(one.memoryDir)).run(30);
    expect(two.last('link.overflow_state', 'primary')?.text).toBe('primary-only');
  });
});

describe('the state of a link', () => {
  it('follows its interface at once, and the overflow with it', async () => {
    const one = (await day()).run(60).set({ primaryUp: false }).run(5);
    expect(one.last('link.state', 'primary')).toMatchObject({ value: 2, text: 'down', state: 'critical' });
    expect(one.last('link.overflow_state', 'primary')).toMatchObject({ text: 'fail-over', state: 'warning' });
    one.set({ backupUp: false }).run(5);
    expect(one.last('link.overflow_state', 'primary')).toMatchObject({
      text: 'both-down',
      state: 'critical',
    });
  });

  it('is down when nothing comes back for thirty seconds although the interface is up: a cut fibre behind its converter', async () => {
    const one = (await day()).run(60).set({ loss: 1 }).run(20);
    expect(one.last('link.state', 'primary')?.text).toBe('up');
    one.run(25);
    expect(one.last('link.state', 'primary')?.text).toBe('down');
    // A time of 0 ms for what never came back would be a false reading.
    expect(one.last('link.latency_seconds', 'primary')).toMatchObject({ value: null, state: 'unknown' });
    one.set({ loss: 0 }).run(15);
    expect(one.last('link.latency_seconds', 'primary')?.value).toBe(0.03);
    expect(one.last('link.state', 'primary')?.text).toBe('up');
  });

  it('is unknown, neither up nor down, once its firewall is silent; and its load is not repeated', async () => {
    const one = (await day()).run(60);
    one.firewall = false;
    one.run(60);
    expect(one.last('link.state', 'primary')).toMatchObject({ value: null, text: null, state: 'unknown' });
    expect(one.last('link.use_ratio', 'primary')?.at).toBeLessThan(one.now - 50_000);
    expect(one.last('link.overflow_state', 'primary')?.at).toBeLessThan(one.now - 20_000);
  });

  it('carries the quality that the firewall measures, under the name of the link', async () => {
    const one = (await day()).set({ loss: 0.02 }).run(30);
    expect(one.last('link.loss_ratio', 'primary')?.value).toBe(0.02);
    expect(one.said.filter((raw) => raw.instance === 'wan1')).toEqual([]);
  });
});

describe('the power of a site', () => {
  it('is that of the meter at the main board, total not counted again with its phases', async () => {
    const one = await day();
    one.meter = [
      ['em:0', 60_000],
      ['em:0.a', 20_000],
      ['em:0.b', 40_000],
    ];
    expect(one.run(30).last('power.load_watts', '')?.value).toBe(60_000);
    one.meter = [
      ['a', 20_000],
      ['b', 21_000],
    ];
    expect(one.run(60).last('power.load_watts', '')?.value).toBe(41_000);
  });

  it('takes the first input of a transfer switch for the mains, not the second that waits for the generator', async () => {
    const one = (await day()).set({ secondInputVolts: 0 }).run(30);
    expect(one.last('power.source', '')?.text).toBe('mains');
  });

  it('lasts what its tank gives at the load of the moment; standing, the generator only would', async () => {
    const one = (await day()).run(30);
    expect(one.last('power.source', '')).toMatchObject({ text: 'mains', state: 'good', device: 'genset-1' });
    expect(one.last('power.fuel_litres', '')?.value).toBeCloseTo(76);
    expect(one.last('power.load_watts', '')?.value).toBe(20_000);
    // 2 + (24 - 2) × 20/80 = 7.5 L/h; 76 ÷ 7.5 = 10.13 h.
    expect(one.last('power.fuel_consumption_litres_per_hour', '')?.value).toBeCloseTo(7.5);
    expect(one.last('power.fuel_runway_seconds', '')?.value).toBeCloseTo((76 / 7.5) * 3_600, 0);
  });

  it('agrees with the power wall once the generator carries 80 kW: 3 h 10', async () => {
    const one = (await day())
      .run(30)
      .set({ mainsVolts: 0, generator: 'on-load', generatorWatts: 80_000 })
      .run(30);
    expect(one.last('power.fuel_runway_seconds', '')?.value).toBeCloseTo((3 + 1 / 6) * 3_600, 0);
  });

  it('passes from mains to battery to generator, and says how long that took', async () => {
    const one = (await day()).run(30).set({ mainsVolts: 0, ups: 'onBattery', generator: 'cranking' }).run(10);
    expect(one.last('power.source', '')).toMatchObject({ text: 'battery', state: 'critical' });
    one.set({ ups: 'onLine', generator: 'on-load', generatorWatts: 22_400 }).run(5);
    expect(one.last('power.source', '')).toMatchObject({ text: 'generator', state: 'warning' });
    expect(one.last('power.transfer_delay_seconds', '')?.value).toBe(10);
    expect(one.last('power.load_watts', '')?.value).toBe(22_400);
    one.set({ mainsVolts: 229, generator: 'cooldown', generatorWatts: 0 }).run(5);
    expect(one.last('power.source', '')?.text).toBe('mains');
  });

  it('says nothing of a tank whose level is impossible', async () => {
    const one = (await day()).set({ fuel: 7 }).run(30);
    expect(one.last('power.fuel_litres', '')).toBeUndefined();
  });
});
