'use client';
/** Both links of a site, mirrored in/out on the contracted rate, with the lane of states between them. */
import { formatClock } from '../../lib/messages/format.ts';
import { LinkChart, type LinkSeries } from './link-chart.tsx';
import { type LaneSegment, type Span, ticksOf, xOf } from './link-mirror-view.ts';
import { useWidth } from './use-width.ts';

export interface MirrorLink {
  readonly title: string;
  /** "entrée 1,66 Mbit/s, 83 %", then quieter figures. */
  readonly figure: string;
  readonly others: readonly string[];
  readonly series: LinkSeries;
  readonly mark: number | null;
  readonly label: string;
  readonly note: string | null;
}
export interface MirrorModel {
  readonly primary: MirrorLink;
  readonly backup: MirrorLink | null;
  readonly lane: readonly (LaneSegment & { readonly word: string; readonly colour: string | null })[];
  /** The instant of the overflow under way, drawn across both. */
  readonly event: { readonly at: number; readonly colour: string } | null;
  readonly overColour: string;
  readonly heardAt: number | null;
  readonly words: { readonly in: string; readonly out: string; readonly state: string };
}

const left = 52;
const half = 60;
const headHeight = 22;
const lane = 16;

function Head({ link, y, width }: { link: MirrorLink; y: number; width: number }) {
  const roomy = width > 560;
  return (
    <g fontSize="13">
      <text x={roomy ? 0 : -left} y={y} fontWeight="600" fill="var(--text)">
        {link.title}
      </text>
      <text x={width} y={y} textAnchor="end" className="cond">
        <tspan fontWeight="600" fill="var(--text)">
          {link.figure}
        </tspan>
        {roomy
          ? link.others.map((other) => (
              <tspan key={other} dx="12" fill="var(--muted)">
                {other}
              </tspan>
            ))
          : null}
      </text>
    </g>
  );
}

function Axis({ link, words, locale }: { link: MirrorLink; words: MirrorModel['words']; locale: string }) {
  return (
    <g fontSize="13" className="cond" textAnchor="end" fill="var(--muted)">
      {link.mark === null ? null : (
        <text x="-8" y={(1 - link.mark) * half + 4} fill="var(--text)" fontWeight="600">
          {Math.round(link.mark * 100)}
          {locale === 'fr' ? '\u00a0%' : '%'}
        </text>
      )}
      <text x="-8" y={half - 4}>
        {words.in}
      </text>
      <text x="-8" y={half + 14}>
        {words.out}
      </text>
    </g>
  );
}

function Lane({ model, span, width }: { model: MirrorModel; span: Span; width: number }) {
  return (
    <g className="cond" fontSize="12">
      <text x="-8" y="12" textAnchor="end" fill="var(--muted)" fontSize="13">
        {model.words.state}
      </text>
      <rect x="0" y="0" width={width} height={lane} fill="url(#mirror-hatch)" />
      {model.lane.map((segment) => {
        const from = xOf(segment.from, span, width);
        const size = Math.max(1, xOf(segment.to, span, width) - from);
        const room = size > segment.word.length * 6 + 8;
        return (
          <g key={segment.from}>
            <rect x={from} y="0" width={size} height={lane} fill={segment.colour ?? 'var(--area-out)'} />
            {room ? (
              <text
                x={from + 8}
                y="12"
                fill={segment.colour ? '#15181c' : 'var(--text)'}
                fontWeight={segment.colour ? 600 : 400}
              >
                {segment.word}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

function Note({ link, at, width, span }: { link: MirrorLink; at: number; width: number; span: Span }) {
  if (link.note === null) return null;
  const x = xOf(at, span, width);
  const before = x > link.note.length * 6.2 + 12;
  return (
    <text
      x={before ? x - 8 : x + 8}
      y={before ? 14 : half * 2 - 6}
      textAnchor={before ? 'end' : 'start'}
      className="cond"
      fontSize="13"
      fill="var(--text)"
      style={{ paintOrder: 'stroke', stroke: 'var(--background)', strokeWidth: 3 }}
    >
      {link.note}
    </text>
  );
}

interface Props {
  readonly model: MirrorModel;
  readonly span: Span;
  readonly zone: string;
  readonly locale: string;
}

function Hatch() {
  return (
    <defs>
      <pattern
        id="mirror-hatch"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="2" height="7" fill="var(--muted)" opacity="0.35" />
      </pattern>
    </defs>
  );
}

function Ticks({ span, width, y, zone }: { span: Span; width: number; y: number; zone: string }) {
  const ticks = ticksOf(span, width > 480 ? 5 : 3);
  const last = ticks.length - 1;
  return ticks.map((at, index) => (
    <text
      key={at}
      x={xOf(at, span, width)}
      y={y}
      fontSize="13"
      className="cond"
      textAnchor={index === 0 ? 'start' : index === last ? 'end' : 'middle'}
      fontWeight={index === last ? 600 : 400}
      fill={index === last ? 'var(--text)' : 'var(--muted)'}
    >
      {formatClock(at, zone)}
    </text>
  ));
}

interface OneLinkProps extends Props {
  readonly link: MirrorLink;
  /** Of the chart; its head stands above. */
  readonly y: number;
  readonly width: number;
}
function OneLink({ model, link, y, width, span, locale }: Omit<OneLinkProps, 'zone'>) {
  return (
    <>
      <Head link={link} y={y - 7} width={width} />
      <g transform={`translate(0 ${y})`}>
        <LinkChart
          {...link}
          span={span}
          size={{ width, half }}
          colour={model.overColour}
          heardAt={model.heardAt}
        />
        <Axis link={link} words={model.words} locale={locale} />
      </g>
    </>
  );
}

function Event({
  model,
  span,
  width,
  backupY,
  bottom,
}: Pick<OneLinkProps, 'model' | 'span' | 'width'> & { backupY: number; bottom: number }) {
  const { event, primary, backup } = model;
  if (!event || event.at < span.from || event.at > span.to) return null;
  const x = xOf(event.at, span, width);
  return (
    <>
      <path d={`M${x} ${headHeight}V${bottom}`} stroke={event.colour} strokeWidth="1.5" />
      <g transform={`translate(0 ${headHeight})`}>
        <Note link={primary} at={event.at} width={width} span={span} />
      </g>
      {backup ? (
        <g transform={`translate(0 ${backupY})`}>
          <Note link={backup} at={event.at} width={width} span={span} />
        </g>
      ) : null}
    </>
  );
}

const laneY = headHeight + half * 2 + 12;
const backupY = laneY + lane + 4 + headHeight;

export function LinkMirror({ model, span, zone, locale }: Props) {
  const [box, full] = useWidth<HTMLDivElement>(744);
  const width = Math.max(200, full - left - 1);
  const bottom = model.backup ? backupY + half * 2 : laneY + lane;
  const label = [model.primary.label, model.backup?.label].filter((one) => one !== undefined).join(' · ');
  const common = { model, span, width, locale };
  return (
    <div ref={box} className="mirror">
      <svg width={full} height={bottom + 30} fontFamily="inherit" role="img" aria-label={label}>
        <Hatch />
        <g transform={`translate(${left} 0)`}>
          <OneLink {...common} link={model.primary} y={headHeight} />
          <g transform={`translate(0 ${laneY})`}>
            <Lane model={model} span={span} width={width} />
          </g>
          {model.backup ? <OneLink {...common} link={model.backup} y={backupY} /> : null}
          <Event model={model} span={span} width={width} backupY={backupY} bottom={bottom} />
          <Ticks span={span} width={width} y={bottom + 20} zone={zone} />
        </g>
      </svg>
    </div>
  );
}
