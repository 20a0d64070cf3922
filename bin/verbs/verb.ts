/** What an operator's verb is: arguments in, an exit code out; its answer goes to `write` (standard output), all else to standard error. */

export type Write = (text: string) => void;
/** Takes the arguments after its own name, `--data DIR` and `--json` among them. A throw is said as one sentence. */
export type RunVerb = (args: readonly string[], write: Write) => Promise<number>;

export interface Verb {
  /** One line of help: how it is called. */
  readonly usage: string;
  /** One line of help: what it does. */
  readonly does: string;
  /** Loaded when called: `help` must not start the whole house. */
  readonly load: () => Promise<RunVerb>;
}
