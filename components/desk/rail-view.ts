/** What the rail and the top bar show of the picture. Pure. */
import { tellAbnormal } from '../../lib/messages/abnormal.ts';
import { deskMessages } from '../../lib/messages/desk.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { countBySeverity, type Severity, severities, worstOf } from '../../lib/readings/abnormal.ts';
import { troubling } from '../../lib/readings/now-lines.ts';
import type { Picture } from '../../lib/readings/picture.ts';

export interface RailSite {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity | null;
  /** The one word or figure that matters; '' when all is well. */
  readonly figure: string;
}

export const railSites = (picture: Picture, locale: Locale): readonly RailSite[] =>
  picture.sites.map((site) => {
    const worst = worstOf(troubling(picture), site.id);
    return {
      id: site.id,
      name: site.name,
      severity: worst?.severity ?? null,
      figure: worst ? tellAbnormal(worst.said, locale).cell : '',
    };
  });

export interface Count {
  readonly severity: Severity;
  readonly count: number;
  readonly word: string;
}

/** A severity at zero is absent. */
export function countsOf(picture: Picture, locale: Locale): readonly Count[] {
  const say = deskMessages[locale];
  const word: Record<Severity, (n: number) => string> = {
    critical: say.criticalCount,
    warning: say.warningCount,
    information: say.informationCount,
    stale: say.staleCount,
  };
  const counts = countBySeverity(troubling(picture));
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => ({ severity, count: counts[severity], word: word[severity](counts[severity]) }));
}

export const severityWord = (severity: Severity | null, locale: Locale): string => {
  const say = deskMessages[locale];
  const words: Record<Severity, string> = {
    critical: say.criticalWord,
    warning: say.warningWord,
    information: say.informationWord,
    stale: say.staleWord,
  };
  return severity === null ? say.goodWord : words[severity];
};
