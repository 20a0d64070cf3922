/**
 * Asks every address of a network, at a bounded rate, for its ping and its SNMP identity with each community given;
 * those that answer are learned as the collector would. Nothing is changed anywhere.
 */
import type { DeviceKind } from '../../lib/inventory/inventory.ts';
import { deviceKinds } from '../../lib/inventory/inventory.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { systemGroup } from './decode/plan.ts';
import { portsOf } from './decode/ports.ts';
import { learnDevice } from './learn-device.ts';
import { startSizes } from './learned-size.ts';
import { answeringPing } from './ping-sweep.ts';
import type { Profile } from './profile.ts';
import type { SnmpTarget, SnmpTransport } from './snmp-transport.ts';
import type { Varbind } from './varbind.ts';

export interface DiscoverInput {
  readonly transport: SnmpTransport;
  readonly profiles: readonly Profile[];
  readonly clock: Clock;
  readonly addresses: readonly string[];
  readonly port: number;
  readonly communities: readonly { readonly name: string; readonly community: string }[];
  /** Addresses begun in a second. */
  readonly perSecond: number;
}

export interface Found {
  readonly address: string;
  readonly port: number;
  readonly kind: 'snmp' | 'ping' | 'silent';
  readonly name: string;
  readonly description: string;
  readonly deviceKind: DeviceKind | null;
  /** The kind is a guess from what it has, not said by a profile. */
  readonly guessed: boolean;
  readonly profiles: readonly string[];
  /** The environment variable that the proposal names instead of the community. */
  readonly communityName: string | null;
  readonly version: '1' | '2c';
}

const timeoutMs = 700;
const attempts = 2;
/** Learned at the same time: a walk of every device of a network at once would be felt. */
const learnedAtOnce = 4;
/** A machine with so many Ethernet ports is a switch. */
const portsOfSwitch = 8;
const ethernet = 6;

export async function discoverNetwork(input: DiscoverInput): Promise<Found[]> {
  const pinged = answeringPing(input.addresses, input.perSecond);
  const asked = await paced(input.addresses, input.perSecond, (address) => identify(input, address));
  const alive = await pinged;
  const found: Found[] = [];
  for (let at = 0; at < asked.length; at += learnedAtOnce)
    found.push(
      ...(await Promise.all(asked.slice(at, at + learnedAtOnce).map((one) => learned(input, one, alive)))),
    );
  return found;
}

/** Starts one after the other at the rate, without waiting for their ends. */
async function paced<Result>(
  list: readonly string[],
  perSecond: number,
  run: (item: string) => Promise<Result>,
): Promise<Result[]> {
  const running: Promise<Result>[] = [];
  for (const item of list) {
    running.push(run(item));
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
  }
  return Promise.all(running);
}

interface Identified {
  readonly address: string;
  readonly target: SnmpTarget | null;
  readonly communityName: string | null;
  readonly system: readonly Varbind[];
}

async function identify(input: DiscoverInput, address: string): Promise<Identified> {
  for (const { name, community } of input.communities) {
    const target: SnmpTarget = {
      address,
      port: input.port,
      access: { version: '2c', community },
      timeoutMs,
      attempts,
    };
    const result = await input.transport.get(target, systemGroup);
    if (result.ok) return { address, target, communityName: name, system: result.varbinds };
    // v1 alone: the same question one object at a time would be the same; the description is enough.
    const v1: SnmpTarget = { ...target, access: { version: '1', community }, attempts: 1 };
    const old = await input.transport.get(v1, systemGroup.slice(0, 2));
    if (old.ok) return { address, target: { ...v1, attempts }, communityName: name, system: old.varbinds };
  }
  return { address, target: null, communityName: null, system: [] };
}

async function learned(input: DiscoverInput, one: Identified, alive: ReadonlySet<string>): Promise<Found> {
  const { address, target } = one;
  const silent: Found = {
    address,
    port: input.port,
    kind: alive.has(address) && !address.startsWith('127.') ? 'ping' : 'silent',
    name: address,
    description: '',
    deviceKind: null,
    guessed: true,
    profiles: [],
    communityName: null,
    version: target?.access.version === '1' ? '1' : '2c',
  };
  if (target === null) return silent;
  const { transport, profiles, clock } = input;
  const known = await learnDevice({
    transport,
    target,
    profiles,
    clock,
    settings: { profiles: [], contacts: {} },
    sizes: startSizes(),
  });
  const text = (at: number): string => {
    const varbind = one.system.find((each) => each.oid === systemGroup[at]);
    return varbind?.type === 'octets' ? varbind.value.toString().replace(/\s+/g, ' ').trim() : '';
  };
  const choices = known.ok ? known.choices : [];
  const said = choices
    .map((choice) => choice.profile.kind)
    .find((kind) => kind !== undefined && kind in deviceKinds);
  const ports = known.ok ? portsOf(known.answers).filter((port) => port.ifType === ethernet).length : 0;
  const guess: DeviceKind = ports >= portsOfSwitch ? 'switch' : 'server';
  return {
    ...silent,
    kind: 'snmp',
    name: text(3) || address,
    description: text(0),
    deviceKind: (said as DeviceKind | undefined) ?? guess,
    guessed: said === undefined,
    profiles: choices.map((choice) => choice.profile.name),
    communityName: one.communityName,
  };
}
