/** Brings the real components that the tests want: Debian packages, where this user may install them. Never a reason to stop. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runStep } from './step.ts';

/** A program of each package: it is there when that is. */
const packages: Readonly<Record<string, string>> = {
  snmpd: 'snmpd',
  snmp: 'snmpbulkwalk',
  fping: 'fping',
  mosquitto: 'mosquitto',
  influxdb: 'influxd',
  chromium: 'chromium',
  'prometheus-snmp-exporter': 'prometheus-snmp-exporter',
  postgresql: 'postgres',
  iproute2: 'ip',
  openssl: 'openssl',
  'espeak-ng': 'espeak-ng',
};
const installWithinMs = 8 * 60_000;

function there(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  if (program === 'postgres' && existsSync('/usr/lib/postgresql'))
    for (const version of readdirSync('/usr/lib/postgresql'))
      folders.push(`/usr/lib/postgresql/${version}/bin`);
  return folders.some((folder) => existsSync(join(folder, program)));
}

const missing = (): string[] =>
  Object.entries(packages)
    .filter(([, program]) => !there(program))
    .map(([name]) => name);

/** Services that a package starts are left alone: the tests bring their own, on ports of their own. */
export async function installComponents(say: (text: string) => void): Promise<void> {
  const wanted = missing();
  if (wanted.length === 0) return;
  if (process.getuid?.() !== 0 || !there('apt-get')) {
    say(`not on this machine, and not mine to install: ${wanted.join(', ')}`);
    return;
  }
  say(`installing ${wanted.join(', ')} (apt-get)`);
  const apt = (...args: string[]) =>
    runStep({
      command: 'apt-get',
      args: ['-q', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      withinMs: installWithinMs,
    });
  await apt('update');
  const all = await apt('install', '--no-install-recommends', ...wanted);
  // One package that this release does not have must not keep away the others.
  if (!all.ok) for (const name of wanted) await apt('install', '--no-install-recommends', name);
  const still = missing();
  if (still.length > 0) say(`could not be installed: ${still.join(', ')}`);
}
