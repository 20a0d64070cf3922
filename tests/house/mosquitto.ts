/** Debian's mosquitto for a test: a password file, TLS with an authority of its own, a free loopback port. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, tryPort } from '../../bin/free-port.ts';
import type { BusAddress } from '../../lib/live/mqtt-live-bus.ts';
import { temporary, until } from './instance.ts';

export interface Mosquitto {
  readonly address: BusAddress;
  /** kill -9, as a test of reconnection wants it. */
  kill(): Promise<void>;
  /** On the same port again. */
  start(): Promise<void>;
  clean(): Promise<void>;
}

const openssl = (dir: string, ...args: string[]) =>
  execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });

/** An authority, and a certificate of it for 127.0.0.1. */
function makeCertificates(dir: string): void {
  openssl(
    dir,
    ...'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=vigie-test-ca -keyout ca.key -out ca.pem'.split(
      ' ',
    ),
  );
  openssl(
    dir,
    ...'req -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -keyout server.key -out server.csr'.split(' '),
  );
  writeFileSync(join(dir, 'san.cnf'), 'subjectAltName=IP:127.0.0.1\n');
  openssl(
    dir,
    ...'x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san.cnf -out server.pem'.split(
      ' ',
    ),
  );
}

export async function startMosquitto(command: string, tls: boolean): Promise<Mosquitto> {
  const dir = temporary('mosquitto');
  const port = await freePort();
  const password = 'a password, for tests';
  execFileSync('mosquitto_passwd', ['-b', '-c', join(dir, 'passwords'), 'vigie', password]);
  if (tls) makeCertificates(dir);
  const files = tls ? [`certfile ${dir}/server.pem`, `keyfile ${dir}/server.key`] : [];
  const settings = [
    'per_listener_settings false',
    `listener ${port} 127.0.0.1`,
    ...files,
    'allow_anonymous false',
  ];
  writeFileSync(
    join(dir, 'mosquitto.conf'),
    [...settings, `password_file ${dir}/passwords`, 'persistence false', ''].join('\n'),
  );
  // As root it becomes the user mosquitto, which must be able to read what was just written.
  execFileSync('chmod', ['-R', 'a+rX', dir]);
  chmodSync(dir, 0o755);
  let child: ChildProcess | null = null;
  const broker: Mosquitto = {
    address: {
      url: `${tls ? 'mqtts' : 'mqtt'}://127.0.0.1:${port}`,
      user: 'vigie',
      password,
      ...(tls ? { ca: readFileSync(join(dir, 'ca.pem'), 'utf8') } : {}),
    },
    kill: async () => {
      const running = child;
      if (!running || running.exitCode !== null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await ended;
    },
    start: async () => {
      child = spawn(command, ['-c', join(dir, 'mosquitto.conf')], { stdio: 'ignore' });
      let listening = false;
      const look = setInterval(async () => {
        listening = (await tryPort(port).catch(() => port)) === null;
      }, 50);
      await until('mosquitto listens', () => listening);
      clearInterval(look);
    },
    clean: async () => {
      await broker.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await broker.start();
  return broker;
}
