import { describe, expect, it } from 'vitest';
import { tellAbnormal } from '../messages/abnormal.ts';
import { abnormal } from './abnormal.ts';
import { PictureBench } from './picture-bench.ts';

const minute = 60_000;
const told = (bench: PictureBench, locale: 'fr' | 'en' = 'fr') =>
  abnormal(bench.picture).map((one) => {
    const { what, consequence, action, cell } = tellAbnormal(one.said, locale);
    return {
      severity: one.severity,
      where: `${one.site}/${one.system}`,
      what,
      consequence,
      action,
      cell,
      more: one.more,
      forMs: bench.now - one.since,
    };
  });
/** A sentence with ordinary spaces, to be read here. */
const plain = (text: string | null | undefined): string => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the list of what is abnormal', () => {
  it('is empty when all is well: a free port that is down is no news', () => {
    expect(told(new PictureBench())).toEqual([]);
  });

  it('tells a lost mains once, with the fuel, the service and the order of the power wall', () => {
    const bench = new PictureBench()
      .say('cotonou', ['mains-1', 'mains.voltage_volts', '', 0], 'critical', 6 * minute)
      .say('cotonou', ['genset-1', 'generator.state', '', 5, 'on-load'], 'warning', 6 * minute)
      .say('cotonou', ['genset-1', 'generator.fuel_level_ratio', '', 0.38], 'good', 6 * minute)
      .say('cotonou', ['genset-1', 'power.source', '', 2, 'generator'], 'warning', 6 * minute)
      .say('cotonou', ['genset-1', 'power.fuel_litres', '', 76], 'good', 6 * minute)
      .say('cotonou', ['genset-1', 'power.fuel_consumption_litres_per_hour', '', 24], 'good', 6 * minute);
    const [one, ...others] = told(bench);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ severity: 'critical', where: 'cotonou/power', forMs: 6 * minute });
    expect(plain(one?.what)).toBe('Secteur coupé, site sur groupe électrogène');
    expect(plain(one?.consequence)).toBe('Gasoil 3 h 10, service 4 h 28');
    expect(plain(one?.action)).toBe('commander avant 15:12');
    expect(plain(one?.cell)).toBe('3 h 10');
  });

  it('says to order at once when the hour of the order has passed', () => {
    const bench = new PictureBench()
      .say('cotonou', ['mains-1', 'mains.voltage_volts', '', 0], 'critical', minute)
      .say('cotonou', ['genset-1', 'power.source', '', 2, 'generator'], 'warning', minute)
      .say('cotonou', ['genset-1', 'power.fuel_litres', '', 20], 'good', minute)
      .say('cotonou', ['genset-1', 'power.fuel_consumption_litres_per_hour', '', 24], 'good', minute);
    expect(plain(told(bench)[0]?.action)).toBe('commander 87 L tout de suite');
  });

  it('is only a warning on the generator when the fuel outlasts the service', () => {
    const bench = new PictureBench()
      .say('cotonou', ['mains-1', 'mains.voltage_volts', '', 0], 'critical', minute)
      .say('cotonou', ['genset-1', 'power.source', '', 2, 'generator'], 'warning', minute);
    expect(told(bench)[0]).toMatchObject({ severity: 'warning', where: 'cotonou/power' });
  });

  it('is critical on battery, and when the generator will not start', () => {
    const bench = new PictureBench()
      .say('cotonou', ['genset-1', 'power.source', '', 3, 'battery'], 'critical', minute)
      .say('cotonou', ['genset-1', 'generator.state', '', 7, 'fail-to-start'], 'critical', minute);
    const [one, ...others] = told(bench);
    expect(others).toEqual([]);
    expect(one?.severity).toBe('critical');
    expect(plain(one?.consequence)).toBe('Batterie 41 min, groupe échec de démarrage');
  });

  it('warns of a generator that is not in automatic, while the mains is there', () => {
    const bench = new PictureBench().say(
      'cotonou',
      ['genset-1', 'generator.state', '', 2, 'not-in-auto'],
      'critical',
      minute,
    );
    expect(plain(told(bench)[0]?.what)).toBe('Groupe électrogène : pas en automatique');
  });

  const overflow = (result: string, value: number): PictureBench =>
    new PictureBench()
      .say('abidjan', ['fw-1', 'link.use_ratio', 'primary', 0.83], 'good', minute)
      .say('abidjan', ['fw-1', 'link.in_bits_per_second', 'backup', 0.68e6], 'good', minute)
      .say(
        'abidjan',
        ['fw-1', 'link.overflow_state', 'primary', 2, 'overflow'],
        result === 'no-relay' ? 'critical' : 'good',
        23 * minute,
      )
      .say('abidjan', ['fw-1', 'link.overflow_result', 'primary', value, result], 'good', minute)
      .say('abidjan', ['fw-1', 'link.relay_delay_seconds', 'primary', 12], 'good', minute)
      .say('abidjan', ['fw-1', 'link.relay_resolution_seconds', 'primary', 2], 'good', minute);

  it('tells an overflow that works as information that asks for nobody', () => {
    const [one, ...others] = told(overflow('held', 2));
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      severity: 'information',
      where: 'abidjan/internet',
      action: null,
      forMs: 23 * minute,
    });
    expect(plain(one?.what)).toBe('Lien principal à 83 %, débordement actif');
    expect(plain(one?.consequence)).toBe('Le secours porte 680 kbit/s ; relais en 12 s (à 2 s près)');
    expect(abnormal(overflow('held', 2).picture)[0]?.owner).toBe('automatic');
  });

  it('tells an overflow that is not held as critical, and one that only relieves too little as a warning', () => {
    expect(told(overflow('no-relay', 3))[0]).toMatchObject({
      severity: 'critical',
      where: 'abidjan/internet',
    });
    expect(told(overflow('no-relief', 5))[0]?.severity).toBe('warning');
    expect(told(overflow('late-relay', 4))[0]?.severity).toBe('warning');
  });

  it('names the provider to call when a link is cut, and says once that both are', () => {
    const cut = new PictureBench().say(
      'abidjan',
      ['fw-1', 'link.state', 'primary', 2, 'down'],
      'critical',
      minute,
    );
    const [one, ...others] = told(
      cut.say('abidjan', ['fw-1', 'interface.oper_state', 'wan1', 2, 'down'], 'critical', minute),
    );
    expect(others).toEqual([]);
    expect(one?.severity).toBe('warning');
    expect(plain(one?.what)).toBe('Lien principal coupé, trafic sur le secours');
    expect(plain(one?.action)).toBe('Appeler FAI 1 au +2290121000000');
    cut.say('abidjan', ['fw-1', 'link.state', 'backup', 2, 'down'], 'critical', minute);
    expect(told(cut)).toMatchObject([{ severity: 'critical', what: 'Les deux liens sont coupés' }]);
  });

  it('does not swallow a third link that is cut: what the pair does not tell, its own readings do', () => {
    const bench = new PictureBench().say(
      'abidjan',
      ['fw-1', 'link.state', 'satellite', 2, 'down'],
      'critical',
      minute,
    );
    const sites = bench.sites.map((site) => {
      const backup = site.links.find((link) => link.role === 'backup');
      const third = backup ? [{ ...backup, id: 'satellite', interface: 'wan3' }] : [];
      return { ...site, links: [...site.links, ...third] };
    });
    const found = abnormal({ ...bench.picture, sites });
    expect(found.map(({ site, severity }) => [site, severity])).toEqual([['abidjan', 'critical']]);
  });

  it('puts the silent devices behind a silent firewall under it, as one unreachable site', () => {
    const bench = new PictureBench();
    for (const device of bench.sites[1]?.devices ?? []) bench.silence('cotonou', device.id, 2 * minute);
    const [one, ...others] = told(bench);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      severity: 'critical',
      what: 'Site injoignable',
      more: 11,
      where: 'cotonou/internet',
    });
  });

  it('blames the switch, not what hangs on it, while the firewall answers', () => {
    const bench = new PictureBench();
    for (const device of bench.sites[1]?.devices ?? [])
      if (device.id !== 'fw-1') bench.silence('cotonou', device.id, 2 * minute);
    const [one, ...others] = told(bench);
    expect(others).toEqual([]);
    expect(plain(one?.what)).toBe('Commutateur ne répond plus');
    expect(one?.more).toBe(10);
  });

  it('tells a silent room sensor as an old reading with its last value, not as a broken device', () => {
    const [one, ...others] = told(new PictureBench().silence('cotonou', 'room-1', 4 * minute));
    expect(others).toEqual([]);
    expect(one).toMatchObject({ severity: 'stale', where: 'cotonou/climate', forMs: 4 * minute });
    expect(plain(one?.what)).toBe('Mesure ancienne : température, Salle serveurs');
    expect(plain(one?.consequence)).toBe('Dernière mesure 23,4 °C à 14:28');
    expect(plain(one?.cell)).toBe('4 min');
  });

  it('does not blame the devices when their collector is silent', () => {
    const bench = new PictureBench();
    for (const { id, devices } of bench.sites)
      for (const device of devices) bench.silence(id, device.id, 5 * minute);
    bench.collectors = bench.collectors.map((one) => ({ ...one, at: bench.now - 5 * minute }));
    expect(told(bench)).toMatchObject([
      { severity: 'critical', what: 'Collecte arrêtée', where: 'null/vigie' },
    ]);
  });

  it('gives fire its own line, with whom to call, above everything else of the same rank that is older', () => {
    const bench = new PictureBench()
      .say('cotonou', ['fire-1', 'contact.fire', '1', 1, 'active'], 'critical', minute)
      .say('abidjan', ['fw-1', 'link.state', 'primary', 2, 'down'], 'critical', 5 * minute)
      .say('abidjan', ['fw-1', 'link.state', 'backup', 2, 'down'], 'critical', 5 * minute);
    const [one, two] = told(bench);
    expect(plain(one?.what)).toBe('Détection d’incendie : 1');
    expect(plain(one?.action)).toBe('Évacuer et appeler les pompiers (118)');
    expect(two?.where).toBe('abidjan/internet');
  });

  it('does not tell the same smoke twice because the panel has an alarm state beside the contact', () => {
    const bench = new PictureBench()
      .say('cotonou', ['fire-1', 'contact.smoke', 'Baie 1', 1, 'active'], 'critical', minute)
      .say('cotonou', ['fire-1', 'sensor.state', 'Baie 1 alarm', 2, 'alarm'], 'critical', minute);
    expect(told(bench)).toMatchObject([{ cell: 'Fumée', more: 0 }]);
  });

  it('does not take a sensor that is unplugged for one that is at rest', () => {
    const bench = new PictureBench().say(
      'cotonou',
      ['fire-1', 'contact.fire', '1', 2, 'unplugged'],
      'unknown',
      minute,
    );
    expect(told(bench)[0]).toMatchObject({ severity: 'warning', where: 'cotonou/safety' });
  });

  it('tells an E1 in alarm with its channels, and not its errored seconds beside', () => {
    const bench = new PictureBench()
      .say('cotonou', ['gw-1', 'e1.line_state', 'E1 2', 8, 'AIS'], 'critical', 21 * minute)
      .say('cotonou', ['gw-1', 'e1.unavailable_seconds_count', 'E1 2', 900], 'warning', 20 * minute);
    const [one, ...others] = told(bench);
    expect(others).toEqual([]);
    expect(plain(one?.what)).toBe('E1 nº 2 en alarme AIS, 30 canaux bloqués');
    expect(one).toMatchObject({ severity: 'warning', where: 'cotonou/telephony' });
    bench.say('cotonou', ['gw-1', 'e1.line_state', 'E1 1', 64, 'loss of signal'], 'critical', minute);
    expect(told(bench).map((each) => each.severity)).toEqual(['critical', 'critical']);
  });

  it('tells the failed cooling and the room that it warms as one', () => {
    const bench = new PictureBench()
      .say('cotonou', ['hvac-1', 'hvac.state', '', 3, 'fault'], 'critical', 9 * minute)
      .say('cotonou', ['room-1', 'environment.temperature_celsius', '', 33.1], 'warning', 2 * minute);
    const [one, ...others] = told(bench);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ severity: 'critical', where: 'cotonou/climate', more: 1, forMs: 9 * minute });
    expect(plain(one?.consequence)).toBe('La salle est à 33,1 °C');
  });

  it('groups the other abnormal readings of a device and system, worst first, as "+N"', () => {
    const bench = new PictureBench()
      .say('cotonou', ['rec-1', 'storage.use_ratio', '/srv', 0.96], 'critical', 30 * minute)
      .say('cotonou', ['rec-1', 'memory.use_ratio', '', 0.93], 'warning', 60 * minute);
    expect(told(bench)).toMatchObject([
      { severity: 'critical', where: 'cotonou/servers', more: 1, cell: '96\u00a0%' },
    ]);
  });

  it('keeps its identities from one picture to the next, so that rows do not move', () => {
    const bench = overflow('held', 2);
    const before = abnormal(bench.picture).map((one) => one.id);
    bench.say('abidjan', ['fw-1', 'link.use_ratio', 'primary', 0.79], 'good', 2 * minute);
    expect(abnormal(bench.picture).map((one) => one.id)).toEqual(before);
  });

  it('says a refused site book with its first place', () => {
    const bench = new PictureBench();
    bench.book = {
      at: bench.now - minute,
      ok: false,
      problems: ['sites.yaml:12: unknown key', 'sites.yaml:14: x'],
      warnings: [],
    };
    const [one] = told(bench);
    expect(one?.severity).toBe('warning');
    expect(plain(one?.action)).toBe('Corriger sites.yaml:12');
  });
});
