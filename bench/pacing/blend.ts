/**
 * The `Blend` call centre of ContactCenters (Univ. Montréal; Deslauriers, Pichitlamken, L'Ecuyer and others): published
 * results that prove a simulator right before anything is claimed with it. Written anew from its description.
 */
import { newAgenda } from './agenda.ts';
import type { Random } from './random.ts';

export interface BlendDay {
  readonly tried: number;
  readonly reached: number;
  readonly served: number;
  readonly abandoned: number;
  readonly inboundServed: number;
  readonly inboundAbandoned: number;
}

const hour = 3_600;
const periodSeconds = 2 * hour;
const periods = [
  { perMinute: 68.45 / 30, inbound: 23, blend: 16, reach: 0.28 },
  { perMinute: 72.93 / 30, inbound: 23, blend: 18, reach: 0.29 },
  { perMinute: 71.92 / 30, inbound: 21, blend: 16, reach: 0.29 },
] as const;
const closing = 3 * periodSeconds;
/** 11:00 to 13:55 of a day that opens at 08:00. */
const dialler = { from: 3 * hour, to: 5 * hour + 55 * 60 };
const queueCapacity = 80;

interface Waiting {
  readonly outbound: boolean;
  gone: boolean;
}

type Group = 'inbound' | 'blend';

export const blendDay = (random: Random): BlendDay => new Blend(random).day();

class Blend {
  readonly #random: Random;
  readonly #agenda = newAgenda();
  readonly #count = {
    tried: 0,
    reached: 0,
    served: 0,
    abandoned: 0,
    inboundServed: 0,
    inboundAbandoned: 0,
  };
  readonly #busy = { inbound: 0, blend: 0 };
  readonly #outbound: Waiting[] = [];
  readonly #inbound: Waiting[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  day(): BlendDay {
    const busyness = this.#random.gamma(29.7, 1 / 29.7);
    periods.forEach(({ perMinute }, index) => {
      const end = (index + 1) * periodSeconds;
      const gap = 60 / (perMinute * busyness);
      const next = (from: number) => from + this.#random.exponential(gap);
      for (let at = next(index * periodSeconds); at < end; at = next(at))
        this.#agenda.at(at, () => this.#arrive());
      // Agents who come with the new period take who waits.
      this.#agenda.at(index * periodSeconds, () => {
        this.#pull('inbound');
        this.#pull('blend');
      });
    });
    this.#agenda.run(closing + 24 * hour);
    return this.#count;
  }

  #period() {
    return periods[Math.min(2, Math.floor(this.#agenda.now / periodSeconds))] ?? periods[2];
  }
  #free(group: Group): number {
    return Math.max(0, this.#period()[group] - this.#busy[group]);
  }

  #serve(outbound: boolean, group: Group): void {
    this.#busy[group] += 1;
    this.#count[outbound ? 'served' : 'inboundServed'] += 1;
    this.#agenda.after(outbound ? this.#random.exponential(440.2) : this.#random.gamma(0.755, 753.8), () => {
      this.#busy[group] -= 1;
      this.#pull(group);
      this.#dial();
    });
  }

  #pull(group: Group): void {
    while (this.#free(group) > 0) {
      const next = (group === 'blend' ? nextOf(this.#outbound) : undefined) ?? nextOf(this.#inbound);
      if (next === undefined) return;
      next.gone = true;
      this.#serve(next.outbound, group);
    }
  }

  #wait(outbound: boolean, patience: number): void {
    const lost = (): void => {
      this.#count[outbound ? 'abandoned' : 'inboundAbandoned'] += 1;
    };
    const waiting = [...this.#inbound, ...this.#outbound].filter(({ gone }) => !gone).length;
    if (patience <= 0 || waiting >= queueCapacity) {
      lost();
      return;
    }
    const one: Waiting = { outbound, gone: false };
    (outbound ? this.#outbound : this.#inbound).push(one);
    this.#agenda.after(patience, () => {
      if (one.gone) return;
      one.gone = true;
      lost();
    });
  }

  #dial(): void {
    const { now } = this.#agenda;
    const blend = this.#free('blend');
    if (now < dialler.from || now >= dialler.to || blend < 1 || this.#free('inbound') + blend < 4) return;
    const calls = Math.round(2 * blend);
    this.#count.tried += calls;
    for (let call = 0; call < calls; call += 1) {
      if (this.#random.uniform() >= this.#period().reach) continue;
      this.#count.reached += 1;
      if (this.#free('blend') > 0) this.#serve(true, 'blend');
      else this.#wait(true, 5);
    }
  }

  #arrive(): void {
    if (this.#free('inbound') > 0) this.#serve(false, 'inbound');
    else if (this.#free('blend') > 0) this.#serve(false, 'blend');
    else this.#wait(false, this.#random.uniform() < 0.005 ? 0 : this.#random.exponential(500));
  }
}

const nextOf = (queue: Waiting[]): Waiting | undefined => {
  while (queue[0]?.gone) queue.shift();
  return queue.shift();
};
