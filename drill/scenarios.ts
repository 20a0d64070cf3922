/** The scenarios of the drill: what each breaks, as data, and the pure step from a command to what is then active. */

import type { DrillCommand, DrillStatus } from '../lib/live/messages.ts';
import { drillMessages } from '../lib/messages/drill.ts';
import { type Faults, noFaults } from './model/spec.ts';

interface Scenario {
  readonly faults: Partial<Faults>;
  /** A role of Vigie itself that is killed when it begins. */
  readonly kills?: 'collectors';
  /** What the whole house sends its messages through fails while it is active. */
  readonly stops?: 'gateway';
}

export const scenarios = {
  'mains-failure': { faults: { mainsLost: true } },
  'primary-link-cut': { faults: { primaryCut: true } },
  'link-saturated': { faults: { saturated: true } },
  'hvac-failure': { faults: { hvacFailed: true } },
  fire: { faults: { fire: true } },
  'e1-alarm': { faults: { e1Span: 2 } },
  'collector-killed': { faults: {}, kills: 'collectors' },
  'gateway-down': { faults: {}, stops: 'gateway' },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];
export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name);

export type ActiveScenario = DrillStatus['active'][number];
export type Decision =
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: true; readonly active: readonly ActiveScenario[]; readonly kills: 'collectors' | null };

/** What a command makes of the scenarios in force. Beginning one twice is no fault; ending one that is not there is. */
export function decide(
  active: readonly ActiveScenario[],
  command: DrillCommand,
  sites: readonly string[],
  now: number,
): Decision {
  const words = drillMessages.en;
  const { scenario, site, undo } = command;
  if (!isScenario(scenario))
    return { ok: false, reason: words.unknownScenario(scenario, scenarioNames.join(', ')) };
  if (!sites.includes(site)) return { ok: false, reason: words.unknownSite(site, sites.join(', ')) };
  const there = active.some((one) => one.scenario === scenario && one.site === site);
  if (undo) {
    if (!there) return { ok: false, reason: words.notActive(scenario, site) };
    return {
      ok: true,
      active: active.filter((one) => one.scenario !== scenario || one.site !== site),
      kills: null,
    };
  }
  const kills = (scenarios[scenario] as Scenario).kills ?? null;
  if (there) return { ok: true, active, kills };
  return { ok: true, active: [...active, { scenario, site, since: now }], kills };
}

/** All that is broken at a site: several scenarios can run at once. */
export function faultsAt(active: readonly ActiveScenario[], site: string): Faults {
  const here = active.filter((one) => one.site === site).map(({ scenario }) => scenario);
  return Object.assign({}, noFaults, ...here.filter(isScenario).map((name) => scenarios[name].faults));
}

/** The SMS gateway is one for all sites: begun at any of them, it is down. */
export const gatewayStopped = (active: readonly ActiveScenario[]): boolean =>
  active.some(
    ({ scenario }) => isScenario(scenario) && (scenarios[scenario] as Scenario).stops === 'gateway',
  );
