/** What has become of the book, of two who read it: the collectors the sites, the alerting role all of its files. */
import type { BookStatus } from '../../../lib/readings/status.ts';

/** The alerting role reads more files and may not run: a refusal of either is the news, each problem once. */
export function bothBooks(sites: BookStatus | null, whole: BookStatus | null): BookStatus | null {
  if (sites === null || whole === null) return sites ?? whole;
  return {
    at: Math.max(sites.at, whole.at),
    ok: sites.ok && whole.ok,
    problems: [...new Set([...sites.problems, ...whole.problems])],
    warnings: [...new Set([...sites.warnings, ...whole.warnings])],
  };
}
