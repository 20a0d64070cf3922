/** The port of the voice call. The dialer fills it: it speaks the text over the site's own trunks and hears the keys. */
import type { Locale } from '../messages/message.ts';

export interface SpokenMessage {
  readonly id: string;
  readonly text: string;
  readonly locale: Locale;
  /** An unanswered call rings no longer than this. */
  readonly ringForSeconds: number;
}
/** What became of a call. `not-placed`: no channel was free or the number is none; nothing rang. */
export type CallResult =
  | { readonly kind: 'answered'; readonly key: '1' | '2' | null }
  | { readonly kind: 'not-answered'; readonly cause: 'no-answer' | 'busy' | 'rejected' | 'machine' }
  | { readonly kind: 'not-placed'; readonly permanent: boolean; readonly cause: string };

export interface VoicePort {
  call(number: string, message: SpokenMessage): Promise<CallResult>;
}
