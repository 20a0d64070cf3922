/**
 * Notices that whoever started this command is gone. npm does not pass a signal on, and between npm and this
 * process stands a shell that would wait for ever: so the shell's parent is watched too.
 */
import { look } from './process-identity.js';

const everyMs = 500;

/** Calls `gone` once when the parent (or npm, behind its shell) has ended. Only under npm: by hand, nohup must work. */
export function watchParent(gone) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const shell = look(parent);
  const npm = shell && /^(sh|dash|bash|ash|busybox)$/.test(shell.name) ? shell.parent : null;
  const timer = setInterval(() => {
    const lost = process.ppid !== parent || (npm !== null && look(parent)?.parent !== npm);
    if (!lost) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  timer.unref();
}
