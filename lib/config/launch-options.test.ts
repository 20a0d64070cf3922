/** A wrong option must be refused with its remedy, never guessed around. */
import { describe, expect, it } from 'vitest';
import { chooseLaunch, isLoopback } from './launch-options.ts';

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
  it('never listen beyond loopback while Vigie has no TLS', () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example.org', '128.0.0.1', ''])
      if (host !== '') expect(problems(['--host', host])[0]).toMatch(/loopback only/);
    for (const host of ['127.0.0.1', '127.9.8.7', '::1', 'localhost']) expect(isLoopback(host)).toBe(true);
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
