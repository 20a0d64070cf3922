/**
 * The port between polling and the wire: one request, one reply, typed and already validated. Both roads
 * (`snmp-native-road.ts` for v1 and v2c, `net-snmp-road.ts` for v3 and the difficult) keep one contract suite.
 */
import type { SnmpAccess } from '../../lib/inventory/inventory.ts';
import type { Oid, Varbind } from './varbind.ts';

export interface SnmpTarget {
  /** A numeric address: names are resolved before (`resolve-address.ts`), so that the source can be compared. */
  readonly address: string;
  readonly port: number;
  readonly access: SnmpAccess;
  /** How long one attempt waits. */
  readonly timeoutMs: number;
  /** Requests sent before giving up, 1 or more. */
  readonly attempts: number;
}

export type FailureKind =
  /** Nothing valid came back in time. */
  | 'timeout'
  /** The agent says, or its size limits show, that the answer does not fit. */
  | 'too-big'
  /** Another error-status; `status` and `index` say which. */
  | 'refused'
  /** A reply from the right place that cannot be believed. */
  | 'malformed'
  /** v3: user, key or engine time not accepted. */
  | 'authentication'
  /** The machine cannot send there, or the transport was closed. */
  | 'unreachable';

export interface Failure {
  readonly ok: false;
  readonly kind: FailureKind;
  /** A few words for a person. */
  readonly reason: string;
  /** RFC 3416 error-status and error-index, when `kind` is `refused`. */
  readonly status?: number;
  readonly index?: number;
}

/** Where a walk of one column stands. */
export interface Cursor {
  readonly column: Oid;
  /** The last object seen; the column itself at the start. */
  readonly after: Oid;
}

export interface ColumnPart {
  /** Objects inside the column, in increasing order. */
  readonly varbinds: readonly Varbind[];
  /** Nothing more in this column. */
  readonly ended: boolean;
  /** The agent went backwards or round in a circle: what came before is kept, the column is left. */
  readonly looped: boolean;
}

export type GetResult = { readonly ok: true; readonly varbinds: readonly Varbind[] } | Failure;
export type NextResult = { readonly ok: true; readonly parts: readonly ColumnPart[] } | Failure;

export interface SnmpTransport {
  readonly name: string;
  /** One GET: as many varbinds, with the same OIDs and in the same order as asked. */
  get(target: SnmpTarget, oids: readonly Oid[]): Promise<GetResult>;
  /** One GETBULK (v1: one GETNEXT) over several columns. */
  next(target: SnmpTarget, cursors: readonly Cursor[], maxRepetitions: number): Promise<NextResult>;
  close(): Promise<void>;
}

/** Packets that were not taken, by cause; `address` is where they came from. */
export type CountDrop = (cause: string, address: string) => void;

export const failure = (kind: FailureKind, reason: string): Failure => ({ ok: false, kind, reason });

/** RFC 3416 section 3, error-status. */
const statusNames = [
  'noError',
  'tooBig',
  'noSuchName',
  'badValue',
  'readOnly',
  'genErr',
  'noAccess',
  'wrongType',
  'wrongLength',
  'wrongEncoding',
  'wrongValue',
  'noCreation',
  'inconsistentValue',
  'resourceUnavailable',
  'commitFailed',
  'undoFailed',
  'authorizationError',
  'notWritable',
  'inconsistentName',
] as const;

export const tooBig = 1;
export const noSuchName = 2;

export const refusal = (status: number, index: number): Failure =>
  status === tooBig
    ? failure('too-big', 'the answer does not fit in a packet')
    : { ok: false, kind: 'refused', reason: statusNames[status] ?? `error-status ${status}`, status, index };
