/** Draws the strip: mark, title, counts by severity, clock, age of what is shown. */

import { severityText } from '../sign/severity.ts';
import { Sign } from '../sign/sign.tsx';
import { stageWidth } from './stage.tsx';
import type { CountView, StripClock, StripView } from './strip-view.ts';
import { Text } from './text.tsx';
import { textWidth } from './text-width.ts';

const right = stageWidth - 24;

function Mark({ view }: { readonly view: StripView }) {
  if (!view.exercise)
    return !view.mark ? null : (
      <Text x={45} y={63} size={36} weight={600} className="sans">
        VIGIE
      </Text>
    );
  return (
    <g data-mark="exercise">
      <rect
        x={46}
        y={22}
        width={view.exercise.width}
        height={60}
        fill="none"
        stroke="var(--maintenance)"
        strokeWidth={3}
        strokeDasharray="10 6"
      />
      <Text
        x={46 + view.exercise.width / 2}
        y={67}
        size={42}
        weight={600}
        anchor="middle"
        fill="var(--maintenance-text)"
      >
        {view.exercise.word}
      </Text>
    </g>
  );
}

function Count({ count }: { readonly count: CountView }) {
  const block = count.severity === 'critical';
  const ink = block ? 'var(--critical-ink)' : severityText[count.severity];
  const number = count.severity === 'stale' ? 'var(--text)' : ink;
  const left = count.x + (block ? 8 : 0);
  const numberX = left + 54;
  return (
    <g data-count={count.severity}>
      {block && <rect x={count.x} y={22} width={count.width} height={60} fill="var(--critical)" />}
      <Sign kind={count.severity} cx={left + 24} cy={51} size={44} onBlock={block} />
      <Text x={numberX} y={68} size={52} weight={600} fill={number} part="value">
        {count.number}
      </Text>
      <Text
        x={numberX + textWidth(count.number, 52, 600) + 10}
        y={66}
        size={42}
        weight={block ? 600 : 400}
        fill={ink}
        part="unit"
      >
        {count.word}
      </Text>
    </g>
  );
}

interface StripProps {
  readonly view: StripView;
  readonly clock: StripClock;
  readonly heard: string;
  /** The screen no longer believes itself: the strip loses its colour, clock and silence stay bright. */
  readonly doubt: boolean;
}

export function Strip({ view, clock, heard, doubt }: StripProps) {
  return (
    <g data-part="strip">
      <g className={doubt ? 'out-of-date' : undefined}>
        <rect x={24} y={24} width={10} height={52} fill="var(--brand)" />
        <Mark view={view} />
        <Text x={view.titleX} y={65} size={44} weight={500}>
          {view.title}
        </Text>
        {view.counts.map((count) => (
          <Count key={count.severity} count={count} />
        ))}
        {view.none && (
          <Text x={view.none.x} y={64} size={42} anchor="end" fill="var(--muted)">
            {view.none.text}
          </Text>
        )}
      </g>
      <Text x={1676} y={59} size={56} weight={600} anchor="end" className="sans" part="value">
        {clock.clock}
      </Text>
      <Text x={1676} y={86} size={26} anchor="end" fill="var(--muted)" part="unit">
        {clock.zone}
      </Text>
      <Text x={right} y={46} size={28} anchor="end" fill="var(--muted)" part="caption">
        {clock.day}
      </Text>
      <Text
        x={right}
        y={82}
        size={28}
        weight={doubt ? 600 : 400}
        anchor="end"
        fill={doubt ? 'var(--text)' : 'var(--muted)'}
        part="caption"
      >
        {heard}
      </Text>
      <rect x={24} y={94} width={stageWidth - 48} height={2} fill="var(--hairline)" />
    </g>
  );
}
