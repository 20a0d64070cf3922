/** The drill's ear on the live bus: takes commands, keeps what is active, answers, and kills what a scenario kills. */
import type { Logger } from 'pino';
import type { DrillCommand, DrillStatus, LiveBus } from '../lib/live/messages.ts';
import { drillMessages } from '../lib/messages/drill.ts';
import { type ActiveScenario, decide, scenarioNames } from './scenarios.ts';

/** Answers kept in the retained status, so that a verb that asks late still finds its own. */
const keptAnswers = 20;
const statusEveryMs = 10_000;
/** A collectors role that is ready has yet to subscribe at the devices' broker. */
const subscribedAfterMs = 5_000;

export interface CommandsGiven {
  readonly bus: LiveBus;
  readonly sites: readonly string[];
  readonly active: readonly ActiveScenario[];
  readonly now: () => number;
  readonly log: Logger;
  /** Called after each accepted command. */
  readonly apply: (active: readonly ActiveScenario[]) => void;
  readonly kill: (pid: number) => void;
  /** A collectors process has come up: new since the last that was seen. */
  readonly collectorsCame: () => void;
}

export class Commands {
  readonly #given: CommandsGiven;
  readonly #undo: (() => void)[] = [];
  readonly #timer: NodeJS.Timeout;
  #active: readonly ActiveScenario[];
  #answers: DrillStatus['answers'] = [];
  #collectorsPid: number | null = null;
  #greetedPid: number | null = null;
  #greeting: NodeJS.Timeout | undefined;

  constructor(given: CommandsGiven) {
    this.#given = given;
    this.#active = given.active;
    given.apply(this.#active);
    this.#undo.push(
      given.bus.subscribe('vigie/v1/drill/command', (command) => this.take(command)),
      given.bus.subscribe('vigie/v1/roles/{}', (status) => {
        if (status.role !== 'collectors') return;
        this.#collectorsPid = status.pid;
        if (status.state !== 'running' || status.pid === null || status.pid === this.#greetedPid) return;
        this.#greetedPid = status.pid;
        clearTimeout(this.#greeting);
        this.#greeting = setTimeout(given.collectorsCame, subscribedAfterMs);
        this.#end('collector-killed');
      }),
    );
    this.#timer = setInterval(() => this.#publish(), statusEveryMs);
    this.#publish();
  }

  take(command: DrillCommand): void {
    const { log, sites, now } = this.#given;
    const decision = decide(this.#active, command, sites, now());
    let reason = decision.ok ? null : decision.reason;
    if (decision.ok) {
      if (decision.kills && !this.#kill()) reason = drillMessages.en.killFailed(decision.kills);
      else {
        this.#active = decision.active;
        this.#given.apply(this.#active);
        const said = command.undo ? drillMessages.en.ended : drillMessages.en.begun;
        log.info(said(command.scenario, command.site));
      }
    }
    this.#answers = [...this.#answers, { id: command.id, ok: reason === null, reason }].slice(-keptAnswers);
    this.#publish();
  }

  #kill(): boolean {
    if (this.#collectorsPid === null) return false;
    try {
      this.#given.kill(this.#collectorsPid);
      return true;
    } catch (error) {
      this.#given.log.warn({ err: error }, 'the collectors could not be killed');
      return false;
    }
  }

  /** What ends by itself: the launcher has brought the role back. */
  #end(scenario: string): void {
    const left = this.#active.filter((one) => one.scenario !== scenario);
    if (left.length === this.#active.length) return;
    this.#active = left;
    this.#given.apply(left);
    this.#publish();
  }

  #publish(): void {
    this.#given.bus.publish('vigie/v1/drill/status', {
      at: this.#given.now(),
      scenarios: scenarioNames,
      active: this.#active,
      answers: this.#answers,
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#greeting);
    for (const undo of this.#undo) undo();
  }
}
