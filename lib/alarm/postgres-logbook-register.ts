/** Notes, promises and signed pages of the main courante in PostgreSQL; the store itself refuses to change a signed page. */
import type { Pool } from 'pg';
import type { Instant } from '../time/clock.ts';
import type { LogPage, OpenPromise, PageBody, Party, StoredPromise } from './logbook.ts';
import { isUuid, maxRows, time } from './postgres-mark.ts';
import type { LogbookRegister, LogNote } from './registers.ts';

interface NoteRow {
  readonly id: string;
  readonly at: Date;
  readonly written_by: string;
  readonly site: string | null;
  readonly text: string;
}
const noteOf = ({ id, at, written_by, site, text }: NoteRow): LogNote => ({
  ...{ id, site, text },
  at: at.getTime(),
  by: written_by,
});

interface PromiseRow {
  readonly id: string;
  readonly site: string | null;
  readonly party: Party;
  readonly promised_by: string;
  readonly what: string;
  readonly due_at: Date;
  readonly made_at: Date;
  readonly written_by: string;
  readonly kept: boolean | null;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly closing_note: string | null;
}
const promiseOf = ({ id, site, party, what, kept, ...row }: PromiseRow): StoredPromise => ({
  ...{ id, site, party, what },
  who: row.promised_by,
  dueAt: row.due_at.getTime(),
  madeAt: row.made_at.getTime(),
  by: row.written_by,
  closed:
    kept === null || row.closed_at === null || row.closed_by === null
      ? null
      : { kept, at: row.closed_at.getTime(), by: row.closed_by, note: row.closing_note ?? '' },
});

interface PageRow {
  readonly id: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly body: PageBody;
  readonly outgoing: string;
  readonly outgoing_note: string;
  readonly incoming: string | null;
  readonly incoming_note: string | null;
  readonly taken_at: Date | null;
}
const pageOf = (row: PageRow): LogPage => ({
  ...row.body,
  id: row.id,
  fromAt: row.from_at.getTime(),
  toAt: row.to_at.getTime(),
  outgoing: { who: row.outgoing, note: row.outgoing_note },
  incoming:
    row.incoming === null || row.taken_at === null
      ? null
      : { who: row.incoming, note: row.incoming_note ?? '', at: row.taken_at.getTime() },
});

export class PostgresLogbookRegister implements LogbookRegister {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async notes(from: Instant, to: Instant): Promise<readonly LogNote[]> {
    const { rows } = await this.#pool.query<NoteRow>(
      `select * from logbook.note where at >= $1 and at < $2 order by at desc limit ${maxRows}`,
      [time(from), time(to)],
    );
    return rows.map(noteOf);
  }

  async note({ at, by, site, text }: Omit<LogNote, 'id'>): Promise<LogNote> {
    const { rows } = await this.#pool.query<NoteRow>(
      'insert into logbook.note (at, written_by, site, text) values ($1, $2, $3, $4) returning *',
      [time(at), by, site, text],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the note was not written');
    return noteOf(row);
  }

  async promises(since: Instant): Promise<readonly StoredPromise[]> {
    const { rows } = await this.#pool.query<PromiseRow>(
      `select * from logbook.promise where kept is null or closed_at >= $1
       order by kept is not null, due_at limit ${maxRows}`,
      [time(since)],
    );
    return rows.map(promiseOf);
  }

  async promise({ site, party, who, what, dueAt, madeAt, by }: Omit<OpenPromise, 'id'>) {
    const { rows } = await this.#pool.query<PromiseRow>(
      `insert into logbook.promise (site, party, promised_by, what, due_at, made_at, written_by)
       values ($1, $2, $3, $4, $5, $6, $7) returning *`,
      [site, party, who, what, time(dueAt), time(madeAt), by],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the promise was not written');
    return promiseOf(row);
  }

  async close(id: string, closed: NonNullable<StoredPromise['closed']>): Promise<StoredPromise | null> {
    if (!isUuid(id)) return null;
    const { rows } = await this.#pool.query<PromiseRow>(
      `update logbook.promise set kept = $2, closed_at = $3, closed_by = $4, closing_note = $5
       where id = $1 and kept is null returning *`,
      [id, closed.kept, time(closed.at), closed.by, closed.note],
    );
    return rows[0] ? promiseOf(rows[0]) : null;
  }

  async pages(limit: number): Promise<readonly LogPage[]> {
    const { rows } = await this.#pool.query<PageRow>(
      'select * from logbook.page order by to_at desc limit $1',
      [limit],
    );
    return rows.map(pageOf);
  }

  async page(id: string): Promise<LogPage | null> {
    if (!isUuid(id)) return null;
    const { rows } = await this.#pool.query<PageRow>('select * from logbook.page where id = $1', [id]);
    return rows[0] ? pageOf(rows[0]) : null;
  }

  async sign(page: Parameters<LogbookRegister['sign']>[0]): Promise<LogPage | null> {
    const { fromAt, toAt, outgoing, lines, leftOut, promises } = page;
    const { rows } = await this.#pool.query<PageRow>(
      `insert into logbook.page (from_at, to_at, body, outgoing, outgoing_note)
       values ($1, $2, $3, $4, $5) on conflict (from_at) do nothing returning *`,
      [time(fromAt), time(toAt), JSON.stringify({ lines, leftOut, promises }), outgoing.who, outgoing.note],
    );
    return rows[0] ? pageOf(rows[0]) : null;
  }

  async take(id: string, { who, note, at }: NonNullable<LogPage['incoming']>): Promise<LogPage | null> {
    if (!isUuid(id)) return null;
    const { rows } = await this.#pool.query<PageRow>(
      `update logbook.page set incoming = $2, incoming_note = $3, taken_at = $4
       where id = $1 and incoming is null returning *`,
      [id, who, note, time(at)],
    );
    return rows[0] ? pageOf(rows[0]) : null;
  }
}
