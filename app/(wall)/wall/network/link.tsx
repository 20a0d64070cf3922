/** Draws one link of the network wall: mirrored chart, figure, loss and latency with the hair of the last hour. */
import {
  type Severity,
  severityFill,
  severityLine,
  severityText,
} from '../../../../components/sign/severity.ts';
import { FigureText } from '../../../../components/wall/figure.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import type { LinkChart, LinkView, Measure, OverflowMark } from './link-view.ts';

function Dashes({ chart }: { readonly chart: LinkChart }) {
  if (!chart.thresholds) return null;
  const { x, width } = chart.box;
  return (
    <path
      d={chart.thresholds.map((y) => `M${x} ${y}H${x + width}`).join('')}
      stroke="var(--text)"
      strokeWidth={2}
      strokeDasharray="9 7"
      opacity={0.75}
    />
  );
}

function Chart({ chart, severity }: { readonly chart: LinkChart; readonly severity: Severity }) {
  const { x, y, width, height } = chart.box;
  return (
    <g>
      <path d={chart.areaIn} fill="var(--area-in)" />
      <path d={chart.areaOut} fill="var(--area-out)" />
      <path d={chart.over} fill={severityFill[severity]} />
      <path d={chart.lineIn + chart.lineOut} fill="none" stroke="var(--data)" strokeWidth={2.5} />
      <path d={`M${x} ${chart.axis}H${x + width}`} stroke="var(--faint)" strokeWidth={1.5} />
      <rect x={x} y={y} width={width} height={height} fill="none" stroke="var(--hairline)" strokeWidth={2} />
      <Dashes chart={chart} />
    </g>
  );
}

interface MarkProps {
  readonly mark: OverflowMark;
  readonly chart: LinkChart;
  readonly severity: Severity;
  /** On the backup's chart stand the hour and the relay. */
  readonly relay: boolean;
}
function Mark({ mark, chart, severity, relay }: MarkProps) {
  const { x, y, width, height } = chart.box;
  const at = x + width * mark.ratio;
  const left = mark.ratio > 0.5;
  const textX = left ? at - 14 : at + 14;
  const anchor = left ? 'end' : 'start';
  return (
    <g data-part="overflow-mark">
      <path d={`M${at} ${y - 8}V${y + height + 8}`} stroke={severityLine[severity]} strokeWidth={3} />
      {relay && (
        <g>
          <Text
            x={textX}
            y={chart.axis - 22}
            size={42}
            weight={500}
            anchor={anchor}
            fill={severityText[severity]}
          >
            {mark.clock}
          </Text>
          <Text x={textX} y={chart.axis + 52} size={42} anchor={anchor}>
            {mark.relay}
          </Text>
          {mark.resolution && (
            <Text x={textX} y={chart.axis + 88} size={28} anchor={anchor} fill="var(--muted)" part="caption">
              {mark.resolution}
            </Text>
          )}
        </g>
      )}
    </g>
  );
}

function MeasureText({ measure, x, baseline }: { measure: Measure; x: number; baseline: number }) {
  return (
    <g>
      <FigureText figure={measure.figure} x={x} y={baseline} anchor="end" severity={measure.severity} />
      <path d={measure.hair} fill="none" stroke="var(--data)" strokeWidth={2} />
    </g>
  );
}

interface LinkColumnProps {
  readonly link: LinkView;
  readonly severity: Severity;
  readonly grown: boolean;
  readonly mark: OverflowMark | null;
  readonly relay: boolean;
  readonly locale: Locale;
}
export function LinkColumn({ link, severity, grown, mark, relay, locale }: LinkColumnProps) {
  const { chart } = link;
  const figureX = chart.box.x + chart.box.width + 14;
  const over = chart.over !== '' && mark !== null && !relay;
  const baseline = link.measuresBaseline;
  return (
    <g data-link={link.id}>
      <Chart chart={chart} severity={severity} />
      {mark && grown && <Mark mark={mark} chart={chart} severity={severity} relay={relay} />}
      {grown && !relay && <Directions chart={chart} locale={locale} />}
      {link.cut ? (
        <Text x={figureX} y={chart.axis + 16} size={46} weight={600}>
          {wallMessages[locale].cut}
        </Text>
      ) : (
        <FigureText
          figure={link.use}
          x={figureX}
          y={chart.axis + (link.rate ? 0 : 18)}
          size={grown ? 58 : 52}
          weight={500}
          fill={over ? severityText[severity] : 'var(--text)'}
        />
      )}
      {link.rate && !link.cut && (
        <Text x={figureX} y={chart.axis + 42} size={28} fill="var(--muted)" part="caption">
          {link.rate}
        </Text>
      )}
      <Text x={1322} y={baseline} size={28} fill="var(--muted)" part="caption">
        {link.letter}
      </Text>
      <MeasureText measure={link.loss} x={1474} baseline={baseline} />
      <MeasureText measure={link.latency} x={1624} baseline={baseline} />
    </g>
  );
}

function Directions({ chart, locale }: { readonly chart: LinkChart; readonly locale: Locale }) {
  const text = wallMessages[locale];
  const { x, y, height } = chart.box;
  return (
    <g>
      <Text x={x + 10} y={y + 28} size={28} fill="var(--muted)" part="caption">
        {text.inbound}
      </Text>
      <Text x={x + 10} y={y + height - 10} size={28} fill="var(--muted)" part="caption">
        {text.outbound}
      </Text>
    </g>
  );
}
