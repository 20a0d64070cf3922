/** Instants and marks as PostgreSQL gives and takes them. */
import type { Instant } from '../time/clock.ts';
import type { Mark } from './registers.ts';

export const time = (at: Instant): Date => new Date(at);
/** Null: it was not done. The table holds both or neither. */
export const markOf = (at: Date | null, by: string | null): Mark | null =>
  at === null || by === null ? null : { at: at.getTime(), by };
/** An id that comes from an address: what is no UUID names nothing. */
export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
/** Rows of one list: whoever has more than that keeps no register but a dump. */
export const maxRows = 2_000;
