/** Types of `build.js`, which stays JavaScript because it also runs on Node 20. */
/** Builds the screens when what they are made of has changed. */
export declare function build(root: string): Promise<void>;
