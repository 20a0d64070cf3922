/** Runs a tool of the set-up with its words on standard error; what it said last is part of the error when it fails. */
import { spawn } from 'node:child_process';

const tailLimit = 4_000;

export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const take = (chunk) => {
      tail = (tail + chunk).slice(-tailLimit);
      if (process.env.VIGIE_VERBOSE) process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const stop = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
    const done = () => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      if (code === 0) resolve(tail);
      else reject(new Error(`${args.join(' ')} ended with ${signal ?? code}:\n${tail.trim()}`));
    });
  });
}
