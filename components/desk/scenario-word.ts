/** A scenario of the drill in the reader's words; one that is not known here keeps its own name. */
import { deskMessages } from '../../lib/messages/desk.ts';
import type { Locale } from '../../lib/messages/message.ts';

export function scenarioWord(scenario: string, locale: Locale): string {
  const say = deskMessages[locale];
  const known: Readonly<Record<string, string>> = {
    'mains-failure': say.scenarioMains,
    'primary-link-cut': say.scenarioLinkCut,
    'link-saturated': say.scenarioLinkSaturated,
    'hvac-failure': say.scenarioHvac,
    fire: say.scenarioFire,
    'e1-alarm': say.scenarioE1,
    'collector-killed': say.scenarioCollector,
    'gateway-down': say.scenarioGateway,
  };
  return known[scenario] ?? scenario;
}
