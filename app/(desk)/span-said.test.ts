/** Guards against a span whose day or zone has to be guessed. */
import { expect, it } from 'vitest';
import { spanSaid } from './span-said.ts';

const at = (text: string): number => Date.parse(text);

it('says the day once when it is the same by the clock of the zone', () => {
  const said = spanSaid(at('2026-11-24T21:00:00Z'), at('2026-11-24T22:30:00Z'), 'Africa/Porto-Novo', 'fr');
  expect(said).toBe('mar. 24 nov. 22:00 – 23:30, UTC+1');
});
it('says both days when midnight lies between them there', () => {
  const said = spanSaid(at('2026-11-24T22:00:00Z'), at('2026-11-24T23:30:00Z'), 'Africa/Porto-Novo', 'fr');
  expect(said).toBe('mar. 24 nov. 23:00 – mer. 25 nov. 00:30, UTC+1');
});
