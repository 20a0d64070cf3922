/**
 * Hostile replies and traps: 200,000 damaged or lying packets (5,000 in `npm test`). No crash, and no value taken
 * from a packet whose source, version, community, request-id, PDU type, objects, count, types or lengths are not
 * those asked for. A second reader of BER, which shares no code with the product, is the judge.
 */
import { createSocket } from 'node:dgram';
import { encodeOid } from '../../collectors/snmp/oid.ts';
import { SnmpNativeRoad } from '../../collectors/snmp/snmp-native-road.ts';
import type { GetResult, NextResult, SnmpTarget } from '../../collectors/snmp/snmp-transport.ts';
import { TrapDoor } from '../../collectors/snmp/trap-door.ts';
import { UdpTrapListener } from '../../collectors/snmp/udp-trap-listener.ts';
import type { Varbind } from '../../collectors/snmp/varbind.ts';
import { systemClock } from '../../lib/time/clock.ts';
import { inventoryOf, snmpDevice } from '../snmp/inventory.ts';
import { below, build, type Draft, damaged, type Random, seeded, tlv, wrongField } from '../snmp/mutate.ts';
import { meaning, oidText, readMessage, readTree } from '../snmp/tlv-tree.ts';
import type { SoakOptions, SoakReport } from './contract.ts';

const longCount = 200_000;
const shortCount = 5_000;
const trapShare = 0.2;

export default async function mutations(report: SoakReport, options: SoakOptions): Promise<void> {
  const seed = Number(process.env.VIGIE_SEED ?? Date.now() % 2 ** 31);
  const count = options.short ? shortCount : longCount;
  report.say(`seed ${seed}, ${count} packets (VIGIE_SEED=${seed} repeats them)`);
  const random = seeded(seed);
  const traps = Math.round(count * trapShare);
  const replies = await hostileReplies(random, count - traps);
  const about = `seed ${seed}: ${replies.sent} packets, ${replies.taken} taken, ${replies.refused} refused`;
  report.check('no reply ends the process', replies.crashes.length === 0, replies.crashes[0] ?? about);
  report.check('no false value from a reply', replies.lies.length === 0, replies.lies[0] ?? about);
  report.check('honest replies among them are taken', replies.taken > 0, about);
  const heard = hostileTraps(random, traps);
  const aboutTraps = `seed ${seed}: ${traps} packets, ${heard.hints} taken, ${heard.refused} refused`;
  report.check('no trap ends the process', heard.crashes.length === 0, heard.crashes[0] ?? aboutTraps);
  report.check('no trap that lies is heard', heard.lies.length === 0, heard.lies[0] ?? aboutTraps);
  report.check('honest traps among them are heard', heard.hints > 0, aboutTraps);
}

const gets = [
  '1.3.6.1.2.1.1.3.0',
  '1.3.6.1.2.1.1.5.0',
  '1.3.6.1.2.1.2.2.1.8.300',
  '1.3.6.1.2.1.31.1.1.1.6.7',
];
const columns = ['1.3.6.1.2.1.2.2.1.10', '1.3.6.1.2.1.31.1.1.1.6'];
const repetitions = 3;

const anyValue = (random: Random, v1: boolean): Buffer => {
  const bytes = Buffer.from(Array.from({ length: 4 }, () => below(random, 256)));
  const kinds = [
    () => tlv(2, bytes),
    () => tlv(4, bytes),
    () => tlv(0x41, bytes),
    () => tlv(0x43, bytes),
    () => tlv(0x40, bytes),
    () => tlv(6, encodeOid('1.3.6.1.4.1.318')),
    ...(v1 ? [] : [() => tlv(0x46, bytes, bytes), () => tlv(0x81)]),
  ];
  return (kinds[below(random, kinds.length)] as () => Buffer)();
};

interface Exchange {
  readonly version: 0 | 1;
  readonly walk: boolean;
  readonly id: number;
  readonly honest: Draft;
  result: GetResult | NextResult | null;
}

interface Judged {
  readonly crashes: string[];
  readonly lies: string[];
  taken: number;
  refused: number;
  sent: number;
}

