/** Voice call, through the port that the dialer fills. Without it the channel says so, and the next way is tried. */
import { integer, optional } from '../../config/readers.ts';
import { type ChannelKind, channelForm, telephone } from '../channel.ts';
import type { Outcome } from '../notification.ts';
import type { CallResult } from '../voice-port.ts';

export interface VoiceSettings {
  readonly ringForSeconds: number;
}

/** Who picked up has heard it. A machine has heard it too, but nobody has: the next way is tried. */
export function callOutcome(result: CallResult, id: string): Outcome {
  if (result.kind === 'answered') return { kind: 'accepted', reference: id, receipts: false };
  return {
    kind: 'refused',
    permanent: result.kind === 'not-placed' && result.permanent,
    cause: result.cause,
  };
}

export const voice: ChannelKind<VoiceSettings> = {
  kind: 'voice',
  form: channelForm('voice', { ringForSeconds: optional(integer(10, 90), 35) }),
  address: telephone,
  open: ({ ringForSeconds }, { voice: port }) => ({
    async send(address, { id, spoken, locale }) {
      if (port === null) return { kind: 'refused', permanent: true, cause: 'no dialer' };
      return callOutcome(await port.call(address, { id, text: spoken, locale, ringForSeconds }), id);
    },
    async close() {},
  }),
};
