/** Draws the lower third when nothing is abnormal: one quiet sentence, and the calls of the hour. */
import { Text } from '../../../../components/wall/text.tsx';
import type { OverviewModel } from './view.ts';

export function Calm({ calm }: { readonly calm: NonNullable<OverviewModel['calm']> }) {
  const { calls } = calm;
  return (
    <g data-part="calm">
      <Text x={24} y={738} size={80} weight={500} fill="var(--data)">
        {calm.title}
      </Text>
      <Text x={24} y={812} size={42} fill="var(--muted)">
        {calm.text}
      </Text>
      {calls && (
        <g>
          <Text x={24} y={930} size={42} fill="var(--muted)">
            {calls.label}
          </Text>
          <Text x={24} y={1000} size={52} weight={500} fill="var(--data)" part="value">
            {calls.figure}
          </Text>
          <path d={calls.area} fill="var(--area-out)" opacity={0.6} />
          <path d={calls.line} fill="none" stroke="var(--data)" strokeWidth={2.5} />
          <rect {...calls.box} fill="none" stroke="var(--hairline)" strokeWidth={2} />
        </g>
      )}
    </g>
  );
}
