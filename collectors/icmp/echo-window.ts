/** The last echoes of one host, and what they say. */

export interface EchoSummary {
  readonly lossRatio: number;
  /** Mean of the round trips that came back; null when none did. */
  readonly latencySeconds: number | null;
  /** Mean difference of successive round trips; null with fewer than two. */
  readonly jitterSeconds: number | null;
}

export class EchoWindow {
  private readonly size: number;
  private readonly echoes: (number | null)[] = [];

  /** `size` echoes are looked at together, at least 1. */
  constructor(size: number) {
    this.size = Math.max(1, Math.min(100, Math.floor(size)));
  }

  /** Round trip in seconds, or null for an echo that did not come back. */
  add(seconds: number | null): void {
    this.echoes.push(seconds);
    if (this.echoes.length > this.size) this.echoes.shift();
  }

  /** Null until something was tried. */
  summary(): EchoSummary | null {
    if (this.echoes.length === 0) return null;
    const back = this.echoes.filter((echo): echo is number => echo !== null);
    const steps = back.slice(1).map((echo, i) => Math.abs(echo - (back[i] ?? echo)));
    const mean = (values: readonly number[]): number | null =>
      values.length > 0 ? values.reduce((sum, v) => sum + v, 0) / values.length : null;
    return {
      lossRatio: 1 - back.length / this.echoes.length,
      latencySeconds: mean(back),
      jitterSeconds: mean(steps),
    };
  }
}
