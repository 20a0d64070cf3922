/** Our own SNMP engine id (RFC 3411 section 5), made once and kept: v3 informs are sent to it. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 0x80: new form; 8072 (Net-SNMP's number, as net-snmp uses); format 0x80: of the maker's choice. */
const prefix = '80001f8880';

export function engineIdIn(folder: string): string {
  const file = join(folder, 'engine-id');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{26}$/.test(kept)) return kept;
  } catch {
    // First start.
  }
  const made = prefix + randomBytes(8).toString('hex');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, made, { mode: 0o600 });
  } catch {
    // A full disk: informs are told another id after the next start, and ask for it again.
  }
  return made;
}
