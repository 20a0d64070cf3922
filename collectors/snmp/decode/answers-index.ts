/** Finds the rows of a column in a heap of answers: one sort, then binary searches. */
import type { Answers, Oid, Varbind } from '../varbind.ts';

export interface AnswersIndex {
  get(oid: Oid): Varbind | undefined;
  /** Indexes of the rows that answered under a column, in table order. */
  rows(column: Oid): readonly string[];
  /** Whether anything answered at or under this OID. */
  holds(prefix: Oid): boolean;
}

/** Table order: part by part, as numbers. */
export function compareIndexes(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < left.length && i < right.length; i++) {
    const d = Number(left[i]) - Number(right[i]);
    if (d) return d;
  }
  return left.length - right.length;
}

/** In plain string order every subtree is one unbroken run, which is all that is needed here. */
export function indexAnswers(answers: Answers): AnswersIndex {
  const oids: Oid[] = [];
  for (const [oid, varbind] of answers) if (varbind.value !== null) oids.push(oid);
  oids.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const firstFrom = (text: string): number => {
    let low = 0;
    let high = oids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((oids[middle] ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const cache = new Map<Oid, readonly string[]>();
  return {
    get: (oid) => answers.get(oid),
    rows(column) {
      const known = cache.get(column);
      if (known) return known;
      const prefix = `${column}.`;
      const found: string[] = [];
      for (let i = firstFrom(prefix); i < oids.length; i++) {
        const oid = oids[i] ?? '';
        if (!oid.startsWith(prefix)) break;
        found.push(oid.slice(prefix.length));
      }
      found.sort(compareIndexes);
      cache.set(column, found);
      return found;
    },
    holds(prefix) {
      return (
        (answers.get(prefix)?.value ?? null) !== null ||
        (oids[firstFrom(`${prefix}.`)] ?? '').startsWith(`${prefix}.`)
      );
    },
  };
}
