/** Guards against a timeline that a person cannot read. */
import { expect, it } from 'vitest';
import { reasonSaid } from './reason-said.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const held = {
  kind: 'true',
  forMs: 120_000,
  value: 31.5,
  text: null,
  side: 'above',
  bound: 30,
  forecast: null,
} as const;

it('says the value with its unit and how long it has been true, in both languages', () => {
  expect(plain(reasonSaid(held, 'environment.temperature_celsius', 'fr'))).toBe('31,5 °C depuis 2 min');
  expect(plain(reasonSaid(held, 'environment.temperature_celsius', 'en'))).toBe('31.5 °C for 2 min');
});
it('says a forecast with its range', () => {
  const forecast = { earliestMs: 3_600_000, likelyMs: 7_200_000, latestMs: 10_800_000 };
  const said = plain(reasonSaid({ ...held, value: 0.3, forecast }, 'generator.fuel_level_ratio', 'fr'));
  expect(said).toBe('30 %, dans 2 h environ (au plus tôt 1 h, au plus tard 3 h)');
});
it('says silence with what the poller saw, and an end without a value in one word', () => {
  expect(reasonSaid({ kind: 'silent', check: null, why: 'no answer' }, null, 'en')).toBe(
    'does not answer (no answer)',
  );
  expect(reasonSaid({ kind: 'back', forMs: 0, value: null, text: null }, null, 'fr')).toBe('retombée');
  expect(reasonSaid({ kind: 'back', forMs: 0, value: 1, text: 'up' }, 'link.state', 'en')).toBe('back at up');
});
