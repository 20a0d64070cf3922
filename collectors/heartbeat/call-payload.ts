/** What a job sends when it calls in: `{"size": bytes, "duration": seconds, "result": "ok"}`, all optional; an empty body is a success. */
import { z } from 'zod';

const schema = z.object({
  size: z.number().finite().nonnegative().optional(),
  duration: z.number().finite().nonnegative().optional(),
  result: z.union([z.string().max(200), z.boolean(), z.number()]).optional(),
});

export interface CallPayload {
  readonly ok: boolean;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
}

const successes: ReadonlySet<string> = new Set(['ok', 'success', 'succeeded', 'done', '0', 'true']);

/** Null when the text is no such payload. Numbers are exit codes: 0 is success. */
export function callPayloadOf(text: string): CallPayload | null {
  if (text.trim() === '') return { ok: true, sizeBytes: null, durationMs: null };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return null;
  const { size, duration, result } = parsed.data;
  const ok = result === undefined || result === true || successes.has(String(result).toLowerCase());
  return { ok, sizeBytes: size ?? null, durationMs: duration === undefined ? null : duration * 1000 };
}
