/**
 * Who can speak with whom. An agent with two languages is one agent: calls in both languages cannot both count on it, so
 * the question is always whether all calls together find an agent each (a matching), never a count per language.
 */

export interface SpeakingAgent {
  readonly id: string;
  readonly languages: readonly string[];
}
/** Calls matched at once; a site has 120 lines. */
const maxCalls = 2_000;

/** Agent of each call, by the call's place; null: that call finds none. As many as possible find one (Kuhn). */
export function matchCalls(
  languages: readonly string[],
  agents: readonly SpeakingAgent[],
): readonly (string | null)[] {
  const callOf = new Map<string, number>();
  const place = (call: number, seen: Set<string>): boolean => {
    for (const agent of agents) {
      if (seen.has(agent.id) || !agent.languages.includes(languages[call] ?? '')) continue;
      seen.add(agent.id);
      const holder = callOf.get(agent.id);
      if (holder === undefined || place(holder, seen)) {
        callOf.set(agent.id, call);
        return true;
      }
    }
    return false;
  };
  for (let call = 0; call < Math.min(languages.length, maxCalls); call += 1) place(call, new Set());
  const agentOf = new Map([...callOf].map(([agent, call]) => [call, agent]));
  return languages.map((_, call) => agentOf.get(call) ?? null);
}

/** Free agents left for one more call in a language, when those that already ring or wait are served first. */
export function freeFor(
  language: string,
  agents: readonly SpeakingAgent[],
  waiting: readonly string[],
): number {
  const served = (calls: readonly string[]) => matchCalls(calls, agents).filter((one) => one !== null).length;
  const before = served(waiting);
  const speakers = agents.filter(({ languages }) => languages.includes(language)).length;
  const extra = Array.from({ length: speakers }, () => language);
  return served([...waiting, ...extra]) - before;
}
