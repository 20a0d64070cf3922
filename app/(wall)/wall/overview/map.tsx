/** Draws the map and the lines that join each site to its row, so that a site is named once. */
import type { MapDrawing } from '../../../../components/map/draw-map.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { leaderColour } from './matrix.tsx';
import type { OverviewModel } from './view.ts';

export function SiteMap(props: {
  readonly map: MapDrawing;
  readonly severities: OverviewModel['severities'];
}) {
  const { map, severities } = props;
  return (
    <g data-part="map">
      <path d={map.land} fill="var(--land)" stroke="var(--land-edge)" strokeWidth={1} />
      <path d={map.borders} fill="none" stroke="var(--land-edge)" strokeWidth={1} />
      <path d={map.countries} fill="var(--country)" stroke="var(--country-edge)" strokeWidth={1.5} />
      {map.dots.map((dot) => {
        const severity = severities[dot.id] ?? null;
        return (
          <path
            key={dot.id}
            d={dot.leader}
            fill="none"
            stroke={leaderColour(severity)}
            strokeWidth={severity ? 3 : 2}
            strokeDasharray={severity === 'stale' ? '8 6' : undefined}
          />
        );
      })}
      {map.dots.map((dot) => {
        const severity = severities[dot.id] ?? null;
        return severity ? (
          <g key={dot.id} data-dot={dot.id}>
            <circle
              cx={dot.x}
              cy={dot.y}
              r={severity === 'critical' ? 34 : 26}
              fill="var(--background)"
              opacity={0.75}
            />
            <Sign kind={severity} cx={dot.x} cy={dot.y} size={severity === 'critical' ? 56 : 44} />
          </g>
        ) : (
          <circle key={dot.id} cx={dot.x} cy={dot.y} r={9} fill="var(--data)" data-dot={dot.id} />
        );
      })}
    </g>
  );
}
