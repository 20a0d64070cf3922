/** What is to happen, in order of time: the heart of the simulations. */

export interface Agenda {
  readonly now: number;
  at(seconds: number, happen: () => void): void;
  after(seconds: number, happen: () => void): void;
  /** Until nothing is left, or until then. */
  run(untilSeconds: number): void;
}

export function newAgenda(): Agenda {
  const heap: { at: number; order: number; happen: () => void }[] = [];
  let now = 0;
  let order = 0;
  const before = (a: number, b: number): boolean => {
    const [x, y] = [heap[a], heap[b]];
    return x !== undefined && y !== undefined && (x.at < y.at || (x.at === y.at && x.order < y.order));
  };
  const swap = (a: number, b: number): void => {
    const [x, y] = [heap[a], heap[b]];
    if (x && y) [heap[a], heap[b]] = [y, x];
  };
  const at = (seconds: number, happen: () => void): void => {
    order += 1;
    heap.push({ at: seconds, order, happen });
    for (let place = heap.length - 1; place > 0; ) {
      const parent = (place - 1) >> 1;
      if (!before(place, parent)) break;
      swap(place, parent);
      place = parent;
    }
  };
  const take = () => {
    swap(0, heap.length - 1);
    const first = heap.pop();
    for (let place = 0; ; ) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      const least = right < heap.length && before(right, left) ? right : left;
      if (least >= heap.length || !before(least, place)) break;
      swap(least, place);
      place = least;
    }
    return first;
  };
  return {
    get now() {
      return now;
    },
    at,
    after: (seconds, happen) => at(now + seconds, happen),
    run(until) {
      while ((heap[0]?.at ?? Infinity) <= until) {
        const next = take();
        if (!next) return;
        now = next.at;
        next.happen();
      }
    },
  };
}
