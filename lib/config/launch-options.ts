/** The options of `npm start`, from its arguments and, where an argument is left out, from `VIGIE_…`. */

import { isLoopback, parseReach, type Reach, reachProblems } from './reach.ts';

export const roles = ['web', 'collectors', 'alerting'] as const;
export type RoleName = (typeof roles)[number];

export interface LaunchOptions {
  /** Folder of the site book; null: the drill. */
  readonly config: string | null;
  readonly drill: 'per-site' | 'centralised';
  readonly data: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly roles: readonly RoleName[];
  readonly site: string | null;
  readonly reach: Reach;
}
export type LaunchChoice =
  | { readonly ok: true; readonly options: LaunchOptions }
  | { readonly ok: false; readonly problems: readonly string[] };

const names = [
  'config',
  'drill',
  'data',
  'host',
  'port',
  'roles',
  'site',
  'public-url',
  'tls-cert',
  'tls-key',
  'trusted-proxies',
] as const;
type Name = (typeof names)[number];
const isName = (text: string): text is Name => (names as readonly string[]).includes(text);

/** Roles of the contract that a later version brings: accepted and left out, so that one command line serves both. */
const rolesToCome: readonly string[] = ['dialer'];

export const launchUsage = `npm start -- [options]           (or VIGIE_CONFIG, VIGIE_DRILL, … in the environment)
  --config DIR      the site book; left out, a simulated operator runs: the drill
  --drill KIND      per-site (default) or centralised
  --data DIR        where everything is kept (default data/)
  --host ADDRESS    where the screens listen (default 127.0.0.1); beyond loopback with TLS only, by the four below
  --port NUMBER     of the screens (default 3000; 0: a free one)
  --roles LIST      web,collectors,alerting (default: all)
  --site ID         serve one site of the book only
  --public-url URL  the address under which people reach it, https://NAME (or publicUrl in sites.yaml)
  --tls-cert FILE   certificate with its chain, PEM: the screens speak https themselves
  --tls-key FILE    its key, PEM
  --trusted-proxies NETWORKS  proxies in front that speak https, such as 10.0.0.0/8`;

/** All problems at once, each with its remedy. */
export function chooseLaunch(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LaunchChoice {
  const problems: string[] = [];
  const given = readArguments(args, problems);
  const text = (name: Name): string | undefined =>
    given.get(name) ?? (env[`VIGIE_${name.toUpperCase().replaceAll('-', '_')}`] || undefined);
  const drill = text('drill') ?? 'per-site';
  if (drill !== 'per-site' && drill !== 'centralised')
    problems.push(`--drill ${drill}: there are per-site and centralised`);
  const config = text('config') ?? null;
  if (config !== null && given.has('drill'))
    problems.push('--config and --drill exclude each other: the drill brings a site book of its own');
  const host = text('host') ?? '127.0.0.1';
  const reach = parseReach(
    {
      publicUrl: text('public-url'),
      cert: text('tls-cert'),
      key: text('tls-key'),
      proxies: text('trusted-proxies'),
    },
    problems,
  );
  // The site book may still say the public address: whether one is missing is asked once it has been read.
  if (!isLoopback(host) && reach.tls === null && reach.trustedProxies.length === 0)
    problems.push(...reachProblems(host, { ...reach, publicUrl: reach.publicUrl ?? 'https://…' }));
  const port = Number(text('port') ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push(`--port ${text('port')}: a number from 0 (a free one) to 65535`);
  const chosen = chooseRoles(text('roles'), problems);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    options: {
      config,
      drill: drill === 'centralised' ? 'centralised' : 'per-site',
      data: text('data') ?? 'data',
      host: host === 'localhost' ? '127.0.0.1' : host,
      port,
      roles: chosen,
      site: text('site') ?? null,
      reach,
    },
  };
}

function readArguments(args: readonly string[], problems: string[]): Map<Name, string> {
  const given = new Map<Name, string>();
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (!isName(name)) {
      problems.push(`${arg}: unknown option. There are ${names.map((known) => `--${known}`).join(', ')}`);
      continue;
    }
    const value = inline ?? (rest[0]?.startsWith('--') ? undefined : rest.shift());
    if (value) given.set(name, value);
    else problems.push(`--${name}: a value must follow`);
  }
  return given;
}

function chooseRoles(text: string | undefined, problems: string[]): readonly RoleName[] {
  if (text === undefined) return roles;
  const wanted = text
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
  for (const role of wanted)
    if (!(roles as readonly string[]).includes(role) && !rolesToCome.includes(role))
      problems.push(`--roles ${role}: there are ${[...roles, ...rolesToCome].join(', ')}`);
  const chosen = roles.filter((role) => wanted.includes(role));
  if (chosen.length === 0 && problems.length === 0)
    problems.push(`--roles ${text}: none of these runs yet; name ${roles.join(' or ')}`);
  return chosen;
}
