/**
 * Gets to know a device: who it says it is, which subtrees it has, which profiles hold, what they find in it.
 * Done at first, every ten minutes, after a restart of the device and when its rows have moved.
 */
import type { SnmpSettings } from '../../lib/inventory/inventory.ts';
import type { Clock } from '../../lib/time/clock.ts';
import { bindPoints } from './decode/bind.ts';
import { discoveryOf, planOf, systemGroup } from './decode/plan.ts';
import type { Point } from './decode/point.ts';
import { type DevicePlan, devicePlan, maxPoints } from './device-plan.ts';
import { getMany } from './get-many.ts';
import { factColumns, ifTableLastChange, interfaceOf } from './interface-facts.ts';
import type { LearnedSizes } from './learned-size.ts';
import type { Profile } from './profile.ts';
import { type Choice, chooseProfiles, probesOf } from './profile-choice.ts';
import type { Cursor, Failure, SnmpTarget, SnmpTransport } from './snmp-transport.ts';
import type { Answers, Oid, Varbind } from './varbind.ts';
import { defaultBudget, type WalkBudget, walkColumns } from './walk-columns.ts';

export interface LearnInput {
  readonly transport: SnmpTransport;
  readonly target: SnmpTarget;
  readonly profiles: readonly Profile[];
  readonly settings: Pick<SnmpSettings, 'profiles' | 'contacts'>;
  readonly sizes: LearnedSizes;
  readonly clock: Clock;
  /** Tables to read besides what the profiles ask for (`observe` lists every interface). */
  readonly also?: readonly (readonly Oid[])[];
  readonly budget?: WalkBudget;
}

export interface KnownDevice {
  readonly ok: true;
  readonly choices: readonly Choice[];
  readonly points: readonly Point[];
  readonly plan: DevicePlan;
  readonly answers: Answers;
  /** Tables that were cut, and why: counted by the caller. */
  readonly cuts: readonly string[];
  /** False: part of it stayed silent, so that it is asked again soon and a fuller plan is not thrown away. */
  readonly complete: boolean;
}

const system = { descr: systemGroup[0] as Oid, objectId: systemGroup[1] as Oid };
/** GETNEXTs in one request of probing. v1 tells only one end a request, so that there each is asked alone. */
const probesAtOnce = 16;

export async function learnDevice(input: LearnInput): Promise<KnownDevice | Failure> {
  const { transport, target, profiles, settings, sizes } = input;
  const first = await getMany(transport, target, systemGroup, sizes);
  if (first.failure !== null) return first.failure;
  const answering = await probe(input, probesOf(profiles));
  if (!(answering instanceof Set)) return answering;
  const objectId = first.varbinds.get(system.objectId);
  const description = first.varbinds.get(system.descr);
  const choices = chooseProfiles(
    profiles,
    {
      sysObjectId: objectId?.type === 'oid' ? objectId.value : null,
      sysDescr: description?.type === 'octets' ? description.value.toString() : '',
      answers: (prefix) => answering.has(prefix),
    },
    settings.profiles,
  );
  const chosen = choices.map((choice) => choice.profile);
  const read = await readAll(input, chosen, first.varbinds);
  if (!read.ok) return read;
  const points = bindPoints(chosen, read.answers, { contacts: settings.contacts });
  const cuts = points.length > maxPoints ? [...read.cuts, 'too many objects'] : read.cuts;
  const kept = points.slice(0, maxPoints);
  return {
    ok: true,
    choices,
    points: kept,
    plan: devicePlan(planOf(kept), read.answers),
    answers: read.answers,
    cuts,
    complete: read.complete,
  };
}

async function probe(input: LearnInput, prefixes: readonly Oid[]): Promise<Set<Oid> | Failure> {
  const { transport, target } = input;
  const answering = new Set<Oid>();
  const each = target.access.version === '1' ? 1 : probesAtOnce;
  for (let at = 0; at < prefixes.length; at += each) {
    const cursors = prefixes.slice(at, at + each).map((column): Cursor => ({ column, after: column }));
    const result = await transport.next(target, cursors, 1);
    // An agent that refuses a probe does not have the subtree; one that falls silent is not known yet.
    if (!result.ok && (result.kind === 'refused' || result.kind === 'malformed')) continue;
    if (!result.ok) return result;
    result.parts.forEach((part, i) => {
      const cursor = cursors[i];
      if (cursor !== undefined && part.varbinds.length > 0) answering.add(cursor.column);
    });
  }
  return answering;
}

async function readAll(
  input: LearnInput,
  profiles: readonly Profile[],
  first: ReadonlyMap<Oid, Varbind>,
): Promise<{ ok: true; answers: Map<Oid, Varbind>; cuts: string[]; complete: boolean } | Failure> {
  const { transport, target, sizes, clock } = input;
  const discovery = discoveryOf(profiles);
  const answers = new Map(first);
  const cuts: string[] = [];
  let complete = true;
  const gets = await getMany(transport, target, [...discovery.gets, ifTableLastChange], sizes);
  if (gets.failure !== null && gets.varbinds.size === 0) return gets.failure;
  for (const [oid, varbind] of gets.varbinds) if (varbind.value !== null) answers.set(oid, varbind);
  if (gets.failure !== null) {
    cuts.push(`objects: ${gets.failure.reason}`);
    complete = false;
  }
  const interfaces = discovery.walks.some((columns) =>
    columns.some((column) => interfaceOf(`${column}.1`) !== null),
  );
  const also = input.also ?? (interfaces ? [factColumns] : []);
  for (const columns of merged([...discovery.walks, ...also])) {
    const walk = await walkColumns(transport, target, columns, {
      budget: input.budget ?? defaultBudget,
      sizes,
      clock,
      answers,
    });
    if (walk.stopped === null) continue;
    if (typeof walk.stopped === 'object' && walk.stopped.kind === 'unreachable') return walk.stopped;
    cuts.push(
      typeof walk.stopped === 'string' ? `table cut: ${walk.stopped}` : `table: ${walk.stopped.reason}`,
    );
    if (typeof walk.stopped === 'object' && walk.stopped.kind === 'timeout') complete = false;
  }
  return { ok: true, answers, cuts, complete };
}

/** Lists of columns without repetition: each table once. */
function merged(walks: readonly (readonly Oid[])[]): Oid[][] {
  const tables = new Map<Oid, Set<Oid>>();
  for (const column of walks.flat()) {
    const table = column.slice(0, column.lastIndexOf('.'));
    tables.set(table, (tables.get(table) ?? new Set()).add(column));
  }
  return [...tables.values()].map((columns) => [...columns]);
}