async function hostileReplies(random: Random, count: number): Promise<Judged> {
  // Somebody must be there to send to: a socket that never answers.
  const silent = createSocket('udp4');
  await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
  const { port } = silent.address();
  const judged: Judged = { crashes: [], lies: [], taken: 0, refused: 0, sent: 0 };
  const road = new SnmpNativeRoad(() => {
    judged.refused += 1;
  }, random);
  let exchange: Exchange | null = null;
  for (; judged.sent < count; judged.sent += 1) {
    if (exchange === null || exchange.result !== null || judged.sent % 50 === 0)
      exchange = ask(road, random, port);
    const way = random();
    const draft = way < 0.5 ? wrongField(random, exchange.honest) : exchange.honest;
    const bytes =
      way < 0.45 ? build(draft) : way < 0.97 ? damaged(random, build(draft)) : build(exchange.honest);
    const from =
      random() < 0.03
        ? { address: '127.0.0.9', port }
        : random() < 0.03
          ? { address: '127.0.0.1', port: port + 1 }
          : { address: '127.0.0.1', port };
    try {
      road.received(bytes, { ...from, family: 'IPv4', size: bytes.length });
    } catch (error) {
      judged.crashes.push(`packet ${judged.sent}: ${bytes.toString('hex')}: ${(error as Error).stack}`);
    }
    await Promise.resolve();
    await Promise.resolve();
    const { result } = exchange;
    if (result === null || !result.ok) continue;
    judged.taken += 1;
    const lie =
      from.address !== '127.0.0.1' || from.port !== port ? 'another source' : lieOf(bytes, exchange, result);
    if (lie !== null) judged.lies.push(`packet ${judged.sent}: ${lie}: ${bytes.toString('hex')}`);
    if (judged.sent % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await road.close();
  silent.close();
  return judged;
}

function ask(road: SnmpNativeRoad, random: Random, port: number): Exchange {
  const version = random() < 0.3 ? 0 : 1;
  const walk = random() < 0.5;
  const target: SnmpTarget = {
    address: '127.0.0.1',
    port,
    access: { version: version === 0 ? '1' : '2c', community: 'public' },
    timeoutMs: 600_000,
    attempts: 1,
  };
  const before = new Set(idsOf(road));
  const asked = walk
    ? road.next(
        target,
        columns.map((column) => ({ column, after: column })),
        repetitions,
      )
    : road.get(target, gets);
  const id = idsOf(road).find((one) => !before.has(one)) ?? 0;
  const rows = version === 0 ? 1 : repetitions;
  const names = walk
    ? Array.from({ length: rows }, (_, row) => columns.map((column) => `${column}.${row + 1}`)).flat()
    : gets;
  const varbinds = names.map((name) => ({ oid: encodeOid(name), value: anyValue(random, version === 0) }));
  const honest = { version, community: 'public', pduTag: 0xa2, requestId: id, status: 0, index: 0, varbinds };
  const exchange: Exchange = { version, walk, id, honest, result: null };
  void asked.then((result) => {
    exchange.result = result;
  });
  return exchange;
}

/** The request-ids in flight: the road keeps them private, an attacker would have to guess them. */
const idsOf = (road: SnmpNativeRoad): number[] => [
  ...(road as unknown as { pending: Map<number, unknown> }).pending.keys(),
];

/** What is wrong with a packet whose values were taken; null: nothing. */
function lieOf(
  bytes: Buffer,
  exchange: Exchange,
  result: (GetResult | NextResult) & { ok: true },
): string | null {
  const message = readMessage(bytes);
  if (message === null) return 'not decodable';
  const [id, status] = message.numbers;
  if (message.version !== exchange.version) return 'another version';
  if (message.community.toString('latin1') !== 'public') return 'another community';
  if (message.pduTag !== 0xa2) return 'another PDU type';
  if (id !== exchange.id) return 'another request-id';
  const taken = 'varbinds' in result ? result.varbinds : result.parts.flatMap((part) => part.varbinds);
  if (status !== 0) return taken.length === 0 && exchange.walk ? null : 'an error with values';
  if (exchange.walk && message.varbinds.length > columns.length * repetitions)
    return 'more objects than asked';
  if (!exchange.walk && message.varbinds.length !== gets.length) return 'another count';
  const said = message.varbinds.map((one) => ({
    name: oidText(one.oid),
    means: meaning(one.tag, one.content),
  }));
  if (said.some((one) => one.name === undefined || one.means === undefined))
    return 'a value that means nothing';
  for (const [at, varbind] of taken.entries()) {
    const same = said.find((one) => one.name === varbind.oid && one.means === plain(varbind));
    if (same === undefined) return `a value that was not said: ${varbind.oid}`;
    if (!exchange.walk && varbind.oid !== gets[at]) return 'another object than asked';
    if (exchange.walk && !columns.some((column) => varbind.oid.startsWith(`${column}.`)))
      return 'outside the columns';
  }
  return null;
}

const plain = (varbind: Varbind): number | bigint | string | null =>
  Buffer.isBuffer(varbind.value) ? varbind.value.toString('hex') : varbind.value;

function hostileTraps(
  random: Random,
  count: number,
): { crashes: string[]; lies: string[]; hints: number; refused: number } {
  const judged = { crashes: [] as string[], lies: [] as string[], hints: 0, refused: 0 };
  const door = new TrapDoor();
  door.apply(inventoryOf(snmpDevice('sw-1', { version: '2c', community: 'public' })));
  let heard = 0;
  let nowMs = 0;
  const listener = new UdpTrapListener({
    door,
    // A packet a second: the rate limit is another test's.
    clock: { ...systemClock, monotonic: () => (nowMs += 1_000) },
    engineId: '80001f88800102030405060708',
    hint: () => {
      heard += 1;
    },
    drop: () => {
      judged.refused += 1;
    },
    warn: () => {},
  });
  for (let i = 0; i < count; i += 1) {
    const bytes = trapBytes(random);
    const stranger = random() < 0.05;
    const before = heard;
    try {
      listener.received(bytes, {
        address: stranger ? '127.0.0.9' : '127.0.0.1',
        port: 4_000,
        family: 'IPv4',
        size: bytes.length,
      });
    } catch (error) {
      judged.crashes.push(`trap ${i}: ${bytes.toString('hex')}: ${(error as Error).stack}`);
    }
    if (heard === before) continue;
    judged.hints += 1;
    const tree = readTree(bytes);
    const community = tree?.parts?.[1]?.content.toString('latin1');
    if (stranger || tree === null || community !== 'public')
      judged.lies.push(`trap ${i}: ${bytes.toString('hex')}`);
  }
  return judged;
}

function trapBytes(random: Random): Buffer {
  const linkDown = encodeOid('1.3.6.1.6.3.1.1.5.3');
  const v2: Draft = {
    version: 1,
    community: 'public',
    pduTag: random() < 0.3 ? 0xa6 : 0xa7,
    requestId: below(random, 2 ** 31),
    status: 0,
    index: 0,
    varbinds: [
      { oid: encodeOid('1.3.6.1.2.1.1.3.0'), value: tlv(0x43, Buffer.from([0, 1, 2, 3])) },
      { oid: encodeOid('1.3.6.1.6.3.1.1.4.1.0'), value: tlv(6, linkDown) },
      { oid: encodeOid('1.3.6.1.2.1.2.2.1.1.7'), value: anyValue(random, false) },
    ],
  };
  const v1 = tlv(
    0x30,
    tlv(2, Buffer.from([0])),
    tlv(4, Buffer.from('public')),
    tlv(
      0xa4,
      tlv(6, linkDown),
      tlv(0x40, Buffer.from([127, 0, 0, 1])),
      tlv(2, Buffer.from([6])),
      tlv(2, Buffer.from([9])),
      tlv(0x43, Buffer.from([1])),
      tlv(0x30),
    ),
  );
  const way = random();
  if (way < 0.1) return build(v2);
  if (way < 0.4) return build(wrongField(random, v2));
  return damaged(random, way < 0.7 ? build(v2) : way < 0.9 ? v1 : build(wrongField(random, v2)));
}
