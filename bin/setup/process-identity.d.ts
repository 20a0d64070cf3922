/** Types of `process-identity.js`, which stays JavaScript because it also runs on Node 20. */
export declare function look(
  pid: number,
): { readonly name: string; readonly parent: number; readonly born: string } | null;
export declare function identityOf(pid: number): string;
export declare function isAlive(identity: string): boolean;
