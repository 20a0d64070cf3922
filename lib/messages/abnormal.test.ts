import { describe, expect, it } from 'vitest';
import { tellAbnormal } from './abnormal.ts';
import type { AbnormalFacts, AbnormalKind, Said } from './abnormal-facts.ts';
import { locales } from './message.ts';

const at = Date.parse('2026-11-23T14:26:00+01:00');
const zone = 'Africa/Porto-Novo';
const label = { fr: 'Température', en: 'Temperature' };
const link = { provider: 'FAI 1', phone: '+2290121000000' };
const overflow = { ratio: 0.83, backupBitsPerSecond: 680_000, delayMs: 12_000, resolutionMs: 2_000 };
const value = {
  device: 'Salle',
  label,
  thing: 'Baie 1',
  value: 36.2,
  unit: 'celsius',
  bound: 35,
  above: true,
};

/** One of each kind: a kind that is added must be added here. */
const samples: AbnormalFacts = {
  collectorSilent: { site: 'Cotonou', silentMs: 60_000 },
  bookRefused: { count: 2, first: 'sites.yaml:12' },
  storeDown: { reason: 'refused', waiting: 12_000 },
  bufferDown: { reason: 'ENOSPC' },
  roleDown: { role: 'web' },
  siteUnreachable: { device: 'Pare-feu', hidden: 11, ...link },
  deviceSilent: { device: 'Commutateur', hidden: 1, zone, answeredAt: at },
  checkSilent: { device: 'Onduleur', check: 'snmp/table', reason: 'timeout' },
  onGenerator: {
    runwayMs: 11_400_000,
    serviceLeftMs: 16_080_000,
    orderBefore: at,
    late: false,
    missingLitres: 31,
    zone,
    mainsLost: true,
  },
  onBattery: { runtimeMs: 2_460_000, generator: 'fail-to-start' },
  noPower: {},
  mainsLost: { device: 'Compteur' },
  generatorState: { device: 'Groupe', text: 'not-in-auto' },
  fuelLow: { device: 'Groupe', ratio: 0.2, litres: 40, runwayMs: 6_000_000 },
  upsBattery: { device: 'Onduleur', runtimeMs: null },
  overflow: { ...overflow, pending: false },
  overflowNoRelay: overflow,
  overflowLate: overflow,
  overflowNoRelief: overflow,
  failOver: { ...link, backupRatio: 0.64 },
  bothDown: link,
  primaryDown: { provider: null, phone: null },
  backupDown: link,
  capacity: { ...link, ratio: 0.9 },
  tunnelDown: { tunnel: 'canal-plus', applications: 2 },
  contact: { device: 'Centrale', meaning: 'fire', thing: 'Salle serveurs', phone: '118' },
  contactUnplugged: { device: 'Centrale', meaning: 'fire', thing: '' },
  hot: { ...value, cooling: null },
  cooling: { device: 'Clim 1', text: 'fault', celsius: 33.1 },
  e1Alarm: { trunk: 'E1 2', text: 'AIS', channels: 30, voip: true },
  heartbeat: { name: 'nightly', text: 'late', ageMs: 90_000_000 },
  probe: { device: 'Caméra', target: 'rtsp://192.0.2.40/', text: 'silent' },
  incident: {
    title: label,
    device: 'Salle',
    thing: 'Baie 1',
    value: 41.5,
    unit: 'celsius',
    unknown: true,
    consequence: { fr: 'Le matériel vieillit', en: 'Equipment ages' },
    action: { fr: 'Ouvrir la salle', en: 'Open the room' },
  },
  offline: { device: 'Capteur' },
  value,
  state: { device: 'Baie', label, thing: '', text: 'Fault' },
  stale: {
    device: 'Salle',
    zone,
    label,
    thing: '',
    value: 23.4,
    unit: 'celsius',
    text: null,
    at,
    ageMs: 240_000,
  },
  staleMany: { device: 'Salle', count: 3, ageMs: 240_000 },
};
const kinds = Object.keys(samples) as AbnormalKind[];

describe.each(kinds)('%s', (kind) => {
  const said = { kind, facts: samples[kind] } as Said;

  it.each(locales)('says what, in %s, and a short word for a cell', (locale) => {
    const told = tellAbnormal(said, locale);
    expect(told.what).toMatch(/\S{2}/);
    // A cell of the matrix has room for some fifteen letters; a name from the site book is the operator's own length.
    expect(told.cell.length).toBeGreaterThan(0);
    expect(told.cell.length).toBeLessThanOrEqual(16);
    for (const part of [told.what, told.consequence, told.action, told.cell]) {
      if (part === null) continue;
      expect(part).not.toMatch(/undefined|NaN|null|\[object|Infinity/);
      expect(part.trim()).toBe(part);
      expect(part).not.toBe('');
    }
  });

  it('keeps to French typography: no-break spaces before high signs, curly apostrophes', () => {
    const { what, consequence, action, cell } = tellAbnormal(said, 'fr');
    for (const part of [what, consequence, action, cell]) {
      expect(part ?? '').not.toMatch(/ [:;!?%»]/);
      expect(part ?? '').not.toMatch(/[a-zé]'[a-zé]/i);
      expect(part ?? '').not.toMatch(
        /\d (s|min|h|j|L|V|k?W|°C|%|[kM]?bit\/s|canaux|mesures|équipements?)(?![a-zé])/,
      );
    }
  });

  it('is not the same sentence in both languages', () => {
    const [french, english] = [tellAbnormal(said, 'fr'), tellAbnormal(said, 'en')];
    if (kind !== 'probe' && kind !== 'state') expect(french.what).not.toBe(english.what);
  });
});

describe('the cell of an incident', () => {
  const cell = (title: string, more: { thing?: string; value?: number | null } = {}) =>
    tellAbnormal(
      {
        kind: 'incident',
        facts: {
          title: { fr: title, en: title },
          consequence: label,
          action: label,
          device: 'Centrale',
          thing: more.thing ?? 'Centrale incendie',
          value: more.value ?? null,
          unit: 'ratio',
          unknown: false,
        },
      },
      'fr',
    ).cell;
  it('says a fire as such, not the name of its contact', () => {
    expect(cell('INCENDIE')).toBe('INCENDIE');
  });
  it('says the figure where there is one, and the thing where the title does not fit', () => {
    expect(cell('Réservoir presque vide', { value: 0.12 })).toMatch(/^12/);
    expect(cell('Lien principal coupé', { thing: 'wan1' })).toBe('wan1');
    expect(cell('Lien principal coupé', { thing: '' })).toBe('Lien principal coupé');
  });
});
