/** A pacing decision as the sentence that the supervisor reads. */
import { words } from '../../lib/messages/index.ts';
import type { Locale } from '../../lib/messages/message.ts';
import type { PacingDecision } from './contract.ts';

export function explain({ dial, reason }: PacingDecision, locale: Locale): string {
  const say = words(locale).telephony;
  switch (reason.kind) {
    case 'no-agent':
      return say.noAgent;
    case 'covered':
      return say.covered(reason.free, reason.calls);
    case 'bound':
      return say.bounded(dial, say[`bound.${reason.by}`]);
    case 'one-each':
      return say.oneEach(dial, reason.free, reason.guard === null ? null : say[`guard.${reason.guard}`]);
    case 'level':
      return say.level(dial, reason.level, reason.free);
    case 'risk':
      return say.risk(dial, reason.risk, reason.limit, reason.free);
    case 'automated':
      return say.automated(dial, reason.lines);
  }
}
