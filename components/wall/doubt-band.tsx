/** What a wall says when it has heard nothing: a band at ten seconds, the whole screen at sixty (rule 9). */
import { formatClock, formatDuration, formatZone } from '../../lib/messages/format.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { wallMessages } from '../../lib/messages/wall.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { stageWidth } from './stage.tsx';
import { Text } from './text.tsx';

interface DoubtProps {
  readonly silentMs: number;
  /** When the last message came; null: never since the screen was opened. */
  readonly heardAt: Instant | null;
  readonly now: Instant;
  readonly zone: string;
  readonly locale: Locale;
}

const Edges = ({ top, bottom }: { readonly top: number; readonly bottom: number }) => (
  <g>
    <rect x={-30} y={top} width={stageWidth + 60} height={bottom - top} fill="var(--background)" />
    <rect x={-30} y={top} width={stageWidth + 60} height={14} fill="url(#hatch-band)" />
    <rect x={-30} y={bottom - 14} width={stageWidth + 60} height={14} fill="url(#hatch-band)" />
  </g>
);

const lastInstant = ({ heardAt, now, silentMs }: DoubtProps): Instant => heardAt ?? now - silentMs;

/** Lies on the column heads: no value is hidden. */
export function SilentBand(props: DoubtProps) {
  const { silentMs, zone, locale } = props;
  const at = lastInstant(props);
  const clock = formatClock(at, zone, true);
  return (
    <g data-part="silent-band">
      <Edges top={92} bottom={178} />
      <Text x={stageWidth / 2} y={150} size={46} weight={600} anchor="middle">
        {wallMessages[locale].silentBand(formatDuration(silentMs, locale, true), clock, formatZone(at, zone))}
      </Text>
    </g>
  );
}

/** Height that the sentence takes; the last known values are drawn, smaller, under it. */
export const outOfDateTop = 96;
export const outOfDateBottom = 416;

export function OutOfDateBand(props: DoubtProps) {
  const { silentMs, heardAt, zone, locale } = props;
  const text = wallMessages[locale];
  const at = lastInstant(props);
  const age = formatDuration(silentMs, locale, true);
  return (
    <g data-part="out-of-date-band">
      <Edges top={outOfDateTop} bottom={outOfDateBottom} />
      <Text x={stageWidth / 2} y={230} size={118} weight={600} anchor="middle">
        {text.outOfDate(formatClock(at, zone))}
      </Text>
      <Text x={stageWidth / 2} y={302} size={44} anchor="middle">
        {heardAt === null
          ? text.neverHeard(age)
          : text.lastMessage(formatClock(at, zone, true), formatZone(at, zone), age)}
      </Text>
      <Text x={stageWidth / 2} y={368} size={46} weight={600} anchor="middle">
        {text.decideNothing}
      </Text>
    </g>
  );
}
