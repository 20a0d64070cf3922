/** At most so many device jobs at once; the others wait their turn in order. */
export class Gate {
  private readonly most: number;
  private readonly waiting: (() => void)[] = [];
  private inside = 0;

  constructor(most: number) {
    this.most = most;
  }

  async through<Result>(job: () => Promise<Result>): Promise<Result> {
    if (this.inside >= this.most) await new Promise<void>((enter) => this.waiting.push(enter));
    else this.inside += 1;
    try {
      return await job();
    } finally {
      // The place passes on directly, so that nobody slips in between.
      const next = this.waiting.shift();
      if (next === undefined) this.inside -= 1;
      else next();
    }
  }
}
