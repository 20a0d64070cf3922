/** What the drill keeps on disk: its site book with the secrets beside it, its ports, and the scenarios of this run. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { secretFiles, type Yaml } from './book.ts';
import type { ActiveScenario } from './scenarios.ts';

const memorySchema = z.object({
  /** The launcher that this run belongs to: another launch is a fresh drill. */
  launcher: z.number(),
  ports: z.record(z.string(), z.number()),
  active: z.array(z.object({ scenario: z.string(), site: z.string(), since: z.number() })),
});
export type DrillMemory = z.infer<typeof memorySchema>;

function writeWhole(file: string, text: string): void {
  const aside = `${file}.new`;
  writeFileSync(aside, text, { mode: 0o600 });
  renameSync(aside, file);
}

export class DrillFiles {
  readonly #bookDir: string;
  readonly #memoryFile: string;

  constructor(dataDir: string, bookDir: string) {
    this.#bookDir = bookDir;
    mkdirSync(bookDir, { recursive: true, mode: 0o700 });
    mkdirSync(join(dataDir, 'drill'), { recursive: true, mode: 0o700 });
    this.#memoryFile = join(dataDir, 'drill', 'memory.json');
  }

  /** `files`: by name, `sites.yaml` among them. */
  writeBook(
    files: Readonly<Record<string, Yaml>>,
    secrets: Readonly<Record<keyof typeof secretFiles, string>>,
  ): void {
    for (const [name, file] of Object.entries(secretFiles)) {
      writeWhole(join(this.#bookDir, file), `${secrets[name as keyof typeof secretFiles]}\n`);
    }
    const head = '# EXERCICE. Written by the drill at each start: what is changed here is lost.\n';
    for (const [name, content] of Object.entries(files)) {
      const text = head + stringify(content, { lineWidth: 0 });
      const file = join(this.#bookDir, name);
      // The same book again would be news to whoever watches the folder.
      if (this.#read(file) !== text) writeWhole(file, text);
    }
  }

  /** The scenarios of this launch (a killed drill comes back with them), and the ports of the last one. */
  remember(launcher: number): DrillMemory {
    const none: DrillMemory = { launcher, ports: {}, active: [] };
    try {
      const memory = memorySchema.parse(JSON.parse(this.#read(this.#memoryFile) ?? ''));
      return memory.launcher === launcher ? memory : { ...none, ports: memory.ports };
    } catch {
      return none;
    }
  }

  keep(launcher: number, ports: Readonly<Record<string, number>>, active: readonly ActiveScenario[]): void {
    writeWhole(this.#memoryFile, JSON.stringify({ launcher, ports, active }));
  }

  #read(file: string): string | null {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return null;
    }
  }
}
