/** The walk of an alarm, from a reading to the people called: what each room hands to the next. */
import { describe, expect, it } from 'vitest';
import { causalGraph } from '../alerting/causal-graph.ts';
import { evaluate } from '../alerting/evaluate.ts';
import { newEvaluation } from '../alerting/evaluation-state.ts';
import { builtInRules } from '../alerting/file-rules.ts';
import type { Incident } from '../alerting/incident.ts';
import { advanceIncident, openIncident } from '../alerting/incident.ts';
import { decidePages } from '../alerting/paging.ts';
import { newPaging } from '../alerting/paging-state.ts';
import { kindsOf, ruleSet } from '../alerting/rule-set.ts';
import { read, small } from '../inventory/small-book.ts';
import { escalate } from './escalation.ts';
import { parseOnCall } from './parse-on-call.ts';

const inventory = read(small);
const rules = ruleSet(builtInRules(), kindsOf(inventory));
const parsed = parseOnCall(
  'on-call.yaml',
  `schedules:
  noc:
    timezone: Africa/Porto-Novo
    layers: [{ people: [awa, bio], every: 7d, from: 2026-01-05 }]
policies:
  default:
    levels: [{ notify: [schedule:noc], wait: 10m }, { notify: [person:director] }]
    life_safety: [contact:guard, schedule:noc, person:director]
`,
);
const start = Date.parse('2026-01-06T09:00:00Z');
const minute = 60_000;

function walk(metric: string, text: string) {
  const surroundings = { graph: causalGraph(inventory), rules: rules.rules, maintenanceOf: () => null };
  const moment = { at: start, steadyMs: 0 };
  const [transition] = evaluate(
    rules,
    newEvaluation(start),
    {
      kind: 'reading',
      reading: {
        site: 'cotonou',
        device: 'genset-1',
        metric,
        instance: '',
        value: 1,
        text,
        state: 'critical',
        since: start,
        at: start,
        everyMs: 5_000,
      },
    },
    moment,
  );
  if (transition === undefined || !parsed.ok) throw new Error('nothing was raised');
  const decisions = decidePages(surroundings, newPaging(), transition, moment);
  const rule = rules.rules.get(transition.rule);
  const policy = parsed.onCall.policies[0];
  if (rule === undefined || policy === undefined) throw new Error('no rule or policy');
  const callsOf = (incident: Incident, beganAt: number, now: number) =>
    escalate(
      policy,
      parsed.onCall,
      { beganAt, acknowledgedAt: incident.acknowledgement?.at ?? null, lifeSafety: rule.lifeSafety },
      now,
    ).calls.map(({ to }) => to.id);
  return { decisions, incident: openIncident('i1', transition), callsOf };
}

describe('an alarm', () => {
  it('of fire reaches guard, on-call person and director at once', () => {
    const { decisions, incident, callsOf } = walk('contact.fire', 'active');
    expect(decisions).toEqual([{ key: incident.key, kind: 'page', why: 'immediate' }]);
    expect(callsOf(incident, start, start)).toEqual(['guard', 'awa', 'director']);
  });
  it('of lost mains climbs the ladder, rests while it is acknowledged, and climbs again when that expires', () => {
    const { incident, callsOf } = walk('power.source', 'battery');
    expect(callsOf(incident, start, start)).toEqual(['awa']);
    const taken = advanceIncident(
      incident,
      { kind: 'acknowledge', who: 'awa', note: 'generator checked', until: start + 30 * minute },
      start + 5 * minute,
    );
    if (!taken.ok) throw new Error(taken.reason);
    expect(callsOf(taken.incident, start, start + 29 * minute)).toEqual(['awa']);
    const back = advanceIncident(taken.incident, { kind: 'time' }, start + 30 * minute);
    if (!back.ok) throw new Error(back.reason);
    expect(callsOf(back.incident, start + 30 * minute, start + 40 * minute)).toEqual(['awa', 'director']);
  });
});
