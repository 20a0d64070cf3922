/** The fall-back where `fping` is not installed: the package `ping`, at most fifty probes at once. */
import { isIP } from 'node:net';
import ping from 'ping';
import type { StartSweep } from './sweep.ts';

const atOnce = 50;

/** One echo; seconds or null. The package throws uncaught for a host such as `-h`: only literal addresses reach it. */
export async function pingOnce(address: string, timeoutMs: number): Promise<number | null> {
  if (isIP(address) === 0) throw new Error(`not an address: ${address}`);
  const answer = await ping.promise.probe(address, {
    timeout: Math.max(1, Math.ceil(timeoutMs / 1000)),
    min_reply: 1,
    numeric: true,
  });
  const ms = Number(answer.time);
  return answer.alive && Number.isFinite(ms) ? ms / 1000 : null;
}

export const startPingSweep: StartSweep = ({ addresses, periodMs, timeoutMs, onEcho, onTrouble }) => {
  let running = false;
  const sweep = async (): Promise<void> => {
    // A sweep that takes longer than its period is not started twice.
    if (running) return;
    running = true;
    const queue = [...addresses];
    const worker = async (): Promise<void> => {
      for (let address = queue.shift(); address; address = queue.shift()) {
        try {
          onEcho({ address, seconds: await pingOnce(address, timeoutMs) });
        } catch (error) {
          onTrouble(error instanceof Error ? error.message : String(error));
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, worker));
    running = false;
  };
  const timer = setInterval(() => void sweep(), periodMs);
  void sweep();
  return { stop: () => clearInterval(timer) };
};
