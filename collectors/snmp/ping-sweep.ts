/** Which of some addresses answer a ping: one fping for all of them; without fping nobody is said to. */
import { spawn } from 'node:child_process';

const timeoutMs = 120_000;

export function answeringPing(addresses: readonly string[], perSecond: number): Promise<ReadonlySet<string>> {
  return new Promise((resolve) => {
    const interval = String(Math.max(1, Math.round(1_000 / perSecond)));
    const child = spawn('fping', ['-a', '-r', '1', '-t', '500', '-i', interval], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: timeoutMs,
    });
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
    });
    child.on('error', () => resolve(new Set()));
    child.on('close', () => resolve(new Set(text.split('\n').filter((line) => line !== ''))));
    // Ends before it has read its list (no right to open a socket): its exit says it all.
    child.stdin.on('error', () => {});
    child.stdin.end(`${addresses.join('\n')}\n`);
  });
}
