/** One line of `fping -l`: `ADDRESS : [7], 64 bytes, 0.016 ms (…)` or `ADDRESS : [7], timed out (…)`. */

export interface Echo {
  readonly address: string;
  /** Seconds; null: no answer in time. */
  readonly seconds: number | null;
}

const answered = /^(\S+)\s+: \[\d+\], \d+ bytes, ([\d.]+) ms/;
const silent = /^(\S+)\s+: \[\d+\], timed out/;

/** Null for any other line (ICMP errors from routers, warnings). */
export function echoOfLine(line: string): Echo | null {
  const back = answered.exec(line);
  if (back?.[1] && back[2]) {
    const ms = Number(back[2]);
    return Number.isFinite(ms) ? { address: back[1], seconds: ms / 1000 } : null;
  }
  const lost = silent.exec(line);
  return lost?.[1] ? { address: lost[1], seconds: null } : null;
}
