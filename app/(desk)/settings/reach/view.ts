/** What the page on one's own reach shows, from what the API answers and what this browser can do. Pure. */
import { formatDay } from '../../../../lib/messages/format.ts';
import { words } from '../../../../lib/messages/index.ts';
import type { Locale } from '../../../../lib/messages/message.ts';

export interface Reach {
  readonly ways: readonly { readonly name: string; readonly channel: string; readonly kind: string }[];
  readonly publicKey: string | null;
  readonly browsers: readonly { readonly id: string; readonly browser: string; readonly createdAt: string }[];
}
/** Of this browser. `own`: the id under which Vigie knows it; null: it has not said yes. */
export interface BrowserState {
  readonly able: boolean;
  readonly denied: boolean;
  readonly own: string | null;
}
export interface ReachView {
  readonly browsers: readonly {
    readonly id: string;
    readonly name: string;
    readonly since: string;
    readonly own: boolean;
  }[];
  /** Why this browser cannot be asked; null: it can, or has been. */
  readonly hindered: string | null;
  readonly mayAsk: boolean;
  /** No way of people.yaml leads to a browser. */
  readonly unused: string | null;
}

const known: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(Chrome|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const machines: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iPhone'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];
const found = (from: readonly (readonly [RegExp, string])[], agent: string): string | undefined =>
  from.find(([pattern]) => pattern.test(agent))?.[1];

export const browserName = (agent: string): string =>
  [found(known, agent) ?? agent.slice(0, 30), found(machines, agent)]
    .filter((part) => part !== undefined && part !== '')
    .join(', ') || '—';

export function reachView(
  reach: Reach,
  browser: BrowserState,
  { locale, zone, person }: { locale: Locale; zone: string; person: string },
): ReachView {
  const w = words(locale).reach;
  const own = reach.browsers.some(({ id }) => id === browser.own);
  const hindered =
    reach.publicKey === null ? w.noChannel : !browser.able ? w.noPush : browser.denied ? w.denied : null;
  const unused = own && reach.ways.every(({ kind }) => kind !== 'web-push');
  return {
    browsers: reach.browsers.map((one) => ({
      id: one.id,
      name: browserName(one.browser),
      since: w.since(formatDay(Date.parse(one.createdAt), zone, locale)),
      own: one.id === browser.own,
    })),
    hindered: own ? null : hindered,
    mayAsk: hindered === null && !own,
    unused: unused ? w.needsWay(person) : null,
  };
}
