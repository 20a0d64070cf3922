/** The fuel of a row: figure, bar on the common axis with the end of service, and the order with its sum. */
import { severityFill, severityLine, severityText } from '../../../../components/sign/severity.ts';
import { FigureText, StaleBox } from '../../../../components/wall/figure.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { ellipsis, textWidth } from '../../../../components/wall/text-width.ts';
import { axisLeft, axisRight, type RunwayView } from './runway-view.ts';
import type { PowerRow } from './view.ts';

const figureX = 1112;

interface BarProps {
  readonly fuel: RunwayView;
  readonly y: number;
  readonly height: number;
  /** How far the tick of the end of service stands out above the bar. */
  readonly above: number;
}
function Bar({ fuel, y, height, above }: BarProps) {
  const { severity, bar, tick } = fuel;
  const hatch = severity === 'critical' ? 'url(#hatch-critical)' : 'url(#hatch-warning)';
  return (
    <g data-part="runway-bar">
      <rect
        x={axisLeft}
        y={y}
        width={axisRight - axisLeft}
        height={height}
        fill="none"
        stroke="var(--hairline)"
        strokeWidth={2}
      />
      <rect
        x={axisLeft}
        y={y}
        width={bar.end - axisLeft}
        height={height}
        fill={severity ? severityFill[severity] : 'var(--faint)'}
      />
      {severity && bar.lacking !== null && (
        <rect
          x={bar.end}
          y={y}
          width={bar.lacking - bar.end}
          height={height}
          fill={hatch}
          stroke={severityLine[severity]}
          strokeWidth={2}
        />
      )}
      {tick && (
        <rect x={tick.x - 2} y={y - above} width={4} height={height + above + 34} fill="var(--text)" />
      )}
    </g>
  );
}

/** A row of ordinary height. `named`: the tick says what it is, once, on the first row. */
export function Fuel({ row, named }: { readonly row: PowerRow; readonly named: boolean }) {
  const { fuel } = row;
  if (!fuel) return null;
  const middle = row.y + row.height / 2;
  const room = axisRight - 8;
  const captionWidth = fuel.tick ? textWidth(fuel.tick.text, 28) : 0;
  const left = fuel.tick !== null && fuel.tick.x + 14 + captionWidth > room;
  return (
    <g>
      <FigureText figure={fuel.figure} x={figureX} y={middle - 5} weight={500} severity={fuel.severity} />
      <Text x={figureX} y={middle + 38} size={28} fill="var(--muted)" part="caption">
        {fuel.caption}
      </Text>
      <Bar fuel={fuel} y={middle - 12} height={24} above={22} />
      {named && fuel.tick && (
        <Text
          x={fuel.tick.x + (left ? -14 : 14)}
          y={middle + 46}
          size={28}
          anchor={left ? 'end' : 'start'}
          fill="var(--muted)"
          part="caption"
        >
          {fuel.tick.text}
        </Text>
      )}
    </g>
  );
}

function BigFigure({ fuel, y }: { readonly fuel: RunwayView; readonly y: number }) {
  const { severity } = fuel;
  const width = textWidth(fuel.figure.text, 96, 600) + 40;
  if (fuel.figure.stale) {
    const text = fuel.figure.age ?? fuel.figure.text;
    const wide = textWidth(text, 80, 500) + 40;
    return (
      <g data-stale="true">
        <StaleBox x={figureX} y={y + 14} width={wide} height={104} />
        <Text x={figureX + 20} y={y + 94} size={80} weight={500} fill="var(--muted)" part="value">
          {text}
        </Text>
      </g>
    );
  }
  return (
    <g>
      {severity === 'critical' && (
        <rect x={figureX} y={y + 14} width={width} height={104} fill="var(--critical)" />
      )}
      <Text
        x={figureX + (severity === 'critical' ? 20 : 0)}
        y={y + 100}
        size={96}
        weight={600}
        fill={
          severity === 'critical' ? 'var(--critical-ink)' : severity ? severityText[severity] : 'var(--text)'
        }
        part="value"
      >
        {fuel.figure.text}
      </Text>
    </g>
  );
}

/** Places of the words over and under the bar, kept inside the axis. */
const beside = (x: number, text: string, size: number): { x: number; anchor: 'start' | 'end' } =>
  x + 14 + textWidth(text, size, 500) > axisRight
    ? { x: x - 14, anchor: 'end' }
    : { x: x + 14, anchor: 'start' };

function GrownBar({ fuel, y }: { readonly fuel: RunwayView; readonly y: number }) {
  const { empty, tick, severity } = fuel;
  const emptyAt = empty ? beside(empty.x, empty.text, 46) : null;
  const tickAt = tick ? beside(tick.x, tick.text, 42) : null;
  return (
    <g>
      <Bar fuel={fuel} y={y + 176} height={38} above={4} />
      {fuel.level && (
        <Text x={figureX} y={y + 212} size={52} weight={500} part="value">
          {fuel.level}
        </Text>
      )}
      {empty && emptyAt && severity && (
        <g>
          <rect x={empty.x - 2} y={y + 134} width={4} height={42} fill={severityLine[severity]} />
          <Text x={emptyAt.x} y={y + 162} size={46} weight={500} anchor={emptyAt.anchor}>
            {empty.text}
          </Text>
        </g>
      )}
      {tick && tickAt && (
        <Text x={tickAt.x} y={y + 262} size={42} anchor={tickAt.anchor}>
          {tick.text}
        </Text>
      )}
    </g>
  );
}

/** The row that has grown: the figure that decides, what burns, and what to do with its sum. */
export function GrownFuel({ row }: { readonly row: PowerRow }) {
  const { fuel, y, trouble } = row;
  const sentence = fuel?.sentence ?? trouble?.what ?? '';
  const under = fuel?.sum ?? trouble?.action ?? '';
  const figureWidth = fuel ? textWidth(fuel.figure.text, 96, 600) + 40 : 0;
  const besideX = figureX + Math.max(316, figureWidth + 32);
  const room = axisRight - figureX;
  const generator = row.chain?.generator;
  return (
    <g>
      {fuel && <BigFigure fuel={fuel} y={y} />}
      {fuel && (
        <Text x={besideX} y={y + 60} size={46}>
          {fuel.burning ?? fuel.caption}
        </Text>
      )}
      {generator?.runs && generator.power && (
        <Text x={besideX} y={y + 114} size={42} fill="var(--muted)">
          {generator.power}
        </Text>
      )}
      {fuel && <GrownBar fuel={fuel} y={y} />}
      <rect x={figureX} y={y + 290} width={room} height={2} fill="var(--hairline)" />
      <Text x={figureX} y={y + 346} size={44} weight={600}>
        {ellipsis(sentence, room, 44, 600)}
      </Text>
      <Text x={figureX} y={y + 392} size={30} fill="var(--muted)" part="caption">
        {ellipsis(under, room, 30)}
      </Text>
    </g>
  );
}
