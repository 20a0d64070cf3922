/** A wrong option must be refused with its remedy, never guessed around. */
import { describe, expect, it } from 'vitest';
import { chooseLaunch } from './launch-options.ts';
import { isLoopback, loopbackOnly, reachProblems } from './reach.ts';

const choose = (args: string[], env: Record<string, string> = {}) => chooseLaunch(args, env);
const problems = (args: string[], env: Record<string, string> = {}) => {
  const choice = choose(args, env);
  return choice.ok ? [] : choice.problems;
};

describe('the options of npm start', () => {
  it('are, left out, those of the contract', () => {
    expect(choose([])).toEqual({
      ok: true,
      options: {
        config: null,
        drill: 'per-site',
        data: 'data',
        host: '127.0.0.1',
        port: 3000,
        roles: ['web', 'collectors', 'alerting'],
        site: null,
        reach: loopbackOnly,
      },
    });
  });
  it('take a value after a space or an equals sign, and the environment where they are left out', () => {
    const choice = choose(['--port', '0', '--data=/srv/my vigie'], {
      VIGIE_PORT: '4000',
      VIGIE_SITE: 'cotonou',
    });
    expect(choice).toMatchObject({ options: { port: 0, data: '/srv/my vigie', site: 'cotonou' } });
  });
  it('never listen beyond loopback without TLS, ours or that of a proxy that is named', () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example.org', '128.0.0.1'])
      expect(problems(['--host', host])[0]).toMatch(/TLS only. Add --tls-cert/);
    for (const host of ['127.0.0.1', '127.9.8.7', '::1', 'localhost']) expect(isLoopback(host)).toBe(true);
    const beyond = ['--host', '0.0.0.0', '--public-url', 'https://noc.example.org/'];
    const choice = choose([...beyond, '--trusted-proxies', '10.0.0.0/8, 2001:db8::/32']);
    expect(choice).toMatchObject({
      options: {
        reach: {
          publicUrl: 'https://noc.example.org',
          tls: null,
          trustedProxies: ['10.0.0.0/8', '2001:db8::/32'],
        },
      },
    });
    expect(choose([...beyond, '--tls-cert', 'c.pem', '--tls-key', 'k.pem']).ok).toBe(true);
  });
  it('of reach are refused when half of them is missing or they are no network and no address', () => {
    expect(problems(['--tls-cert', 'c.pem'])[0]).toMatch(/belong together/);
    for (const proxies of ['10.0.0.0/33', 'proxy.example', '10.0.0.1/8/8', '::/129'])
      expect(problems(['--trusted-proxies', proxies])[0]).toMatch(/an address or a network/);
    for (const url of ['noc.example.org', 'https://noc.example.org/vigie', 'ftp://x', 'https://a@b'])
      expect(problems(['--public-url', url])[0]).toMatch(/without a path/);
  });
  it('ask for the address that people know, once the site book has not said it either', () => {
    const reach = { ...loopbackOnly, tls: { cert: 'c', key: 'k' } };
    expect(reachProblems('0.0.0.0', reach)[0]).toMatch(/--public-url https:/);
    expect(reachProblems('0.0.0.0', { ...reach, publicUrl: 'https://noc.example.org' })).toEqual([]);
    expect(reachProblems('127.0.0.1', { ...loopbackOnly, publicUrl: 'http://noc.example.org' })[0]).toMatch(
      /begins with https/,
    );
  });
  it('say everything that is wrong at once', () => {
    expect(problems(['--prot', '1', '--drill', 'both', '--port', '70000', '--roles', 'wbe'])).toHaveLength(5);
  });
  it('want a value: the next option is not one', () => {
    expect(problems(['--data', '--port', '0'])).toEqual(['--data: a value must follow']);
  });
  it('refuse a drill beside a real site book', () => {
    expect(problems(['--config', 'x', '--drill', 'per-site'])[0]).toMatch(/exclude each other/);
  });
  it('accept the roles that come later beside those that run, and refuse to run nothing', () => {
    expect(choose(['--roles', 'web,collectors,alerting,dialer'])).toMatchObject({
      options: { roles: ['web', 'collectors', 'alerting'] },
    });
    expect(problems(['--roles', 'dialer'])).toHaveLength(1);
  });
});
