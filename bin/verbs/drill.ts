/** `vigie drill SCENARIO SITE [--undo]`: begins or undoes a scenario of the running drill, and returns as soon as it has begun. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Runtime } from '../../lib/config/runtime.ts';
import type { DrillStatus, LiveBus } from '../../lib/live/messages.ts';
import { connectLiveBus } from '../../lib/live/mqtt-live-bus.ts';
import { drillMessages } from '../../lib/messages/drill.ts';
import { readAsked, runningVigie } from './running.ts';

/** The drill answers within a step of its model; longer than this and it is not there. */
const answerWithinMs = 10_000;

export const drillUsage = `npm run vigie -- drill SCENARIO SITE [--undo] [--data DIR] [--json]
  begins a scenario at a site of the drill, or undoes it; without SCENARIO, says what there is`;

interface Asked {
  readonly scenario: string | undefined;
  readonly site: string | undefined;
  readonly undo: boolean;
  readonly data: string;
  readonly json: boolean;
}

function readDrillAsked(args: readonly string[]): Asked {
  const { positionals, flags, data, json } = readAsked(args, [], ['undo']);
  const [scenario, site, ...more] = positionals;
  if (more.length > 0) throw new Error(`"${more.join(' ')}" is too much. Usage:\n${drillUsage}`);
  if (scenario !== undefined && site === undefined)
    throw new Error(`drill ${scenario}: at which site? Usage:\n${drillUsage}`);
  return { scenario, site, undo: flags.has('undo'), data, json };
}

/** The first status for which `found` gives something. */
function waitFor<T>(bus: LiveBus, found: (status: DrillStatus) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      stop();
      reject(new Error('The drill does not answer: is "npm start" still running, without --config?'));
    }, answerWithinMs);
    const stop = bus.subscribe('vigie/v1/drill/status', (status) => {
      const value = found(status);
      if (value === undefined) return;
      clearTimeout(late);
      // Not before `subscribe` has returned: the retained status can come at once.
      queueMicrotask(() => stop());
      resolve(value);
    });
  });
}

async function ask(bus: LiveBus, asked: Asked, say: (text: string, data: object) => void): Promise<number> {
  const { scenario, site, undo } = asked;
  if (scenario === undefined || site === undefined) {
    const status = await waitFor(bus, (one) => one);
    const active = status.active.map((one) => `${one.scenario} at ${one.site}`).join(', ') || 'none';
    say(`${drillUsage}\n\nScenarios: ${status.scenarios.join(', ')}\nRunning: ${active}`, status);
    return 0;
  }
  const id = randomUUID();
  const answered = waitFor(bus, (status) => status.answers.find((one) => one.id === id));
  bus.publish('vigie/v1/drill/command', { scenario, site, undo, id });
  const answer = await answered;
  const words = undo ? drillMessages.en.ended : drillMessages.en.begun;
  say(answer.ok ? words(scenario, site) : (answer.reason ?? 'refused'), {
    scenario,
    site,
    undo,
    ok: answer.ok,
    reason: answer.reason,
  });
  return answer.ok ? 0 : 1;
}

function runtimeOf(data: string): Runtime {
  const runtime = runningVigie(data);
  if (runtime.drill === null)
    throw new Error(
      'This Vigie watches real sites (--config): there is no drill in it. Start another with "npm start -- --data DIR".',
    );
  return runtime;
}

/** Exit code. Standard output holds the answer alone; with --json as one object. */
export async function drill(
  args: readonly string[],
  write: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
  let bus: LiveBus | null = null;
  try {
    const asked = readDrillAsked(args);
    const runtime = runtimeOf(asked.data);
    bus = await connectLiveBus(runtime.bus, pino({ level: 'silent' }));
    return await ask(bus, asked, (text, data) =>
      write(asked.json ? `${JSON.stringify(data)}\n` : `${text}\n`),
    );
  } catch (error) {
    process.stderr.write(`vigie: ${(error as Error).message}\n`);
    return 1;
  } finally {
    await bus?.close();
  }
}
