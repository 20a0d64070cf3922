/** Shifts as an iCalendar file (RFC 5545), for a telephone's calendar. Instants are in UTC, so that no zone has to be described. */
import type { Instant } from '../time/clock.ts';
import type { Shift } from './who.ts';

/** RFC 5545 section 3.1: a line has at most 75 octets; the next begins with a space. */
const maxOctets = 75;
const utf8 = new TextEncoder();

export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  // By code point: a letter of several octets is never cut in two.
  for (const letter of line) {
    const size = utf8.encode(letter).length;
    if (octets + size > maxOctets) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

/** RFC 5545 section 3.3.11. */
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n');

const stamp = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** `titleOf`: the words of the shift, in the reader's language. Gaps are told too: they are what must be seen. */
export function icalendar(
  shifts: readonly Shift[],
  madeAt: Instant,
  titleOf: (shift: Shift) => string,
): string {
  const events = shifts.flatMap((shift) => [
    'BEGIN:VEVENT',
    // The same shift keeps its name, so that a calendar that fetches again replaces it.
    `UID:${escaped(`${shift.schedule}-${shift.fromAt}@vigie`)}`,
    `DTSTAMP:${stamp(madeAt)}`,
    `DTSTART:${stamp(shift.fromAt)}`,
    `DTEND:${stamp(shift.toAt)}`,
    `SUMMARY:${escaped(titleOf(shift))}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vigie//on-call//FR',
    ...events,
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}
