/** What `observe` and `discover` are told on the command line about how a device is reached. */
import { parseHostAddress } from '../../lib/config/host-address.ts';
import { snmpPort } from '../../lib/inventory/book-access.ts';
import type { SnmpAccess } from '../../lib/inventory/inventory.ts';
import { verbsSnmpMessages } from '../../lib/messages/verbs-snmp.ts';

export type Said<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };
export type Environment = Readonly<Record<string, string | undefined>>;
export type SnmpWords = (typeof verbsSnmpMessages)['fr'] | (typeof verbsSnmpMessages)['en'];

/** The operator's language, from the environment that the verb runs in. */
export const wordsOf = (environment: Environment): SnmpWords => {
  const language = environment.VIGIE_LANG ?? environment.LC_ALL ?? environment.LANG ?? '';
  return verbsSnmpMessages[language.startsWith('fr') ? 'fr' : 'en'];
};

/** A secret as it stands, or `env:NAME`, so that it need not show in the list of processes. */
export function secret(text: string, environment: Environment, words: SnmpWords): Said<string> {
  if (!text.startsWith('env:')) return { ok: true, value: text };
  const value = environment[text.slice(4)];
  // A plain object also answers to names that it inherits.
  return typeof value !== 'string'
    ? { ok: false, reason: `${words.noVariable} ${text.slice(4)}` }
    : { ok: true, value };
}

/** `192.0.2.1`, `192.0.2.1:1161`, `[2001:db8::1]:161`, or a name. */
export function addressAndPort(text: string, words: SnmpWords): Said<{ address: string; port: number }> {
  const found = parseHostAddress(text);
  return found === null
    ? { ok: false, reason: `${text} ${words.badAddress}` }
    : { ok: true, value: { address: found.host, port: found.port ?? snmpPort } };
}

export interface AccessOptions {
  readonly community?: string | undefined;
  readonly v1?: boolean | undefined;
  readonly v3?: boolean | undefined;
  readonly user?: string | undefined;
  readonly auth?: string | undefined;
  readonly privacy?: string | undefined;
  readonly context?: string | undefined;
}

const authProtocols = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
const privacyProtocols = ['aes', 'aes256'] as const;

export function accessOf(
  options: AccessOptions,
  environment: Environment,
  words: SnmpWords,
): Said<SnmpAccess> {
  if (options.v3 !== true && options.user === undefined) {
    const community = secret(options.community ?? 'public', environment, words);
    if (!community.ok) return community;
    return { ok: true, value: { version: options.v1 === true ? '1' : '2c', community: community.value } };
  }
  const auth = protocolAndKey(options.auth, authProtocols, words.badAuth, environment, words);
  if (!auth.ok) return auth;
  const privacy = protocolAndKey(options.privacy, privacyProtocols, words.badPrivacy, environment, words);
  if (!privacy.ok) return privacy;
  if (privacy.value !== null && auth.value === null) return { ok: false, reason: words.badPrivacy };
  return {
    ok: true,
    value: {
      version: '3',
      user: options.user ?? '',
      ...(auth.value === null ? {} : { auth: auth.value }),
      ...(privacy.value === null ? {} : { privacy: privacy.value }),
      ...(options.context === undefined ? {} : { context: options.context }),
    },
  };
}

function protocolAndKey<Protocol extends string>(
  text: string | undefined,
  protocols: readonly Protocol[],
  wrong: string,
  environment: Environment,
  words: SnmpWords,
): Said<{ protocol: Protocol; key: string } | null> {
  if (text === undefined) return { ok: true, value: null };
  const at = text.indexOf(':');
  const protocol = protocols.find((one) => one === text.slice(0, at));
  if (protocol === undefined) return { ok: false, reason: wrong };
  const key = secret(text.slice(at + 1), environment, words);
  // RFC 3414 section 11.2: a password is at least eight characters long.
  if (!key.ok) return key;
  return key.value.length < 8
    ? { ok: false, reason: wrong }
    : { ok: true, value: { protocol, key: key.value } };
}
