/** The data folder: its lock, its secrets (made once) and its small files, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { tryLock } from './setup/lock.js';

const secretsSchema = z.object({
  postgres: z.string(),
  influx: z.string(),
  bus: z.string(),
  devices: z.string(),
});
export type Secrets = z.infer<typeof secretsSchema>;

export interface DataFolder {
  readonly dir: string;
  readonly logsDir: string;
  readonly secrets: Secrets;
  /** The administrator's token, made with the folder. */
  readonly adminToken: string;
  /** Signs the links in messages: those of yesterday must open after a restart. */
  readonly linkKey: string;
  write(name: string, text: string, mode: number): void;
  release(): void;
}

export const secretText = (bytes = 24): string => randomBytes(bytes).toString('base64url');

/** Written aside, then renamed: a reader never sees half of it, a full disk never empties it. */
export function writeWhole(file: string, text: string, mode: number): void {
  const aside = `${file}.${process.pid}.new`;
  writeFileSync(aside, text, { mode });
  chmodSync(aside, mode);
  renameSync(aside, file);
}

function once(file: string, make: () => string): string {
  if (!existsSync(file)) writeWhole(file, `${make()}\n`, 0o600);
  return readFileSync(file, 'utf8').trim();
}

/** Throws with a sentence for a person when another Vigie has this folder. */
export function openDataFolder(path: string): DataFolder {
  const dir = resolve(path);
  try {
    // Others may pass through (the database's user must), and see nothing: every file in it is closed to them.
    mkdirSync(dir, { recursive: true, mode: 0o711 });
    mkdirSync(join(dir, 'logs'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(
      `the data folder ${dir} cannot be made (${(error as Error).message}). Name another with --data DIR.`,
    );
  }
  const lock = tryLock(join(dir, 'launcher.lock'));
  if ('holder' in lock) {
    const [pid] = lock.holder.split(' ');
    throw new Error(
      `another Vigie (pid ${pid}) already runs on ${dir}. Stop it, or start this one with --data DIR and --port NUMBER of its own.`,
    );
  }
  try {
    const write = (name: string, text: string, mode: number) => writeWhole(join(dir, name), text, mode);
    const secretsText = once(join(dir, 'secrets.json'), () =>
      JSON.stringify({
        postgres: secretText(),
        influx: secretText(),
        bus: secretText(),
        devices: secretText(),
      }),
    );
    return {
      dir,
      logsDir: join(dir, 'logs'),
      secrets: secretsSchema.parse(JSON.parse(secretsText)),
      linkKey: once(join(dir, 'link-key'), () => secretText(32)),
      adminToken: once(join(dir, 'admin-token'), () => `vigie_admin_${secretText()}`),
      write,
      release: () => {
        rmSync(join(dir, 'runtime.json'), { force: true });
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
