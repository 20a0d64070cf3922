/** The part of JSON path that site books use: `$.a.b[0]["with space"]`. Parsed once, applied to each payload. */

export type JsonPath = readonly (string | number)[];

/** Null when the text is no such path. */
export function parseJsonPath(text: string): JsonPath | null {
  if (!text.startsWith('$')) return null;
  const steps: (string | number)[] = [];
  const step = /\.([\p{L}\p{N}_-]+)|\[(\d{1,6})\]|\["([^"\]]{1,200})"\]|\['([^'\]]{1,200})'\]/uy;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (!match) return null;
    steps.push(match[2] !== undefined ? Number(match[2]) : (match[1] ?? match[3] ?? match[4] ?? ''));
  }
  return steps;
}

/** Undefined where the path leads nowhere. Own properties only: a payload cannot reach a prototype. */
export function valueAt(path: JsonPath, json: unknown): unknown {
  let here: unknown = json;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}
