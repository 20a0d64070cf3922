/** From, to and step of a question about the past. Pure. */
import { z } from 'zod';
import { ProblemError } from '../problem.ts';

/** Farther than any retention. */
const maxSpanMs = 5 * 366 * 86_400_000;
const defaultSpanMs = 3_600_000;
const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const when = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'an RFC 3339 instant, such as 2026-11-23T14:32:00Z',
  })
  .transform((text) => Date.parse(text));
const step = z
  .string()
  .regex(/^\d{1,6}[smhd]?$/, 'seconds, or with a unit: 10s, 5m, 1h, 1d')
  .transform((text) => {
    const unit = text.at(-1) ?? '';
    return unit in units ? Number(text.slice(0, -1)) * (units[unit] ?? 1000) : Number(text) * 1000;
  })
  .refine((ms) => ms >= 1000, 'at least one second');

export const spanQuery = {
  from: when.optional().describe('Left out: one hour before `to`.'),
  to: when.optional().describe('Left out: now.'),
  step: step
    .optional()
    .describe('Width of a point; left out or too narrow: the narrowest that gives at most 1,500 points.'),
};

export function spanOf(
  query: { from?: number | undefined; to?: number | undefined; step?: number | undefined },
  now: number,
): { from: number; to: number; stepMs?: number | undefined } {
  const to = query.to ?? now;
  const from = query.from ?? to - defaultSpanMs;
  if (from >= to) throw new ProblemError(400, 'from: must be before to');
  if (to - from > maxSpanMs) throw new ProblemError(400, 'from: at most five years before to');
  return { from, to, stepMs: query.step };
}
