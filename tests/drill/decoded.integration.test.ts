/** The drill's devices read by the product's own road and profiles: what the model holds is what a reading says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Observed, ObservedReading } from '../../collectors/snmp/decode/observed.ts';
import { observeDevice } from '../../collectors/snmp/observe-device.ts';
import { openRoads } from '../../collectors/snmp/open-roads.ts';
import { loadProfiles } from '../../collectors/snmp/profile-files.ts';
import { runtimeSeconds } from '../../drill/model/power.ts';
import { type Faults, noFaults } from '../../drill/model/spec.ts';
import type { Inventory } from '../../lib/inventory/inventory.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { DrillStage } from './drill-stage.ts';

const drops: string[] = [];
const transport = openRoads((cause) => drops.push(cause));
const { profiles } = loadProfiles();
let stage: DrillStage;
let inventory: Inventory;
beforeAll(async () => {
  stage = await DrillStage.start();
  inventory = stage.inventory();
});
afterAll(async () => {
  await transport.close();
  await stage.stop();
});

async function observe(site: string, id: string): Promise<Observed> {
  const device = inventory.sites.find((one) => one.id === site)?.devices.find((one) => one.id === id);
  if (!device?.snmp) throw new Error(`${site}/${id} is not read over SNMP`);
  const { address, port, access, timeoutMs, profiles: named, contacts } = device.snmp;
  const target = { address, port, access, timeoutMs, attempts: 3 };
  const result = await observeDevice({
    name: id,
    transport,
    target,
    profiles,
    clock: systemClock,
    settings: { profiles: named, contacts },
  });
  if (!result.ok) throw new Error(`${site}/${id}: ${result.reason}`);
  return result.observed;
}
const read = (observed: Observed, metric: string, instance?: string): ObservedReading => {
  const found = observed.readings.find(
    (one) => one.metric === metric && (instance === undefined || one.instance === instance),
  );
  if (!found)
    throw new Error(
      `${observed.device} has no ${metric} ${instance ?? ''}: ${observed.readings.map((one) => `${one.metric} ${one.instance}`).join(', ')}`,
    );
  return found;
};
/** `observe` shows durations in the unit that people expect. */
const seconds = ({ value, unit }: ObservedReading): number =>
  (value ?? Number.NaN) * ({ ms: 0.001, s: 1, min: 60 }[unit] ?? Number.NaN);
const bad = (observed: Observed): string[] =>
  observed.readings
    .filter(({ state }) => state?.severity === 'warning' || state?.severity === 'critical')
    .map((one) => `${one.metric} ${one.descr}: ${one.state?.text}`);

test('every device at every site has a profile beyond the system group, and says that nothing is the matter', async () => {
  for (const site of stage.sites) {
    for (const { device } of site.agents) {
      const observed = await observe(site.spec.id, device.id);
      expect(observed.profiles.length, `${site.spec.id}/${device.id}`).toBeGreaterThan(1);
      expect(bad(observed), `${site.spec.id}/${device.id}`).toEqual([]);
    }
  }
  expect(drops).toEqual([]);
}, 60_000);

test('what the model holds comes out in base units, on the metrics that the walls read', async () => {
  const { state } = stage.site('cotonou').view;
  const firewall = await observe('cotonou', 'fw-1');
  expect(read(firewall, 'link.loss_ratio', 'wan1').value).toBeCloseTo(
    state().links.primary.lossRatio * 100,
    2,
  );
  expect(seconds(read(firewall, 'link.latency_seconds', 'wan2'))).toBeCloseTo(
    state().links.backup.latencySeconds,
    4,
  );
  expect(read(firewall, 'vpn.tunnel_state', 'canal-plus').state?.text).toBe('up');
  expect(firewall.ports.map(({ ifName }) => ifName)).toContain('wan1');
  const generator = await observe('cotonou', 'genset-1');
  expect(read(generator, 'generator.fuel_level_ratio').value).toBeCloseTo(38, 0);
  expect(read(generator, 'generator.state').state?.text).toBe('ready');
  for (const site of ['cotonou', 'douala']) {
    const ups = await observe(site, 'ups-1');
    const { power } = stage.site(site).view.state();
    expect(read(ups, 'ups.battery_charge_ratio').value).toBeCloseTo(power.charge * 100, 0);
    expect(Math.abs(seconds(read(ups, 'ups.runtime_seconds')) - runtimeSeconds(power))).toBeLessThan(61);
    expect(read(ups, 'ups.load_ratio').value).toBeCloseTo((power.upsWatts / 15_000) * 100, -0.5);
  }
  const gateway = await observe('cotonou', 'gw-1');
  const { spans } = state().telephony;
  expect(spans.map((_, i) => read(gateway, 'e1.channels_used_count', `E1 ${i + 1}`).value)).toEqual(
    spans.map(({ calls }) => calls),
  );
  expect(spans.map((_, i) => read(gateway, 'e1.line_state', `E1 ${i + 1}`).state?.severity)).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
  ]);
  const environment = await observe('cotonou', 'env-1');
  expect(read(environment, 'environment.temperature_celsius', 'Salle serveurs').value).toBeCloseTo(
    state().climate.serverRoomCelsius,
    0.9,
  );
  expect(read(environment, 'contact.fire').state?.text).toBe('rest');
  const recordings = await observe('cotonou', 'rec-1');
  const disk = recordings.storage.find(({ descr }) => descr === '/srv/recordings');
  expect((disk?.usedBytes ?? 0) / (disk?.totalBytes ?? 1)).toBeCloseTo(
    state().servers.recordingBytes / 4e12,
    3,
  );
}, 60_000);

