/** An agent in memory behind the transport port, for the tests of everything above it. Not used by the product. */
import { compareOids, isUnder } from './oid.ts';
import {
  type ColumnPart,
  type Cursor,
  failure,
  type GetResult,
  type NextResult,
  refusal,
  type SnmpTarget,
  type SnmpTransport,
} from './snmp-transport.ts';
import type { Oid, Varbind } from './varbind.ts';

export type Served = number | bigint | string;

export class FakeAgent implements SnmpTransport {
  readonly name = 'fake';
  readonly objects = new Map<Oid, Varbind>();
  /** Most objects of one answer; more is "too big" for a GET, and cut for a GETBULK. */
  mostObjects = 1_000;
  silent = false;
  /** A GET of more than this is lost (fragments that a firewall eats). */
  losesAbove = Number.POSITIVE_INFINITY;
  /** This column never ends: it gives its first row for ever. */
  looping: Oid | null = null;
  /** This column has a next row, always. */
  endless: Oid | null = null;
  /** Awaited before each answer to a walk. */
  beforeNext: () => Promise<void> = async () => {};
  gets: (readonly Oid[])[] = [];
  nexts = 0;
  inFlight = 0;
  mostInFlight = 0;
  private order: Oid[] | null = null;
  private places = new Map<Oid, number>();

  set(oid: Oid, value: Served, type?: Varbind['type']): void {
    const natural =
      typeof value === 'number' ? 'integer' : typeof value === 'bigint' ? 'counter64' : 'octets';
    const held =
      type === undefined || type === 'octets'
        ? typeof value === 'string'
          ? Buffer.from(value)
          : value
        : value;
    this.objects.set(oid, { oid, type: type ?? natural, value: held } as Varbind);
    this.order = null;
  }

  remove(oid: Oid): void {
    this.objects.delete(oid);
    this.order = null;
  }

  async get(_target: SnmpTarget, oids: readonly Oid[]): Promise<GetResult> {
    return this.counted(async () => {
      this.gets.push(oids);
      if (this.silent || oids.length > this.losesAbove) return failure('timeout', 'no answer');
      if (oids.length > this.mostObjects) return refusal(1, 0);
      const varbinds = oids.map(
        (oid): Varbind => this.objects.get(oid) ?? { oid, type: 'noSuchInstance', value: null },
      );
      return { ok: true, varbinds };
    });
  }

  async next(_target: SnmpTarget, cursors: readonly Cursor[], maxRepetitions: number): Promise<NextResult> {
    return this.counted(async () => {
      this.nexts += 1;
      await this.beforeNext();
      if (this.silent) return failure('timeout', 'no answer');
      const rows = Math.max(1, Math.min(maxRepetitions, Math.floor(this.mostObjects / cursors.length)));
      return { ok: true, parts: cursors.map((cursor) => this.part(cursor, rows)) };
    });
  }

  async close(): Promise<void> {}

  private async counted<Result>(answer: () => Promise<Result>): Promise<Result> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await Promise.resolve();
    try {
      return await answer();
    } finally {
      this.inFlight -= 1;
    }
  }

  private part(cursor: Cursor, rows: number): ColumnPart {
    if (this.looping === cursor.column && cursor.after !== cursor.column)
      return { varbinds: [], ended: false, looped: true };
    if (this.endless === cursor.column) {
      const from = cursor.after === cursor.column ? 0 : Number(cursor.after.slice(cursor.column.length + 1));
      const varbinds = Array.from(
        { length: rows },
        (_, i): Varbind => ({ oid: `${cursor.column}.${from + i + 1}`, type: 'integer', value: 1 }),
      );
      return { varbinds, ended: false, looped: false };
    }
    if (this.order === null) {
      this.order = [...this.objects.keys()].sort(compareOids);
      this.places = new Map(this.order.map((oid, place) => [oid, place]));
    }
    const place = this.places.get(cursor.after);
    const at =
      place === undefined ? this.order.findIndex((oid) => compareOids(oid, cursor.after) > 0) : place + 1;
    const following = at < 0 ? [] : this.order.slice(at, at + rows);
    const inside = following.filter((oid) => isUnder(oid, cursor.column));
    const varbinds = inside.map((oid) => this.objects.get(oid) as Varbind);
    return { varbinds, ended: inside.length < rows, looped: false };
  }
}

export const fakeTarget: SnmpTarget = {
  address: '127.0.0.1',
  port: 161,
  access: { version: '2c', community: 'public' },
  timeoutMs: 100,
  attempts: 2,
};
