/** Words of alert rules, transitions, incidents and on-call. */
import { nbsp } from './format.ts';
import { defineMessages } from './message.ts';

const plural = (count: number, one: string, many: string): string =>
  `${count}${nbsp}${count > 1 ? many : one}`;

export const alertingMessages = defineMessages({
  fr: {
    ruleHolds: (rule: string, scenarios: number) =>
      `${rule}${nbsp}: tient (${plural(scenarios, 'scénario', 'scénarios')})`,
    noScenario: (rule: string) =>
      `la règle «${nbsp}${rule}${nbsp}» n’a pas de scénario${nbsp}: en écrire un qui la lève`,
    ruleFails: (rule: string, expected: string, answered: string) =>
      `la règle «${nbsp}${rule}${nbsp}» ne répond pas comme écrit${nbsp}: attendu ${expected}, obtenu ${answered}`,
    rulesTested: (rules: number, failed: number, problems: number) =>
      `${plural(rules, 'règle', 'règles')}, ${failed} en échec, ${plural(problems, 'problème', 'problèmes')}`,
    raised: 'levée',
    cleared: 'retombée',
    unknown: 'inconnue',
    known: 'de nouveau connue',
    nobodyAsks: 'plus personne n’interroge cet équipement',
    notAvailable: 'la mesure n’est plus donnée',
    askedAgain: 'de nouveau mesuré, toujours vrai',
    ruleRemoved: 'la règle a été retirée',
    silent: (why: string | null) => `ne répond plus${why === null ? '' : ` (${why})`}`,
    trueFor: (value: string, duration: string | null) =>
      duration === null ? value : `${value} depuis ${duration}`,
    back: (value: string) => `revenu à ${value}`,
    forecast: (likely: string, earliest: string, latest: string | null) =>
      `dans ${likely} environ (au plus tôt ${earliest}${latest === null ? '' : `, au plus tard ${latest}`})`,
    unreachable: (root: string) => `injoignable à cause de ${root}`,
    heldForParent: (parent: string) => `attend de savoir si ${parent} répond`,
    unstable: (times: number) => `instable${nbsp}: levée ${times}${nbsp}fois récemment, dite une seule fois`,
    storm: (count: number) => `${plural(count, 'incident', 'incidents')} en peu de temps, regroupés`,
    maintenance: (name: string) => `maintenance en cours${nbsp}: ${name}`,
    opened: 'ouvert',
    acknowledged: (who: string) => `pris par ${who}`,
    acknowledgementEnded: (who: string) => `la prise par ${who} a expiré`,
    resolved: 'résolu',
    noted: (who: string) => `note de ${who}`,
    nobodyOnCall: (schedule: string) => `personne n’est d’astreinte${nbsp}: ${schedule}`,
    onCallShift: (schedule: string, person: string) => `Astreinte ${schedule}${nbsp}: ${person}`,
  },
  en: {
    ruleHolds: (rule: string, scenarios: number) =>
      `${rule}: holds (${plural(scenarios, 'scenario', 'scenarios')})`,
    noScenario: (rule: string) => `rule "${rule}" has no scenario: write one that raises it`,
    ruleFails: (rule: string, expected: string, answered: string) =>
      `rule "${rule}" does not answer as written: expected ${expected}, got ${answered}`,
    rulesTested: (rules: number, failed: number, problems: number) =>
      `${plural(rules, 'rule', 'rules')}, ${failed} failed, ${plural(problems, 'problem', 'problems')}`,
    raised: 'raised',
    cleared: 'cleared',
    unknown: 'unknown',
    known: 'known again',
    nobodyAsks: 'nobody asks this device any more',
    notAvailable: 'the value is no longer given',
    askedAgain: 'measured again, still true',
    ruleRemoved: 'the rule was removed',
    silent: (why: string | null) => `does not answer${why === null ? '' : ` (${why})`}`,
    trueFor: (value: string, duration: string | null) =>
      duration === null ? value : `${value} for ${duration}`,
    back: (value: string) => `back at ${value}`,
    forecast: (likely: string, earliest: string, latest: string | null) =>
      `in about ${likely} (earliest ${earliest}${latest === null ? '' : `, latest ${latest}`})`,
    unreachable: (root: string) => `unreachable because of ${root}`,
    heldForParent: (parent: string) => `waits to know whether ${parent} answers`,
    unstable: (times: number) => `unstable: raised ${times} times lately, told once`,
    storm: (count: number) => `${plural(count, 'incident', 'incidents')} in a short time, grouped`,
    maintenance: (name: string) => `maintenance in progress: ${name}`,
    opened: 'opened',
    acknowledged: (who: string) => `taken by ${who}`,
    acknowledgementEnded: (who: string) => `${who}'s acknowledgement has expired`,
    resolved: 'resolved',
    noted: (who: string) => `note by ${who}`,
    nobodyOnCall: (schedule: string) => `nobody is on call: ${schedule}`,
    onCallShift: (schedule: string, person: string) => `On call ${schedule}: ${person}`,
  },
});
