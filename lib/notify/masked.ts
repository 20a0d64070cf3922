/** Addresses of people as they may stand in a log line: enough to recognise one's own, never enough to call. */

/** The last two digits stay, and the first ones of a longer number (its country): +229••••••01. */
export function maskedNumber(number: string): string {
  const digits = number.replace(/\D/g, '');
  if (digits.length < 6) return '••';
  const kept = number.trim().startsWith('+') ? `+${digits.slice(0, 3)}` : '';
  return `${kept}••••••${digits.slice(-2)}`;
}

export function maskedEmail(address: string): string {
  const [name = '', host = ''] = address.split('@');
  return `${name.slice(0, 1)}•••@${host}`;
}

const mailbox = /[^\s<>",;:@]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g;
/** Six digits or more, however they are grouped; or at most four groups of an instant, which are left alone. */
const number = /\+?\(?\d(?:[\s.()/\u00a0-]?\d){5,}/g;
const instant = /^\d{4}-\d{2}-\d{2}/;

/** Any text of a gateway, modem or mail server on its way to a log: every number and mailbox in it is masked. */
export const maskedText = (text: string): string =>
  text
    .replace(mailbox, maskedEmail)
    .replace(number, (found) => (instant.test(found) ? found : maskedNumber(found)));
