/**
 * From where the screens can be reached. On loopback nothing is needed; beyond it only with TLS: a certificate of
 * ours, or a proxy in front that is named, and the one address under which people know this Vigie.
 */
import { isIpv4, isIpv6 } from './host-address.ts';

export interface Reach {
  /** `https://noc.example.org`; null: loopback only. The site book's stands where the option is left out. */
  readonly publicUrl: string | null;
  /** PEM files. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Networks whose X-Forwarded-… is believed. */
  readonly trustedProxies: readonly string[];
}
export const loopbackOnly: Reach = { publicUrl: null, tls: null, trustedProxies: [] };

const maxProxies = 20;

export interface ReachOptions {
  readonly publicUrl: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly proxies: string | undefined;
}

export function parseReach(asked: ReachOptions, problems: string[]): Reach {
  const { publicUrl, cert, key } = asked;
  const proxies = (asked.proxies ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  for (const one of proxies)
    if (!isNetwork(one))
      problems.push(`--trusted-proxies ${one}: an address or a network, such as 10.0.0.0/8`);
  if (proxies.length > maxProxies) problems.push(`--trusted-proxies: at most ${maxProxies}`);
  if ((cert === undefined) !== (key === undefined))
    problems.push('--tls-cert and --tls-key belong together: name both PEM files');
  const address = publicUrl === undefined ? null : originOf(publicUrl);
  if (publicUrl !== undefined && address === null)
    problems.push(`--public-url ${publicUrl}: write it as https://NAME or https://NAME:PORT, without a path`);
  return {
    publicUrl: address,
    tls: cert !== undefined && key !== undefined ? { cert, key } : null,
    trustedProxies: proxies,
  };
}

/** What stands between this machine and being reached from elsewhere; each line says the way out. */
export function reachProblems(host: string, reach: Reach): string[] {
  const beyond = !isLoopback(host);
  const problems: string[] = [];
  if (beyond && reach.tls === null && reach.trustedProxies.length === 0)
    problems.push(
      `--host ${host}: beyond loopback Vigie speaks TLS only. Add --tls-cert FILE and --tls-key FILE, or --trusted-proxies NETWORK of the proxy in front that does; or leave --host out, and reach it through an SSH tunnel`,
    );
  if (beyond && reach.publicUrl === null)
    problems.push(
      `--host ${host}: say under which address people reach it, with --public-url https://NAME or publicUrl in sites.yaml`,
    );
  if (reach.publicUrl?.startsWith('http:') && !isLoopback(new URL(reach.publicUrl).hostname))
    problems.push(`${reach.publicUrl}: a public address begins with https://`);
  return problems;
}

/** `https://noc.example.org:8443`; null when it is no address or holds more than one. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return plain && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : null;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const width = isIpv4(address) ? 32 : isIpv6(address) ? 128 : null;
  if (width === null || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width);
}

/** 127.0.0.0/8 (RFC 1122), ::1 and the name that stands for them. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host === '::1' ||
  host === '[::1]' ||
  /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host);
