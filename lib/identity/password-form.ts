/** What a password must be, and how its hash is written (PHC string format). */

export interface PasswordCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}
export interface KeptPassword {
  readonly cost: PasswordCost;
  readonly salt: Uint8Array;
  readonly tag: Uint8Array;
}

export const shortestPassword = 12;
export const longestPassword = 200;

export type Weakness = 'short' | 'long' | 'simple' | 'name';

/** Length is what counts (NIST SP 800-63B); what is one key held down, or one's own name, is refused. */
export function weakness(password: string, person: string): Weakness | null {
  const length = [...password].length;
  if (length < shortestPassword) return 'short';
  if (length > longestPassword) return 'long';
  if (new Set(password).size < 5) return 'simple';
  const rest = password.toLowerCase().replaceAll(person.toLowerCase(), '').replaceAll('vigie', '');
  return [...rest].length < 8 ? 'name' : null;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

export const phcOf = (
  { memoryKiB, passes, lanes }: PasswordCost,
  salt: Uint8Array,
  tag: Uint8Array,
): string => `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${base64(salt)}$${base64(tag)}`;

/** Null: not one of ours. */
export function parsePhc(text: string): KeptPassword | null {
  const found = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(text);
  const [, memory, passes, lanes, salt = '', tag = ''] = found ?? [];
  if (!found) return null;
  return {
    cost: { memoryKiB: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

export function needsRehash(kept: string, wanted: PasswordCost): boolean {
  const cost = parsePhc(kept)?.cost;
  return (
    !cost || cost.memoryKiB < wanted.memoryKiB || cost.passes < wanted.passes || cost.lanes !== wanted.lanes
  );
}
