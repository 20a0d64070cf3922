/** Ten thousand series and the thresholds on them, said once and written for Vigie and for Prometheus. */
import { parseRules } from '../lib/alerting/parse-rules.ts';
import type { Rule } from '../lib/alerting/rule.ts';
import type { Reading } from '../lib/readings/reading.ts';

export const devices = 1_000;
/** Above the bound for so long: an alert with a delay, as most are. */
const forSeconds = 10;
/** One device of a hundred is beyond its bound all the time, another of a hundred every other half minute. */
const oneOf = 100;
const swingSeconds = 30;

/** Metrics that both sides compare with the same bound, one rule each: rules × devices are the rule instances. */
const thresholds: readonly (readonly [metric: string, bound: number])[] = [
  ['environment.temperature_celsius', 30],
  ['environment.humidity_ratio', 0.75],
  ['processor.use_ratio', 0.9],
  ['memory.use_ratio', 0.9],
  ['storage.use_ratio', 0.85],
  ['ping.latency_seconds', 0.3],
  ['ping.loss_ratio', 0.05],
  ['ups.load_ratio', 0.8],
  ['interface.in_errors_per_second', 1],
  ['link.use_ratio', 0.9],
];
export const rules = thresholds.length;
export const instances = rules * devices;
/** Alerts that stand all the time, once their delay is over. */
export const alwaysFiring = instances / oneOf;

const site = (device: number): string => `site-${device % 5}`;

/** A value that moves at each second, and lies on the side of its bound that the fleet says. */
function figure(bound: number, device: number, second: number): number {
  const swings = device % oneOf === 1 && Math.floor(second / swingSeconds) % 2 === 1;
  const beyond = device % oneOf === 0 || swings;
  const wave = ((device * 7 + second * 13) % 100) / 1_000;
  return bound * ((beyond ? 1.1 : 0.6) + wave);
}

/** Readings of one second, as the collectors make them. */
export const readingsAt = (start: number, second: number): readonly Reading[] =>
  thresholds.flatMap(([metric, bound]) =>
    Array.from({ length: devices }, (_, device): Reading => {
      const at = start + second * 1_000;
      const value = figure(bound, device, second);
      const key = { site: site(device), device: `device-${device}`, metric, instance: '' };
      return { ...key, value, text: null, state: 'good', since: start, at, everyMs: 1_000 };
    }),
  );

const words = `severity: warning
    title: { fr: T, en: T }
    cause: { fr: C, en: C }
    consequence: { fr: C, en: C }
    action: { fr: A, en: A }
    owner: noc
    respond: 5m`;

/** As an operator would write them. */
export function vigieRules(): readonly Rule[] {
  const text = thresholds.map(
    ([metric, bound], i) => `  rule-${i}:
    when: { metric: ${metric}, above: ${bound} }
    for: ${forSeconds}s
    ${words}
`,
  );
  const parsed = parseRules([{ name: 'rules.yaml', text: `rules:\n${text.join('')}` }]);
  if (!parsed.ok) throw new Error(parsed.problems.map((one) => one.text).join('\n'));
  return parsed.rules;
}

const nameOf = (metric: string): string => metric.replaceAll('.', '_');

/** The text that Prometheus scrapes in that second. */
export const exposition = (second: number): string =>
  thresholds
    .flatMap(([metric, bound]) =>
      Array.from(
        { length: devices },
        (_, device) =>
          `${nameOf(metric)}{site="${site(device)}",device="device-${device}"} ${figure(bound, device, second)}\n`,
      ),
    )
    .join('');

/** In the public format of rule files; evaluated each second like the readings come. */
export const prometheusRules = (): string =>
  `groups:
- name: bench
  interval: 1s
  rules:
${thresholds
  .map(
    ([metric, bound], i) => `  - alert: rule_${i}
    expr: ${nameOf(metric)} > ${bound}
    for: ${forSeconds}s
`,
  )
  .join('')}`;
