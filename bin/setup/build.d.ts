/** Types of `build.js`, which stays JavaScript because it also runs on Node 20. */
/** Builds the screens when what they are made of has changed. */
export declare function build(root: string): Promise<void>;
/** Does this command, with these arguments, serve screens? */
export declare function needsBuild(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): boolean;
