/** The words and figures beside the sources of a row, and the hour of a mains that was lost. */
import { type Severity, severityFill, severityText } from '../../../../components/sign/severity.ts';
import { FigureText } from '../../../../components/wall/figure.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { textWidth } from '../../../../components/wall/text-width.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { ChainView } from './chain-view.ts';
import { wiresOf } from './diagram.tsx';
import type { PowerRow } from './view.ts';

/** A row of ordinary height: voltage of the mains, word of the generator. */
interface SourcesProps {
  readonly row: PowerRow;
  readonly chain: ChainView;
  readonly locale: Locale;
}
export function Sources({ row, chain }: Omit<SourcesProps, 'locale'>) {
  const wires = wiresOf(row);
  const { mains, generator } = chain;
  const severity = generator.severity ?? (generator.runs ? (row.trouble?.severity ?? null) : null);
  return (
    <g>
      {mains.present && (
        <FigureText
          figure={mains.figure}
          x={315}
          y={wires.mains + 18}
          severity={mains.lost ? (row.trouble?.severity ?? null) : null}
          sign={false}
        />
      )}
      <Text
        x={315}
        y={wires.generator + 16}
        size={42}
        weight={severity ? 600 : 400}
        fill={severity ? severityText[severity] : 'var(--muted)'}
      >
        {generator.word}
      </Text>
    </g>
  );
}

function MainsHour({ row, locale }: { readonly row: PowerRow; readonly locale: Locale }) {
  const { mainsHour } = row;
  if (!mainsHour) return null;
  return (
    <g data-part="mains-hour">
      <rect {...mainsHour.band} fill="var(--panel)" stroke="var(--hairline)" />
      <path d={mainsHour.line} fill="none" stroke="var(--data)" strokeWidth={3} />
      <Text
        x={mainsHour.box.x + mainsHour.box.width + 10}
        y={mainsHour.box.y + 64}
        size={28}
        fill="var(--muted)"
        part="caption"
      >
        {wallMessages[locale].sixtyMinutes}
      </Text>
    </g>
  );
}

/** The row that has grown: both sources with their figures, and who carries the site. */
export function GrownSources({ row, chain, locale }: SourcesProps) {
  const wires = wiresOf(row);
  const { mains, generator } = chain;
  const severity = row.trouble?.severity ?? 'information';
  const on = chain.source === 'generator';
  const quiet = on ? 'var(--text)' : 'var(--muted)';
  return (
    <g>
      {mains.lost ? (
        <LostMains text={mains.figure.text} y={wires.mains} severity={severity} />
      ) : (
        <FigureText figure={mains.figure} x={356} y={wires.mains - 18} weight={500} />
      )}
      <MainsHour row={row} locale={locale} />
      {generator.runs ? (
        <g>
          <FigureText figure={generator.volts} x={356} y={wires.generator - 18} weight={500} fill={quiet} />
          {generator.hertz && (
            <Text x={356} y={wires.generator + 44} size={28} fill="var(--muted)" part="caption">
              {generator.hertz}
            </Text>
          )}
        </g>
      ) : (
        <Text
          x={356}
          y={wires.generator - 18}
          size={42}
          fill={generator.severity ? severityText[generator.severity] : 'var(--muted)'}
          weight={generator.severity ? 600 : 400}
        >
          {generator.word}
        </Text>
      )}
      <Text x={546} y={wires.generator + 18} size={44} weight={500}>
        {chain.sourceText}
      </Text>
      {chain.takeOver && (
        <Text x={546} y={wires.generator + 68} size={42} fill="var(--muted)">
          {chain.takeOver}
        </Text>
      )}
    </g>
  );
}

function LostMains({ text, y, severity }: { text: string; y: number; severity: Severity }) {
  const block = severity === 'critical';
  const width = textWidth(text, 52, 600) + 24;
  return (
    <g>
      <rect
        x={356}
        y={y - 72}
        width={width}
        height={60}
        fill={block ? 'var(--critical)' : 'none'}
        stroke={block ? 'none' : severityFill[severity]}
        strokeWidth={3}
      />
      <Text
        x={368}
        y={y - 24}
        size={52}
        weight={600}
        fill={block ? 'var(--critical-ink)' : severityText[severity]}
        part="value"
      >
        {text}
      </Text>
    </g>
  );
}
