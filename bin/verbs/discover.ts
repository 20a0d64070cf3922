/** `vigie discover NETWORK`: what answers in a network, as a proposal for the site book. */
import { parseArgs } from 'node:util';
import { discoverNetwork, type Found } from '../../collectors/snmp/discover-network.ts';
import { loadProfilesCached } from '../../collectors/snmp/file-profile-cache.ts';
import { openRoads } from '../../collectors/snmp/open-roads.ts';
import { proposalOf } from '../../collectors/snmp/propose-devices.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { type SnmpWords, secret, wordsOf } from './snmp-access.ts';
import type { RunVerb } from './verb.ts';

const options = {
  community: { type: 'string', multiple: true },
  port: { type: 'string' },
  rate: { type: 'string' },
  site: { type: 'string' },
  json: { type: 'boolean' },
  data: { type: 'string' },
} as const;

const wrongUse = 2;
const defaultRate = 100;
const mostRate = 1_000;
const mostAddresses = 4_096;

/** Exit code: 0 something found, 1 nothing answers, 2 wrong use. */
export const discover: RunVerb = async (args, write) => {
  const words = wordsOf(process.env);
  const asked = understand(args, words);
  if (!asked.ok) {
    process.stderr.write(`${asked.reason}\n${words.discoverUsage}\n`);
    return wrongUse;
  }
  const transport = openRoads(() => {});
  try {
    const found = await discoverNetwork({
      transport,
      profiles: loadProfilesCached().profiles,
      clock: systemClock,
      addresses: asked.addresses,
      port: asked.port,
      communities: asked.communities,
      perSecond: asked.rate,
    });
    const answering = found.filter((one) => one.kind !== 'silent');
    process.stderr.write(`${found.length} ${words.tried}\n`);
    write(
      asked.json ? `${JSON.stringify(answering.map(asJson))}\n` : proposalOf(answering, asked.site, words),
    );
    return answering.length > 0 ? 0 : 1;
  } finally {
    await transport.close();
  }
};

function understand(args: readonly string[], words: SnmpWords) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const addresses = addressesOf(positionals[0] ?? '');
    if (addresses === null)
      return { ok: false, reason: `${positionals[0] ?? ''} ${words.badNetwork}` } as const;
    const communities: { name: string; community: string }[] = [];
    for (const [at, text] of (values.community ?? ['public']).entries()) {
      const said = secret(text, process.env, words);
      if (!said.ok) return said;
      communities.push({
        name: text.startsWith('env:') ? text.slice(4) : `SNMP_COMMUNITY_${at + 1}`,
        community: said.value,
      });
    }
    const port = Number(values.port ?? 161);
    const rate = Math.min(mostRate, Number(values.rate ?? defaultRate));
    if (!(port >= 1 && port <= 65_535 && rate >= 1)) return { ok: false, reason: '--port, --rate' } as const;
    return {
      ok: true,
      addresses,
      communities,
      port,
      rate,
      site: values.site ?? 'site',
      json: values.json === true,
    } as const;
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) } as const;
  }
}

/** The addresses of an IPv4 network without its own and its broadcast address; null: none, or too many. */
export function addressesOf(network: string): string[] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(network);
  const bytes = match?.slice(1, 5).map(Number) ?? [];
  const bits = Number(match?.[5] ?? 32);
  if (match === null || bytes.some((byte) => byte > 255) || bits > 32) return null;
  const size = 2 ** (32 - bits);
  if (size > mostAddresses) return null;
  const base = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const first = base - (base % size);
  const all = Array.from({ length: size }, (_, i) => first + i);
  const hosts = size > 2 ? all.slice(1, -1) : all;
  return hosts.map((one) => [24, 16, 8, 0].map((shift) => Math.floor(one / 2 ** shift) % 256).join('.'));
}

const asJson = ({ address, kind, deviceKind, name, description, profiles, communityName }: Found) => ({
  address,
  answers: kind,
  kind: deviceKind,
  name,
  description,
  profiles,
  community: communityName,
});
