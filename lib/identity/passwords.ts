/** Passwords by argon2id (RFC 9106), kept as PHC strings, at most a few at once: each takes 19 MiB and a core. */
import { argon2, timingSafeEqual } from 'node:crypto';
import { type PasswordCost, parsePhc, phcOf } from './password-form.ts';

/** OWASP password storage: 19 MiB, two passes, one lane. Raise it here; whoever signs in is hashed anew. */
export const passwordCost: PasswordCost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
export const saltBytes = 16;
const tagBytes = 32;
const atOnceLimit = 2;
const waitingLimit = 20;

const derive = (password: string, salt: Uint8Array, cost: PasswordCost, length: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      {
        message: password.normalize('NFKC'),
        nonce: salt,
        parallelism: cost.lanes,
        tagLength: length,
        memory: cost.memoryKiB,
        passes: cost.passes,
      },
      (error, tag) => (error ? reject(error) : resolve(tag)),
    );
  });

/** Thrown when so many passwords are being checked that one more would only make all of them late. */
export class BusyError extends Error {}

export class Passwords {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  hash(password: string, salt: Uint8Array): Promise<string> {
    return this.#inTurn(async () =>
      phcOf(passwordCost, salt, await derive(password, salt, passwordCost, tagBytes)),
    );
  }

  /** Against null the same work is done, so that time tells nobody which names there are. */
  verify(password: string, kept: string | null): Promise<boolean> {
    const known = kept === null ? null : parsePhc(kept);
    const { cost, salt, tag } = known ?? {
      cost: passwordCost,
      salt: new Uint8Array(saltBytes),
      tag: new Uint8Array(tagBytes),
    };
    return this.#inTurn(async () => {
      const made = await derive(password, salt, cost, tag.length);
      return timingSafeEqual(made, tag) && known !== null;
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= atOnceLimit) {
      if (this.#waiting.length >= waitingLimit) throw new BusyError('too many passwords are being checked');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes this place over.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
