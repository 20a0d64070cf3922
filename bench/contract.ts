/**
 * What a bench is: `bench/NAME.bench.ts` exports `default` a function that measures and reports rows. `npm run
 * bench` runs it, prints the table with the ratio to each peer, or with `--json` one object a line.
 */

export interface BenchRow {
  readonly bench: string;
  /** `vigie` (with a word on what of it), or the name of a peer measured in the same run. */
  readonly subject: string;
  readonly figure: number;
  readonly unit: string;
  /** Whatever else helps to judge the figure: versions, rounds, sizes. */
  readonly [extra: string]: string | number | boolean;
}

export interface BenchReport {
  row(
    subject: string,
    unit: string,
    figure: number,
    extra?: Readonly<Record<string, string | number | boolean>>,
  ): void;
  /** A subject that cannot be measured on this machine, and why. Never a made-up figure. */
  skip(subject: string, reason: string): void;
  /** A line of progress, to standard error. */
  say(text: string): void;
}

export type RunBench = (report: BenchReport) => Promise<void>;

/** What a file of `bench/` exports. `onlyWhenNamed`: why it is left out of a run of everything. */
export interface BenchModule {
  readonly default: RunBench;
  readonly onlyWhenNamed?: string;
}
