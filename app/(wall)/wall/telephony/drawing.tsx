/** Draws the telephony wall. */
import { severityFill, severityLine, severityText } from '../../../../components/sign/severity.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { FigureText } from '../../../../components/wall/figure.tsx';
import { NameText } from '../../../../components/wall/name-text.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { textWidth } from '../../../../components/wall/text-width.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { Span } from './span.tsx';
import type { TelephonyModel, TelephonyRow } from './view.ts';

const muted = 'var(--muted)';
const totalX = 290;
const totalWidth = 250;

function Heads({ locale, voip }: { readonly locale: Locale; readonly voip: boolean }) {
  const text = wallMessages[locale];
  const head = (x: number, word: string) => (
    <Text x={x} y={150} size={42} fill={muted}>
      {word}
    </Text>
  );
  return (
    <g>
      {head(totalX, text.channelsUsed)}
      <Text x={790} y={149} size={28} fill={muted} anchor="end" part="caption">
        {text.sixtyMinutes}
      </Text>
      {head(840, text.spanHead)}
      {voip && head(1690, text.voip)}
      <rect x={24} y={165} width={1872} height={2} fill="var(--hairline)" />
    </g>
  );
}

/** Channels in use and, at the far end, those that an alarm took away. */
function Total({ row }: { readonly row: TelephonyRow }) {
  if (row.total === null) return null;
  const y = row.y + 84;
  const lost = totalWidth * row.bar.lost;
  const severity = row.severity ?? 'warning';
  return (
    <g>
      <FigureText
        figure={{ text: row.total, stale: false, age: null }}
        x={totalX}
        y={row.y + 68}
        weight={500}
      />
      <rect x={totalX} y={y} width={totalWidth * row.bar.used} height={26} fill="var(--data)" />
      {lost > 0 && (
        <rect x={totalX + totalWidth - lost} y={y} width={lost} height={26} fill={severityFill[severity]} />
      )}
      <rect
        x={totalX}
        y={y}
        width={totalWidth}
        height={26}
        fill="none"
        stroke="var(--hairline)"
        strokeWidth={2}
      />
    </g>
  );
}

function Sentence({ row }: { readonly row: TelephonyRow }) {
  const { sentence } = row;
  if (!sentence) return null;
  const y = row.y + Math.min(row.height - 22, 158);
  return (
    <g>
      <Sign kind={sentence.severity} cx={858} cy={y - 15} size={36} />
      <Text x={888} y={y} size={42} weight={600} fill={severityText[sentence.severity]}>
        {sentence.text}
      </Text>
      <Text x={888 + textWidth(sentence.text, 42, 600) + 20} y={y} size={42} fill={muted}>
        {sentence.age}
      </Text>
    </g>
  );
}

function Hour({ row }: { readonly row: TelephonyRow }) {
  if (row.total === null) return null;
  return (
    <g>
      <path d={row.hour.area} fill="var(--area-in)" />
      <path d={row.hour.line} fill="none" stroke="var(--data)" strokeWidth={2.5} />
      <rect {...row.hour.box} fill="none" stroke="var(--hairline)" strokeWidth={2} />
    </g>
  );
}

function SiteRow({ row, last, locale }: { row: TelephonyRow; last: boolean; locale: Locale }) {
  const x = row.severity ? 46 : 24;
  return (
    <g data-site={row.id} data-severity={row.severity ?? 'good'}>
      {row.severity && (
        <rect x={24} y={row.y + 10} width={10} height={row.height - 20} fill={severityLine[row.severity]} />
      )}
      <NameText x={x} y={row.y + 66} name={row.name} end={280} strong={row.severity !== null} />
      <Text x={x} y={row.y + 104} size={28} fill={muted} part="caption">
        {row.clock}
      </Text>
      <Total row={row} />
      <Hour row={row} />
      {row.spans.map((span) => (
        <Span key={span.id} span={span} />
      ))}
      {row.total === null && (
        <Text x={totalX} y={row.y + 68} size={42} fill={muted}>
          {wallMessages[locale].noE1}
        </Text>
      )}
      {row.voip && (
        <g>
          <FigureText figure={row.voip.figure} x={1690} y={row.y + 68} weight={500} />
          <rect x={1690} y={row.y + 84} width={206 * row.voip.ratio} height={26} fill="var(--data)" />
          <rect
            x={1690}
            y={row.y + 84}
            width={206}
            height={26}
            fill="none"
            stroke="var(--hairline)"
            strokeWidth={2}
          />
        </g>
      )}
      <Sentence row={row} />
      {!last && <rect x={24} y={row.y + row.height} width={1872} height={1} fill="var(--hairline)" />}
    </g>
  );
}

export function drawTelephony(model: TelephonyModel) {
  return (
    <g>
      <Heads locale={model.locale} voip={model.hasVoip} />
      {model.rows.map((row, i) => (
        <SiteRow key={row.id} row={row} last={i === model.rows.length - 1} locale={model.locale} />
      ))}
    </g>
  );
}