describe('a scenario is seen in the readings of its devices', () => {
  const during = async (
    faults: Partial<Faults>,
    seconds: number,
    look: () => Promise<void>,
  ): Promise<void> => {
    const site = stage.site('abidjan');
    site.setFaults({ ...noFaults, ...faults });
    stage.pass(seconds * 1000);
    try {
      await look();
    } finally {
      site.setFaults(noFaults);
      stage.pass(1_800_000);
    }
  };

  test('mains-failure: battery, then generator', async () => {
    await during({ mainsLost: true }, 5, async () => {
      expect(read(await observe('abidjan', 'ups-1'), 'ups.output_source').state).toMatchObject({
        text: 'battery',
        severity: 'critical',
      });
      stage.pass(15_000);
      expect(read(await observe('abidjan', 'ups-1'), 'ups.output_source').state?.severity).toBe('ok');
      expect(read(await observe('abidjan', 'genset-1'), 'generator.state').state?.text).toBe('on-load');
      expect(read(await observe('abidjan', 'ats-1'), 'ats.source_state').state?.text).toBe('Source B');
      expect(read(await observe('abidjan', 'ats-1'), 'mains.voltage_volts').value).toBe(0);
    });
    expect(bad(await observe('abidjan', 'ups-1'))).toEqual([]);
  });

  test('primary-link-cut: interface and monitor, tunnels back over the backup', async () => {
    await during({ primaryCut: true }, 2, async () => {
      const at = await observe('abidjan', 'fw-1');
      expect(read(at, 'interface.oper_state', 'wan1').state).toMatchObject({
        text: 'down',
        severity: 'warning',
      });
      expect(read(at, 'link.loss_ratio', 'wan1').value).toBe(100);
      expect(read(at, 'vpn.tunnel_state', 'canal-plus').state?.severity).toBe('critical');
      stage.pass(10_000);
      expect(read(await observe('abidjan', 'fw-1'), 'vpn.tunnel_state', 'canal-plus').state?.severity).toBe(
        'ok',
      );
    });
  });

  test('hvac-failure: the unit says that it is off, and the room warms up', async () => {
    await during({ hvacFailed: true }, 900, async () => {
      expect(read(await observe('abidjan', 'hvac-1'), 'hvac.state').state?.severity).toBe('warning');
      const { value } = read(
        await observe('abidjan', 'env-1'),
        'environment.temperature_celsius',
        'Salle serveurs',
      );
      // Beyond the catalogue's band.
      expect(value).toBeGreaterThan(30);
    });
  });

  test('fire: smoke and fire contacts active, by polarity', async () => {
    await during({ fire: true }, 15, async () => {
      const at = await observe('abidjan', 'env-1');
      expect(read(at, 'contact.smoke').state).toEqual({ text: 'active', severity: 'critical' });
      expect(read(at, 'contact.fire').state).toEqual({ text: 'active', severity: 'critical' });
      expect(read(at, 'contact.water').state?.text).toBe('rest');
    });
  });

  test('e1-alarm: loss of signal on one span alone', async () => {
    await during({ e1Span: 2 }, 30, async () => {
      const at = await observe('abidjan', 'gw-1');
      expect(read(at, 'e1.line_state', 'E1 2').state).toMatchObject({
        text: 'loss of signal',
        severity: 'critical',
      });
      expect(read(at, 'e1.channels_used_count', 'E1 2').value).toBe(0);
      expect(read(at, 'e1.unavailable_seconds_count', 'E1 2').value).toBeGreaterThan(10);
      expect(read(at, 'e1.line_state', 'E1 1').state?.severity).toBe('ok');
    });
  });
});
