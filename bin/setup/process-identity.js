/**
 * Tells a process from a later one with the same number: its pid with the moment it was born, where /proc says it.
 * Lock and pid files hold this text, so that neither a crash nor a reused number misleads the next start.
 */
import { readFileSync } from 'node:fs';

/** Name, parent and birth (clock ticks since boot) of a living process; null if there is none, or no /proc. */
export function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const close = stat.lastIndexOf(')');
    // proc(5): after the name come state (field 3), ppid (4) … starttime (22).
    const fields = stat.slice(close + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return { name: stat.slice(stat.indexOf('(') + 1, close), parent: Number(fields[1]), born: fields[19] };
  } catch {
    return null;
  }
}

export const identityOf = (pid) => `${pid} ${look(pid)?.born ?? '-'}`;

/** Is the process that this text names still alive? An empty or foreign text names none. */
export function isAlive(identity) {
  const [pid, born] = identity.trim().split(' ');
  if (!/^[1-9]\d*$/.test(pid)) return false;
  const seen = look(Number(pid));
  if (seen) return born === undefined || born === '-' || born === seen.born;
  if (look(process.pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
