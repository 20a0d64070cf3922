/** What a role says to the launcher over their private channel. */

/**
 * ready: it serves; beat: its event loop turns (a launcher that misses them for long restarts it); stop: everything is to be
 * stopped in order (the battery of the machine ends).
 */
export type FromRole = { readonly vigie: 'ready' } | { readonly vigie: 'beat' } | { readonly vigie: 'stop' };

export const isFromRole = (message: unknown): message is FromRole =>
  typeof message === 'object' &&
  message !== null &&
  'vigie' in message &&
  (message.vigie === 'ready' || message.vigie === 'beat' || message.vigie === 'stop');
