/**
 * How the embedded store writes a reading in sixteen bytes: its value, and one number that says all the rest.
 *
 *   five-minute span of the day (9 bits) · series (18) · milliseconds in the span (19) · word (13) · state (2)
 *
 * The number is also the only index. Readings of one span stand together, so its pages fill evenly while the span
 * lasts and are never touched again; in the order series, instant every page would stay half empty after its split.
 * A roll-up reads one stretch of the index, a chart one short stretch a span.
 */
import { rollUpLevels } from './reading-store.ts';

export const dayMs = 86_400_000;
export const spanMs = rollUpLevels.fiveMinutes;
export const spansOfDay = dayMs / spanMs;

/** 18 bits; far above what a reading store on one machine should be asked to hold. */
export const maxSeries = 200_000;
/** 13 bits, 0 is "no word". */
export const maxWords = 8_191;

const seriesShift = 34;
const spanShift = 52;

// In PostgreSQL shifts and bit operations all have one precedence: every one of them stands in brackets.
/** SQL: the key from a span, a series, milliseconds in the span and a code (word << 2 | state). */
export const keyOf = (span: string, series: string, ms: string, code: string): string =>
  `((${span}::bigint << ${spanShift}) | (${series}::bigint << ${seriesShift}) | (${ms}::bigint << 15) | ${code}::bigint)`;

/** SQL: the first key of a span, and of a series in it. */
export const keyFrom = (span: string, series = '0'): string =>
  `((${span}::bigint << ${spanShift}) | (${series}::bigint << ${seriesShift}))`;

export const seriesIn = (key: string): string => `((${key} >> ${seriesShift}) & ${2 ** 18 - 1})::integer`;
export const codeIn = (key: string): string => `(${key} & ${2 ** 15 - 1})::integer`;
/** SQL: milliseconds of the day. */
export const msIn = (key: string): string =>
  `((${key} >> ${spanShift}) * ${spanMs} + ((${key} >> 15) & ${2 ** 19 - 1}))`;

export const dayOf = (at: number): number => Math.floor(at / dayMs);
/** Span of the day, 0 to 287. */
export const spanOf = (at: number): number => Math.floor((at - dayOf(at) * dayMs) / spanMs);
export const dayTable = (day: number): string => `readings.raw_${day}`;
