/** A Vigie that is reached from elsewhere by real TLS: plain HTTP must not be served, nor lies of a caller believed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../bin/free-port.ts';
import { type Instance, root, startInstance, temporary, writeBook } from './instance.ts';

let vigie: Instance;
let dir = '';
let port = 0;
let ca = '';
const name = 'noc.example.org';

beforeAll(async () => {
  dir = temporary('reach');
  const made = spawnSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${name} -addext subjectAltName=DNS:${name} -keyout ${dir}/key.pem -out ${dir}/cert.pem`.split(
      ' ',
    ),
  );
  expect(made.status, String(made.stderr)).toBe(0);
  ca = readFileSync(`${dir}/cert.pem`, 'utf8');
  port = await freePort();
  const tls = ['--tls-cert', `${dir}/cert.pem`, '--tls-key', `${dir}/key.pem`];
  const url = ['--public-url', `https://${name}:${port}`, '--port', String(port)];
  const config = ['--config', writeBook(`${dir}/book`), '--roles', 'web'];
  vigie = await startInstance(`${dir}/data`, [...config, ...url, ...tls]);
});
afterAll(() => vigie?.clean());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}
const ask = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const host = `${name}:${port}`;
    const options = { host: '127.0.0.1', port, path, ca, servername: name, headers: { host, ...headers } };
    request(options, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });

describe('a Vigie beyond loopback', () => {
  it('speaks TLS only, under its public name, and tells browsers to stay with it', async () => {
    const health = await ask('/api/health');
    expect(health.status).toBe(200);
    expect(health.headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await ask('/api/health', { host: 'evil.example' })).status).toBe(421);
    const plain = await new Promise<string>((resolve) => {
      httpRequest({ host: '127.0.0.1', port, path: '/api/health' }, (response) => {
        response.resume();
        resolve(`answered ${response.statusCode}`);
      })
        .on('error', () => resolve('refused'))
        .end();
    });
    expect(plain).toBe('refused');
  });
  it('gives its cookies to TLS alone, and links under the public address', async () => {
    const link = /Sign in[^:]*: (\S+)/.exec(vigie.said())?.[1] ?? '';
    expect(link).toMatch(new RegExp(`^https://${name}:${port}/sign-in\\?code=`));
    const { pathname, search } = new URL(link);
    const entered = await ask(pathname + search, { 'x-forwarded-proto': 'http' });
    expect(entered.status).toBe(303);
    expect(String(entered.headers['set-cookie'])).toMatch(/vigie-session=\S+;.*HttpOnly; Secure/);
  });
  it('does not start on every address without TLS, or with a certificate that is none, and says the way out', () => {
    const start = (...args: string[]) =>
      spawnSync(process.execPath, [join(root, 'bin', 'launcher.ts'), '--data', `${dir}/other`, ...args], {
        encoding: 'utf8',
        timeout: 30_000,
      });
    const open = start('--host', '0.0.0.0');
    expect([open.status, open.stderr]).toEqual([2, expect.stringMatching(/TLS only\. Add --tls-cert/)]);
    const named = start('--host', '0.0.0.0', '--trusted-proxies', '10.0.0.0/8');
    expect([named.status, named.stderr]).toEqual([2, expect.stringMatching(/--public-url/)]);
    const tls = ['--tls-cert', `${dir}/key.pem`, '--tls-key', `${dir}/cert.pem`];
    const wrong = start('--public-url', `https://${name}`, ...tls);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringMatching(/--tls-cert .*key\.pem/)]);
  });
});
