/** Why something was raised or has cleared, in words; for log, timeline and screen alike. */
import { alertingMessages } from '../messages/alerting.ts';
import { stateWord } from '../messages/device.ts';
import { formatDuration } from '../messages/format.ts';
import type { Locale } from '../messages/message.ts';
import { formatQuantity } from '../messages/quantity.ts';
import { metricOf } from '../readings/catalogue/index.ts';
import type { Forecast } from './linear-fit.ts';
import type { Reason } from './transition.ts';

interface Valued {
  readonly value: number | null;
  readonly text: string | null;
}

const valueSaid = ({ value, text }: Valued, metric: string | null, locale: Locale): string =>
  text !== null
    ? stateWord(metric ?? '', text, locale)
    : formatQuantity(value, metricOf(metric ?? '')?.unit ?? '', locale);

function forecastSaid({ likelyMs, earliestMs, latestMs }: Forecast, locale: Locale): string {
  const after = (ms: number): string => formatDuration(ms, locale);
  return alertingMessages[locale].forecast(after(likelyMs), after(earliestMs), after(latestMs));
}

/** `metric`: the one that speaks first, for its unit; null: silence. */
export function reasonSaid(reason: Reason, metric: string | null, locale: Locale): string {
  const words = alertingMessages[locale];
  switch (reason.kind) {
    case 'true': {
      const value = valueSaid(reason, metric, locale);
      if (reason.forecast !== null) return `${value}, ${forecastSaid(reason.forecast, locale)}`;
      return words.trueFor(value, reason.forMs === 0 ? null : formatDuration(reason.forMs, locale));
    }
    case 'silent':
      return words.silent(reason.why);
    case 'back':
      return metric === null ? words.cleared : words.back(valueSaid(reason, metric, locale));
    case 'not-available':
      return words.notAvailable;
    case 'nobody-asks':
      return words.nobodyAsks;
    case 'asked-again':
      return words.askedAgain;
    case 'rule-removed':
      return words.ruleRemoved;
  }
}
