/** Lines that the server will never take, kept with its reason for a person to read. Two files at most, each bounded. */
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const maxFileBytes = 8 * 1024 * 1024;

export class DeadLetters {
  readonly #path: string | null;

  /** Without a path nothing is kept: a process that only reads. */
  constructor(path: string | null) {
    this.#path = path;
  }

  /** Never rejects: the count of refused readings is what must not be lost. */
  async add(reason: string, lines: readonly string[]): Promise<void> {
    if (this.#path === null) return;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      const size = await stat(this.#path).then(
        (found) => found.size,
        () => 0,
      );
      if (size > maxFileBytes) await rename(this.#path, `${this.#path}.old`);
      await appendFile(this.#path, `# ${reason.replaceAll('\n', ' ')}\n${lines.join('\n')}\n`, {
        mode: 0o600,
      });
    } catch {
      // A full disk is said by the buffer, which shares it.
    }
  }
}
