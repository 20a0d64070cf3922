/** What is due next: keys with a time, earliest first and by name at the same time, so that a rebuilt one wakes in the same order. A key stands in it at most once; whoever is woken too early asks again. */

export class DueTimes {
  readonly #heap: { readonly ms: number; readonly key: string }[] = [];
  readonly #armed = new Map<string, number>();

  get size(): number {
    return this.#armed.size;
  }

  /** A later time than the one already set changes nothing: the key is woken, looks, and asks again. */
  wake(key: string, ms: number): void {
    const before = this.#armed.get(key);
    if (before !== undefined && before <= ms) return;
    this.#armed.set(key, ms);
    this.#heap.push({ ms, key });
    this.#up(this.#heap.length - 1);
  }

  /** The next key that is due at `ms`, once; undefined when none is. */
  next(ms: number): string | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.ms > ms) return undefined;
      const last = this.#heap.pop();
      if (last !== undefined && this.#heap.length > 0) {
        this.#heap[0] = last;
        this.#down(0);
      }
      // An entry that an earlier one has replaced is skipped.
      if (this.#armed.get(first.key) !== first.ms) continue;
      this.#armed.delete(first.key);
      return first.key;
    }
  }

  #before(i: number, j: number): boolean {
    const [a, b] = [this.#heap[i], this.#heap[j]];
    if (a === undefined || b === undefined) return a !== undefined;
    return a.ms < b.ms || (a.ms === b.ms && a.key < b.key);
  }
  #swap(i: number, j: number): void {
    const [a, b] = [this.#heap[i], this.#heap[j]];
    if (a === undefined || b === undefined) return;
    this.#heap[i] = b;
    this.#heap[j] = a;
  }
  #up(from: number): void {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.#before(i, parent)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }
  #down(from: number): void {
    for (let i = from; ; ) {
      const left = 2 * i + 1;
      const least = this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(least, i)) return;
      this.#swap(i, least);
      i = least;
    }
  }
}
