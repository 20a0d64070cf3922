/**
 * Walks columns of a table side by side with GETBULK, inside a budget of rows, objects and time: a slow, huge
 * or looping table costs what it may and no more, and what it gave until then is kept.
 */
import type { Clock } from '../../lib/time/clock.ts';
import { bulkLimits, type LearnedSizes, shrink, succeed } from './learned-size.ts';
import type { Cursor, Failure, NextResult, SnmpTarget, SnmpTransport } from './snmp-transport.ts';
import type { Oid, Varbind } from './varbind.ts';

export interface WalkBudget {
  /** Rows of any one column. */
  readonly rows: number;
  readonly objects: number;
  readonly ms: number;
}
/** 10,000 interfaces of 12 columns would be 120,000 objects: more than half of that is refused, and said. */
export const defaultBudget: WalkBudget = { rows: 2_000, objects: 40_000, ms: 20_000 };

export interface WalkResult {
  readonly answers: Map<Oid, Varbind>;
  /** null: the end of every column was reached. */
  readonly stopped: 'rows' | 'objects' | 'time' | 'loop' | Failure | null;
  readonly requests: number;
  readonly objects: number;
}

/** Columns in one request: more would leave a column less than a row in an ordinary frame. */
const maxColumnsAtOnce = 16;
const maxRepetitions = 64;

interface OpenColumn {
  readonly column: Oid;
  after: Oid;
  rows: number;
}

interface Walk {
  readonly transport: SnmpTransport;
  readonly target: SnmpTarget;
  readonly budget: WalkBudget;
  readonly sizes: LearnedSizes;
  readonly clock: Clock;
  readonly deadline: number;
  /** Rows found last time, so that the last request asks no more than what is left. */
  readonly expectedRows: number | null;
  readonly answers: Map<Oid, Varbind>;
  requests: number;
  objects: number;
  stopped: WalkResult['stopped'];
}

export async function walkColumns(
  transport: SnmpTransport,
  target: SnmpTarget,
  columns: readonly Oid[],
  options: {
    budget: WalkBudget;
    sizes: LearnedSizes;
    clock: Clock;
    expectedRows?: number | null;
    answers?: Map<Oid, Varbind>;
  },
): Promise<WalkResult> {
  const { budget, sizes, clock } = options;
  const walk: Walk = {
    transport,
    target,
    budget,
    sizes,
    clock,
    deadline: clock.monotonic() + budget.ms,
    expectedRows: options.expectedRows ?? null,
    answers: options.answers ?? new Map(),
    requests: 0,
    objects: 0,
    stopped: null,
  };
  const groups = Math.ceil(columns.length / maxColumnsAtOnce);
  const each = Math.ceil(columns.length / Math.max(1, groups));
  for (let at = 0; at < columns.length; at += each) {
    const open = columns
      .slice(at, at + each)
      .map((column): OpenColumn => ({ column, after: column, rows: 0 }));
    const ending = await walkGroup(walk, open);
    // A loop or too many rows ends only its own columns; time, objects and silence end the walk.
    if (ending !== null) walk.stopped ??= ending;
    if (ending !== null && ending !== 'loop' && ending !== 'rows') break;
  }
  return { answers: walk.answers, stopped: walk.stopped, requests: walk.requests, objects: walk.objects };
}

async function walkGroup(walk: Walk, columns: readonly OpenColumn[]): Promise<WalkResult['stopped']> {
  let open = [...columns];
  let ending: WalkResult['stopped'] = null;
  while (open.length > 0) {
    if (walk.clock.monotonic() >= walk.deadline) return 'time';
    if (walk.objects >= walk.budget.objects) return 'objects';
    const rows = Math.max(...open.map((column) => column.rows));
    if (rows >= walk.budget.rows) return 'rows';
    const result = await ask(walk, open, rows);
    if (!result.ok) return result;
    const before = walk.objects;
    const still: OpenColumn[] = [];
    result.parts.forEach((part, at) => {
      const column = open[at] as OpenColumn;
      const room = walk.budget.rows - column.rows;
      const taken = part.varbinds.length > room ? part.varbinds.slice(0, room) : part.varbinds;
      for (const varbind of taken) walk.answers.set(varbind.oid, varbind);
      column.rows += taken.length;
      walk.objects += taken.length;
      column.after = taken.at(-1)?.oid ?? column.after;
      if (part.looped) ending = 'loop';
      if (!part.ended && !part.looped) still.push(column);
    });
    // No object and no column over: the agent stands still.
    if (walk.objects === before && still.length === open.length) return 'loop';
    open = still;
  }
  return ending;
}

/** One request; after "too big" or silence a smaller one, whose size is kept if it passes. */
async function ask(walk: Walk, open: readonly OpenColumn[], rows: number): Promise<NextResult> {
  const cursors: Cursor[] = open.map(({ column, after }) => ({ column, after }));
  const left = Math.max(1, Math.min(walk.budget.rows, (walk.expectedRows ?? walk.budget.rows) + 1) - rows);
  let repetitions = Math.min(
    maxRepetitions,
    left,
    Math.max(1, Math.floor(walk.sizes.bulk.size / open.length)),
  );
  walk.requests += 1;
  let result = await walk.transport.next(walk.target, cursors, repetitions);
  if (result.ok) {
    walk.sizes.bulk = succeed(walk.sizes.bulk, bulkLimits, (repetitions + 1) * open.length);
    return result;
  }
  while (!result.ok && repetitions > 1 && sizeMayBeWhy(result) && walk.clock.monotonic() < walk.deadline) {
    repetitions = Math.ceil(repetitions / 4);
    walk.requests += 1;
    const why: Failure = result;
    result = await walk.transport.next({ ...walk.target, attempts: 1 }, cursors, repetitions);
    // Silence twice: the device itself is silent.
    if (!result.ok && why.kind !== 'too-big') return why;
  }
  if (result.ok)
    while (walk.sizes.bulk.size > repetitions * open.length) walk.sizes.bulk = shrink(walk.sizes.bulk);
  return result;
}

const sizeMayBeWhy = (result: Failure): boolean =>
  result.kind === 'too-big' || result.kind === 'timeout' || result.kind === 'malformed';
