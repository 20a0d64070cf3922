/** The sessions of one's own account, in words. Pure. */
import { agentWord } from '../../../../components/settings/words.ts';
import { formatClock, formatDay } from '../../../../lib/messages/format.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { settingsMessages } from '../../../../lib/messages/settings.ts';

/** As the API gives it. */
export interface Account {
  readonly person: string;
  readonly name: string;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly fresh: boolean;
  readonly sessions: readonly {
    readonly id: string;
    readonly means: 'link' | 'password';
    readonly address: string;
    readonly agent: string;
    readonly seenAt: string;
    readonly mine: boolean;
  }[];
}
export interface SessionRow {
  readonly id: string;
  readonly browser: string;
  readonly from: string;
  readonly seen: string;
  readonly mine: boolean;
}

export function sessionRows({ sessions }: Account, locale: Locale, zone: string): readonly SessionRow[] {
  const say = settingsMessages[locale];
  return sessions.map(({ id, means, address, agent, seenAt, mine }) => ({
    id,
    browser: agentWord(agent, locale),
    from: [means === 'link' ? say.byLink : say.byPasswordSession, address]
      .filter((one) => one !== '')
      .join(', '),
    seen: `${formatDay(Date.parse(seenAt), zone, locale)} ${formatClock(Date.parse(seenAt), zone)}`,
    mine,
  }));
}

/** The current password is asked for, but just after a link: that is how a forgotten one is replaced. */
export const asksCurrent = ({ hasPassword, fresh }: Account): boolean => hasPassword && !fresh;
