/** A shift of outbound calls in simulation: agents, lines and people as the test-bed of the field describes them. */
import { noCallsSeen, seeCall } from '../../dialer/pacing/call-estimate.ts';
import {
  defaultSettings,
  noMemory,
  type Pace,
  type PacingMemory,
  type PacingPicture,
} from '../../dialer/pacing/contract.ts';
import { noHandleSeen, seeHandle } from '../../dialer/pacing/handle-estimate.ts';
import { type Agenda, newAgenda } from './agenda.ts';
import type { Random } from './random.ts';

export interface Regime {
  readonly answerRatio: (seconds: number) => number;
  readonly lines: (seconds: number) => number;
  readonly agents: (seconds: number) => number;
}
/** p = 0.35, failures 0.10 at 4 s, ring log-normal 14 s (0.5), 30 s at most, handling log-normal 180 s (0.7). */
const fastFailRatio = 0.1;
const fastFailSeconds = 4;
const ringOutSeconds = 30;
export const shiftSeconds = 4 * 3_600;
/** As the trunk allows: calls in one second. */
const callsPerSecond = 20;

export interface ShiftResult {
  readonly occupancyRatio: number;
  readonly abandonRatio: number;
  readonly answers: number;
  readonly abandons: number;
  readonly dials: number;
  readonly mostLines: number;
}
/** What was learned before: estimates outlive the shift. */
export interface Learned {
  calls: PacingPicture['calls'];
  handle: PacingPicture['handle'];
}
export const nothingLearned = (): Learned => ({ calls: noCallsSeen, handle: noHandleSeen });

export const runShift = (pace: Pace, regime: Regime, random: Random, learned: Learned): ShiftResult =>
  new Shift(pace, regime, random, learned).run();

class Shift {
  readonly #agenda: Agenda = newAgenda();
  readonly #pace: Pace;
  readonly #regime: Regime;
  readonly #random: Random;
  readonly #learned: Learned;
  readonly #ringing = new Set<{ readonly since: number }>();
  readonly #busy = new Set<{ readonly since: number }>();
  readonly #waiting: { gone: boolean }[] = [];
  readonly #recent: { readonly at: number; readonly abandoned: boolean }[] = [];
  #dialledInSecond = 0;
  #memory: PacingMemory = noMemory;
  #sums = { answers: 0, abandons: 0, dials: 0, busySeconds: 0, agentSeconds: 0, mostLines: 0 };

  constructor(pace: Pace, regime: Regime, random: Random, learned: Learned) {
    this.#pace = pace;
    this.#regime = regime;
    this.#random = random;
    this.#learned = learned;
  }

  run(): ShiftResult {
    for (let second = 0; second < shiftSeconds; second += 1) this.#agenda.at(second, () => this.#tick());
    this.#agenda.run(shiftSeconds);
    const { answers, abandons, dials, busySeconds, agentSeconds, mostLines } = this.#sums;
    return {
      answers,
      abandons,
      dials,
      mostLines,
      occupancyRatio: busySeconds / agentSeconds,
      abandonRatio: answers > 0 ? abandons / answers : 0,
    };
  }

  #free(): number {
    return Math.max(0, this.#regime.agents(this.#agenda.now) - this.#busy.size);
  }

  #tick(): void {
    this.#sums.busySeconds += this.#busy.size;
    this.#sums.agentSeconds += Math.max(this.#busy.size, this.#regime.agents(this.#agenda.now));
    this.#dialledInSecond = 0;
    while ((this.#recent[0]?.at ?? Infinity) < this.#agenda.now - 60) this.#recent.shift();
    this.#decide();
  }
  /** On each second, and whenever a call ends or an agent comes free. */
  #decide(): void {
    const decision = this.#pace(this.#picture(), defaultSettings, this.#memory);
    this.#memory = decision.memory;
    for (let call = 0; call < decision.dial; call += 1) this.#dial();
    const taken = this.#ringing.size + this.#busy.size + this.#waitingNow();
    this.#sums.mostLines = Math.max(this.#sums.mostLines, taken);
  }
  #waitingNow(): number {
    return this.#waiting.filter(({ gone }) => !gone).length;
  }

  #picture(): PacingPicture {
    const { now } = this.#agenda;
    const excess = this.#busy.size - this.#regime.agents(now);
    const taken = this.#ringing.size + this.#busy.size + this.#waitingNow();
    return {
      at: now * 1_000,
      freeAgents: this.#free(),
      busyAgents: [...this.#busy].map(({ since }, index) => ({
        busySeconds: now - since,
        leaving: index < excess,
      })),
      waiting: this.#waitingNow(),
      inFlightSeconds: [...this.#ringing].map(({ since }) => now - since),
      freeLines: Math.max(0, this.#regime.lines(now) - taken),
      callsAllowed: callsPerSecond - this.#dialledInSecond,
      contacts: 1_000_000,
      abandon: {
        answers: this.#sums.answers,
        abandons: this.#sums.abandons,
        lastMinuteAnswers: this.#recent.length,
        lastMinuteAbandons: this.#recent.filter(({ abandoned }) => abandoned).length,
      },
      calls: this.#learned.calls,
      handle: this.#learned.handle,
    };
  }

  #dial(): void {
    const call = { since: this.#agenda.now };
    this.#ringing.add(call);
    this.#sums.dials += 1;
    this.#dialledInSecond += 1;
    const draw = this.#random.uniform();
    const picks = draw < this.#regime.answerRatio(call.since);
    const ring = picks ? this.#ring() : Infinity;
    const fails = !picks && draw > 1 - fastFailRatio;
    const seconds = fails ? fastFailSeconds : Math.min(ring, ringOutSeconds);
    this.#agenda.after(seconds, () => {
      this.#ringing.delete(call);
      const answered = ring < ringOutSeconds;
      this.#learned.calls = seeCall(this.#learned.calls, seconds, answered);
      if (answered) this.#pickedUp();
      else this.#decide();
    });
  }

  /** Of those who pick up, all do before the ring timer: 13.4 s on the average. */
  #ring(): number {
    for (;;) {
      const seconds = this.#random.logNormal(14, 0.5);
      if (seconds < ringOutSeconds) return seconds;
    }
  }

  #pickedUp(): void {
    this.#sums.answers += 1;
    if (this.#free() > 0) {
      this.#recent.push({ at: this.#agenda.now, abandoned: false });
      this.#talk();
      return;
    }
    const person = { gone: false };
    this.#waiting.push(person);
    this.#agenda.after(defaultSettings.patienceSeconds, () => {
      if (person.gone) return;
      person.gone = true;
      this.#sums.abandons += 1;
      this.#recent.push({ at: this.#agenda.now, abandoned: true });
    });
  }

  #talk(): void {
    const agent = { since: this.#agenda.now };
    this.#busy.add(agent);
    const seconds = this.#random.logNormal(180, 0.7);
    this.#agenda.after(seconds, () => {
      this.#busy.delete(agent);
      this.#learned.handle = seeHandle(this.#learned.handle, seconds);
      while (this.#waiting[0]?.gone) this.#waiting.shift();
      const next = this.#free() > 0 ? this.#waiting.shift() : undefined;
      if (next === undefined) {
        this.#decide();
        return;
      }
      next.gone = true;
      this.#recent.push({ at: this.#agenda.now, abandoned: false });
      this.#talk();
    });
  }
}
