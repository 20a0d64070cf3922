/** Types of `lock.js`, which stays JavaScript because it also runs on Node 20. */
/** Tries once; returns the way to let go, or the identity of the living holder. */
export declare function tryLock(file: string): { readonly release: () => void } | { readonly holder: string };
export declare function withLock<T>(file: string, work: () => Promise<T>): Promise<T>;
