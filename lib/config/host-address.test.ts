import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHostAddress } from './host-address.ts';

describe('addresses of devices', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', null],
    ['192.0.2.20:1161', '192.0.2.20', 1161],
    ['2001:db8::1', '2001:db8::1', null],
    ['[2001:db8::1]:161', '2001:db8::1', 161],
    ['ups.example', 'ups.example', null],
    ['ups-1.site.example:1161', 'ups-1.site.example', 1161],
    ['localhost', 'localhost', null],
  ])('reads %s', (text, host, port) => expect(parseHostAddress(text)).toEqual({ host, port }));

  // Each of these would otherwise reach a command line, a resolver or a socket.
  it.each([
    '192.0.2.300',
    '192.0.2',
    '192.0.2.1:0',
    '192.0.2.1:65536',
    '192.0.2.1:',
    '192.0.2.1/24',
    '-f /etc/passwd',
    '-c5',
    'a b',
    'a;reboot',
    '$(id)',
    'http://192.0.2.1',
    'user@host',
    '[192.0.2.1]:161',
    '2001:db8::1::2',
    '',
    `${'a'.repeat(64)}.example`,
  ])('refuses "%s"', (text) => expect(parseHostAddress(text)).toBeNull());

  it('never accepts what a shell, a URL or an option parser could read otherwise', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseHostAddress(text);
        if (read) expect(read.host).toMatch(/^[A-Za-z0-9_:][A-Za-z0-9._:-]*$/);
      }),
    );
  });
});
