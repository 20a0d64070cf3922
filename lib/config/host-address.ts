/** Where a device is reached: an IP address or a host name, and perhaps a port. What is neither never gets further. */

export interface HostAddress {
  readonly host: string;
  readonly port: number | null;
}

const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${byte}(?:\\.${byte}){3}$`);
/** RFC 1123, with the underscore that home-made names have; never a leading dash, which a command would take as an option. */
const label = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

export const isIpv4 = (text: string): boolean => ipv4.test(text);

/** By the URL parser of the standard, which is pure and knows every form. */
export function isIpv6(text: string): boolean {
  return /^[0-9A-Fa-f:.]+$/.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`);
}

export function isHostName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  // A last label of digits only is a mistyped IP address (192.0.2.300), not a name.
  return text.length <= 253 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** `192.0.2.1`, `192.0.2.1:161`, `[2001:db8::1]:161`, `2001:db8::1`, `ups.example:1161`; null when it is none. */
export function parseHostAddress(text: string): HostAddress | null {
  if (isIpv6(text)) return { host: text, port: null };
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined) return null;
  const port = match[3] === undefined ? null : Number(match[3]);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  const valid = match[1] === undefined ? isIpv4(host) || isHostName(host) : isIpv6(host);
  return valid ? { host, port } : null;
}
