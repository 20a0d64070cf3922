/** Who really asks, and by which address: what a proxy says is believed only from the proxies that are named. */
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Ours: whatever a caller sends under these names is thrown away. */
export const addressHeader = 'x-vigie-address';
const ours = [addressHeader, 'x-vigie-path', 'x-nonce'];
const theirs = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port', 'forwarded'];
const maxHops = 20;

export type Trusted = (address: string) => boolean;

export function trustedBy(networks: readonly string[]): Trusted {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** `::ffff:192.0.2.1` is 192.0.2.1. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** From the last hop backwards to the first that is no proxy of ours: what stands before it anybody can have written. */
function callerBehind(chain: string, from: string, trusted: Trusted): string {
  const hops = chain
    .split(',')
    .slice(-maxHops)
    .map((hop) => plain(hop.trim()))
    .toReversed();
  let caller = from;
  for (const hop of hops) {
    if (!trusted(caller)) break;
    if (isIP(hop) === 0) break;
    caller = hop;
  }
  return caller;
}

/** Changes the headers of a request so that everything after may believe them. `secure`: it came by TLS of ours. */
export function settleHeaders(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  secure: boolean,
  trusted: Trusted,
): void {
  const from = plain(socketAddress ?? '');
  const believed = trusted(from);
  const proto = believed ? one(headers['x-forwarded-proto']) : undefined;
  const host = believed ? one(headers['x-forwarded-host']) : undefined;
  const chain = believed ? one(headers['x-forwarded-for']) : undefined;
  for (const name of [...ours, ...theirs]) delete headers[name];
  headers[addressHeader] = chain === undefined ? from : callerBehind(chain, from, trusted);
  headers['x-forwarded-proto'] = secure || proto?.trim() === 'https' ? 'https' : 'http';
  if (host !== undefined && /^[\w.:[\]-]{1,255}$/.test(host)) headers.host = host;
}

/** Of one network as one caller: whoever has a whole /64 has 2⁶⁴ addresses. */
export function addressOf(headers: Headers): string {
  const address = headers.get(addressHeader) ?? '';
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter((part) => part !== '');
  const right = tail === undefined ? [] : tail.split(':').filter((part) => part !== '');
  const all =
    tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return `${all.slice(0, 4).join(':')}::/64`;
}
