/** Draws the links of a site: two bars on the contract with their tick, and beside them what is not normal. */
import { severityFill } from '../../../../components/sign/severity.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { ellipsis, textWidth } from '../../../../components/wall/text-width.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { Frame, inkOf } from './cell.tsx';
import { type BarView, type InternetView, noteRoom, noteX } from './matrix-view.ts';

const barX = 688;
const barWidth = 94;
const barHeight = 22;

function Bar({ bar, letter, y }: { readonly bar: BarView; readonly letter: string; readonly y: number }) {
  const width = Math.max(2, barWidth * Math.min(1, bar.ratio ?? 0));
  const fill = bar.severity ? severityFill[bar.severity] : 'var(--data)';
  return (
    <g>
      <Text x={660} y={y + 20} size={26} fill="var(--muted)" part="caption">
        {letter}
      </Text>
      {bar.ratio !== null && !bar.cut && (
        <rect x={barX} y={y} width={width} height={barHeight} fill={bar.stale ? 'url(#hatch-stale)' : fill} />
      )}
      <rect
        x={barX}
        y={y}
        width={barWidth}
        height={barHeight}
        fill="none"
        stroke={bar.stale ? 'var(--muted)' : 'var(--hairline)'}
        strokeWidth={2}
        strokeDasharray={bar.stale ? '6 5' : undefined}
      />
      {bar.cut && (
        <path
          d={`M${barX} ${y + barHeight}L${barX + barWidth} ${y}M${barX} ${y}L${barX + barWidth} ${y + barHeight}`}
          stroke="var(--muted)"
          strokeWidth={3}
        />
      )}
    </g>
  );
}

function Note({ note, middle }: { note: NonNullable<InternetView['note']>; middle: number }) {
  const { severity, overBars } = note;
  const plain = severity === 'information' && !overBars;
  const left = overBars ? 652 : noteX;
  const sign = severity === 'stale' || plain ? 0 : 46;
  const padding = plain ? 0 : 10;
  const room = noteX + noteRoom - left - sign - 2 * padding;
  const size = textWidth(note.text, 52, 600) <= room ? 52 : 42;
  const text = ellipsis(note.text, room, size, 600);
  const width = textWidth(text, size, 600) + sign + 2 * padding;
  return (
    <g data-cell="internet" data-severity={severity}>
      {!plain && (
        <Frame severity={severity} blinks={note.blinks} x={left} y={middle - 39} width={width} height={78} />
      )}
      {sign > 0 && (
        <Sign
          kind={severity}
          cx={left + padding + 20}
          cy={middle}
          size={38}
          onBlock={severity === 'critical'}
        />
      )}
      <Text
        x={left + padding + sign}
        y={middle + size * 0.35}
        size={size}
        weight={600}
        fill={inkOf(severity)}
        part={size === 52 ? 'value' : 'label'}
      >
        {text}
      </Text>
    </g>
  );
}

export function Internet(props: {
  readonly internet: InternetView;
  readonly middle: number;
  readonly locale: Locale;
}) {
  const { internet, middle, locale } = props;
  const { primary, backup, tick, note } = internet;
  const text = wallMessages[locale];
  const tickX = tick === null ? null : barX + barWidth * tick;
  return (
    <g>
      {!note?.overBars && (
        <g>
          {primary && <Bar bar={primary} letter={text.primaryLetter} y={middle - 29} />}
          {backup && <Bar bar={backup} letter={text.backupLetter} y={middle + 7} />}
          {tickX !== null && (
            <rect x={tickX - 1.5} y={middle - 34} width={3} height={68} fill="var(--text)" />
          )}
        </g>
      )}
      {note && <Note note={note} middle={middle} />}
    </g>
  );
}
