/**
 * What a soak is: `tests/soak/NAME.soak.ts` exports `default` a function that tries long and hard. `npm run soak`
 * runs the long form; the short form is an ordinary test that calls the same function with `short: true`.
 */

export interface SoakReport {
  /** One thing that must hold, with what was found. */
  check(what: string, holds: boolean, found: string): void;
  skip(what: string, reason: string): void;
  /** A line of progress, to standard error. */
  say(text: string): void;
}
export interface SoakOptions {
  /** True inside `npm test`: seconds instead of minutes. */
  readonly short: boolean;
}

export type RunSoak = (report: SoakReport, options: SoakOptions) => Promise<void>;
