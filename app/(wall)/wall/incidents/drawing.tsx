/** Draws the wall of incidents. */
import { Now } from '../../../../components/wall/now-list.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import type { DayFigure, IncidentsModel } from './view.ts';

const muted = 'var(--muted)';

function Day({ figures }: { readonly figures: readonly DayFigure[] }) {
  return (
    <g data-part="day">
      <rect x={24} y={914} width={1872} height={2} fill="var(--hairline)" />
      {figures.map((figure) => (
        <g key={figure.label}>
          <Text x={figure.x} y={964} size={34} fill={muted} part="caption">
            {figure.label}
          </Text>
          <Text x={figure.x} y={1032} size={52} weight={500} fill="var(--data)" part="value">
            {figure.value}
          </Text>
        </g>
      ))}
    </g>
  );
}

export function drawIncidents(model: IncidentsModel) {
  return (
    <g>
      {model.now && <Now now={model.now} locale={model.locale} />}
      {model.calm && (
        <g data-part="calm">
          <Text x={24} y={440} size={80} weight={500} fill="var(--data)">
            {model.calm.title}
          </Text>
          <Text x={24} y={520} size={42} fill={muted}>
            {model.calm.text}
          </Text>
        </g>
      )}
      <Day figures={model.day} />
    </g>
  );
}
