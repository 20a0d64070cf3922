/** `vigie observe ADDRESS`: looks at a device once, by the collector's own road, and prints what it says. */
import { parseArgs } from 'node:util';
import type { Observed } from '../../collectors/snmp/decode/observed.ts';
import { loadProfilesCached } from '../../collectors/snmp/file-profile-cache.ts';
import { observeDevice } from '../../collectors/snmp/observe-device.ts';
import { openRoads } from '../../collectors/snmp/open-roads.ts';
import { AddressBook } from '../../collectors/snmp/resolve-address.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { accessOf, addressAndPort, type SnmpWords, wordsOf } from './snmp-access.ts';
import type { RunVerb } from './verb.ts';

const options = {
  community: { type: 'string' },
  v1: { type: 'boolean' },
  v3: { type: 'boolean' },
  user: { type: 'string' },
  auth: { type: 'string' },
  privacy: { type: 'string' },
  context: { type: 'string' },
  profile: { type: 'string', multiple: true },
  name: { type: 'string' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
  data: { type: 'string' },
} as const;

const wrongUse = 2;
const defaultTimeoutMs = 2_000;
const attempts = 3;

/** Exit code: 0 observed, 1 no answer, 2 wrong use. */
export const observe: RunVerb = async (args, write) => {
  const words = wordsOf(process.env);
  const asked = understand(args, words);
  if (!asked.ok) {
    process.stderr.write(`${asked.reason}\n${words.observeUsage}\n`);
    return wrongUse;
  }
  const { values, address, port, access } = asked;
  const { profiles, problems } = loadProfilesCached();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const transport = openRoads((cause, from) => process.stderr.write(`${cause} (${from})\n`));
  try {
    const resolved = await new AddressBook(systemClock).resolve(address);
    if (typeof resolved !== 'string') return silent(address, resolved.reason, words);
    const timeoutMs = Number(values.timeout ?? defaultTimeoutMs);
    const result = await observeDevice({
      name: values.name ?? address,
      transport,
      target: { address: resolved, port, access, timeoutMs, attempts },
      profiles,
      clock: systemClock,
      settings: { profiles: values.profile ?? [], contacts: {} },
    });
    if (!result.ok) return silent(address, result.reason, words);
    for (const cut of result.known.cuts) process.stderr.write(`${cut}\n`);
    write(values.json === true ? `${JSON.stringify(result.observed)}\n` : asTable(result.observed, words));
    return 0;
  } finally {
    await transport.close();
  }
};

function understand(args: readonly string[], words: SnmpWords) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [where] = positionals;
    if (where === undefined || positionals.length > 1) return { ok: false, reason: '' } as const;
    const place = addressAndPort(where, words);
    if (!place.ok) return place;
    const access = accessOf(values, process.env, words);
    if (!access.ok) return access;
    if (values.timeout !== undefined && !/^[1-9]\d{1,4}$/.test(values.timeout))
      return { ok: false, reason: '--timeout' } as const;
    return { ok: true, values, ...place.value, access: access.value } as const;
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) } as const;
  }
}

function silent(address: string, reason: string, words: SnmpWords): number {
  process.stderr.write(`${address} ${words.noAnswer}: ${reason}\n`);
  return 1;
}

function asTable(observed: Observed, words: SnmpWords): string {
  const lines = [`${observed.device}`, '', `${words.profiles}:`];
  for (const { name, why } of observed.profiles) lines.push(`  ${name} (${why})`);
  lines.push('', `${observed.readings.length} ${words.readings}:`);
  for (const reading of observed.readings) {
    const number =
      reading.value === null
        ? words.notAvailable
        : `${reading.value} ${reading.unit === 'state' ? '' : reading.unit}`.trim();
    const said = reading.state === undefined ? number : `${reading.state.text} (${reading.state.severity})`;
    lines.push(
      `  ${reading.metric.padEnd(36)} ${reading.descr.slice(0, 40).padEnd(40)} ${said.padEnd(24)} ${reading.oid}`,
    );
  }
  lines.push('', `${observed.ports.length} ${words.interfaces}:`);
  for (const port of observed.ports)
    lines.push(
      `  ${String(port.ifIndex).padEnd(8)} ${(port.ifName ?? port.ifDescr ?? '').slice(0, 40).padEnd(40)} ${(port.oper ?? '').padEnd(16)} ${port.speedBps ?? ''}`,
    );
  return `${lines.join('\n')}\n`;
}
