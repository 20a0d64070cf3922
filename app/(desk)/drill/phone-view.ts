/** The telephone of the drill: each message with where it stands, and what its owner can answer. Pure. */
import { drillPhoneMessages } from '../../../lib/messages/drill-phone.ts';
import { formatClock } from '../../../lib/messages/format.ts';
import type { Locale } from '../../../lib/messages/message.ts';
import { replyCodeAlphabet, replyCodeLength } from '../../../lib/notify/sms-reply.ts';

/** As GET /api/v1/drill/phone gives it. */
export interface PhoneAnswer {
  readonly items: readonly {
    readonly id: string;
    readonly who: string;
    readonly number: string;
    readonly way: string;
    readonly text: string;
    readonly at: string;
    readonly deliveredAt: string | null;
    readonly reply: string | null;
  }[];
}
export interface PhoneLine {
  readonly id: string;
  readonly who: string;
  readonly number: string;
  /** Without its link, which is as long as the rest. */
  readonly text: string;
  readonly link: string | null;
  readonly stands: string;
  readonly answered: string | null;
  /** What can be answered; null: nothing is asked for, or it has been answered. */
  readonly answer: string | null;
}

const asked = new RegExp(`\\bOK ([${replyCodeAlphabet}]{${replyCodeLength}})\\b`);

const linkAtEnd = /\s*(https?:\/\/\S+)\s*$/;

export function phoneLines(answer: PhoneAnswer, locale: Locale, zone: string): readonly PhoneLine[] {
  const say = drillPhoneMessages[locale];
  const clock = (at: string): string => formatClock(Date.parse(at), zone, true);
  return answer.items.map(({ id, who, number, way, text, at, deliveredAt, reply }) => {
    const by = way === 'sms' ? say.bySms : way === 'secours' ? say.bySecours : say.byOther(way);
    const arrived = deliveredAt === null ? say.onTheWay : say.deliveredAt(clock(deliveredAt));
    return {
      id,
      who,
      number,
      text: text.replace(linkAtEnd, ''),
      link: linkAtEnd.exec(text)?.[1] ?? null,
      stands: `${say.sentAt(clock(at))} ${by}, ${arrived}`,
      answered: reply === null ? null : say.answered(reply),
      answer: reply === null && deliveredAt !== null ? (asked.exec(text)?.[0] ?? null) : null,
    };
  });
}
