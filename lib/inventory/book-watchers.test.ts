/** Guards against a Vigie that says goodbye by a UPS that is none, and a cut-off site that nobody hears of. */
import { describe, expect, it } from 'vitest';
import { env, problemsOf, read, small, variable } from './small-book.ts';

const withTop = (lines: string, site = ''): string =>
  small
    .replace('organisation: Essai\n', `organisation: Essai\n${lines}\n`)
    .replace('    country: BJ\n', `    country: BJ\n${site}`);
const centre = `centre: { url: "https://noc.example.org", token: "${variable('K1')}" }`;

describe('who watches Vigie', () => {
  it('is read with its secrets and defaults', () => {
    const book = read(
      withTop(
        `${centre}\nheartbeat: { url: "https://watch.example.org/ping" }\nhost: { ups: cotonou/ups-1, stop_at: 5m }`,
        '    alerting: site\n',
      ),
    );
    expect(book.centre).toEqual({ url: 'https://noc.example.org', token: env.K1 });
    expect(book.heartbeat).toEqual({ url: 'https://watch.example.org/ping', everyMs: 60_000 });
    expect(book.host).toEqual({ site: 'cotonou', ups: 'ups-1', stopBelowRatio: null, stopAtMs: 300_000 });
    expect(book.sites[0]?.alerting).toBe('site');
  });
  it('is nobody unless it is written', () => {
    expect(read(small)).toMatchObject({ centre: null, heartbeat: null, host: null });
    expect(read(small).sites[0]?.alerting).toBe('centre');
  });
  it.each([
    ['host: { ups: cotonou/fw-1, stop_at: 5m }', '', /names no UPS/],
    ['host: { ups: ups-1, stop_at: 5m }', '', /SITE\/DEVICE/],
    ['host: { ups: cotonou/ups-1 }', '', /never stops/],
    ['heartbeat: { url: "https://a.example", every: 1s }', '', /every/],
    ['locale: fr', '    alerting: site\n', /no centre hears of it/],
  ])('refuses %s', (lines, site, said) => {
    expect(problemsOf(withTop(lines, site)).join('\n')).toMatch(said);
  });
});
