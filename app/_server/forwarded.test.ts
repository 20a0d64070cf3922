/** What a caller writes into a header must not become their address, their host or their TLS. */
import { describe, expect, it } from 'vitest';
import { addressHeader, addressOf, settleHeaders, trustedBy } from './forwarded.ts';

const trusted = trustedBy(['10.0.0.0/8', '2001:db8::/32']);
const settled = (headers: Record<string, string>, from: string, secure = false) => {
  const all: Record<string, string> = { host: 'vigie', ...headers };
  settleHeaders(all, from, secure, trusted);
  return all;
};

describe('the headers of a request', () => {
  it('from nobody we trust say nothing of address, host or TLS', () => {
    const lies = {
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      [addressHeader]: '127.0.0.1',
      'x-vigie-path': '/admin',
    };
    expect(settled(lies, '198.51.100.7')).toEqual({
      host: 'vigie',
      [addressHeader]: '198.51.100.7',
      'x-forwarded-proto': 'http',
    });
  });
  it('from a proxy we trust tell the last hop that is none of ours, not the first that somebody wrote', () => {
    const said = {
      'x-forwarded-for': '1.2.3.4, 203.0.113.9, 10.0.0.5',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'noc.example.org',
    };
    expect(settled(said, '::ffff:10.0.0.1')).toEqual({
      host: 'noc.example.org',
      [addressHeader]: '203.0.113.9',
      'x-forwarded-proto': 'https',
    });
  });
  it('from a proxy that says nonsense tell the proxy', () => {
    expect(settled({ 'x-forwarded-for': 'unknown' }, '10.0.0.1')[addressHeader]).toBe('10.0.0.1');
    expect(settled({ 'x-forwarded-host': 'a b\r\nc' }, '10.0.0.1').host).toBe('vigie');
  });
  it('say https when the TLS was ours', () => {
    expect(settled({}, '198.51.100.7', true)['x-forwarded-proto']).toBe('https');
  });
});

describe('an address', () => {
  it('of IPv6 is its /64, however it is written: changing the rest is no new caller', () => {
    const of = (address: string) => addressOf(new Headers({ [addressHeader]: address }));
    expect(of('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(of('2001:db8:1:2::9')).toBe(of('2001:db8:1:2:ffff::'));
    expect(of('::1')).toBe('0:0:0:0::/64');
    expect(of('192.0.2.1')).toBe('192.0.2.1');
  });
});
