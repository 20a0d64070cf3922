/** Draws the left and right ends of a network row: the site with the state of its links, and its tunnels. */
import { severityLine, severityText } from '../../../../components/sign/severity.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { NameText } from '../../../../components/wall/name-text.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { textWidth } from '../../../../components/wall/text-width.ts';
import type { TunnelsView } from './tunnels-view.ts';
import type { NetworkRow } from './view.ts';

function State({ row, x, y }: { readonly row: NetworkRow; readonly x: number; readonly y: number }) {
  if (!row.state) return null;
  if (row.severity === 'critical')
    return (
      <g>
        <rect
          x={x}
          y={y - 40}
          width={textWidth(row.state, 42, 600) + 24}
          height={52}
          fill="var(--critical)"
        />
        <Text x={x + 12} y={y} size={42} weight={600} fill="var(--critical-ink)">
          {row.state}
        </Text>
      </g>
    );
  return (
    <Text
      x={x}
      y={y}
      size={42}
      weight={row.severity ? 600 : 400}
      fill={row.severity ? severityText[row.severity] : 'var(--muted)'}
    >
      {row.state}
    </Text>
  );
}

export function SiteColumn({ row }: { readonly row: NetworkRow }) {
  const middle = row.y + row.height / 2;
  const x = row.severity ? 46 : 24;
  const top = middle - (row.grown ? 74 : 26);
  return (
    <g>
      {row.severity && (
        <rect x={24} y={row.y + 8} width={10} height={row.height - 16} fill={severityLine[row.severity]} />
      )}
      <NameText x={x} y={top} name={row.name} end={284} strong={row.severity !== null} />
      <Text x={x} y={top + 38} size={28} fill="var(--muted)" part="caption">
        {row.contract}
      </Text>
      <State row={row} x={x} y={top + (row.grown ? 96 : 84)} />
      {row.grown && row.severity && row.age && (
        <g>
          <Sign kind={row.severity} cx={x + 22} cy={top + 142} size={44} />
          <Text x={x + 58} y={top + 160} size={52} weight={500} part="value">
            {row.age}
          </Text>
        </g>
      )}
    </g>
  );
}

const firstSquare = 1658;
const squaresRoom = 128;

export function Tunnels({ tunnels, middle }: { readonly tunnels: TunnelsView; readonly middle: number }) {
  const step = Math.min(32, squaresRoom / Math.max(1, tunnels.all.length));
  return (
    <g data-part="tunnels">
      {tunnels.all.map((tunnel, i) => (
        <rect
          key={tunnel.id}
          x={firstSquare + i * step}
          y={middle - 40}
          width={step - 10}
          height={36}
          fill={
            tunnel.severity === null
              ? 'var(--data)'
              : tunnel.severity === 'stale'
                ? 'url(#hatch-sign)'
                : 'none'
          }
          stroke={tunnel.severity === null ? 'none' : severityLine[tunnel.severity]}
          strokeWidth={3}
        />
      ))}
      {tunnels.count && (
        <Text
          x={1896}
          y={middle - 4}
          size={52}
          weight={tunnels.severity ? 600 : 400}
          anchor="end"
          part="value"
        >
          {tunnels.count}
        </Text>
      )}
      {tunnels.named && (
        <g>
          {tunnels.named.severity && tunnels.named.severity !== 'stale' && (
            <Sign kind={tunnels.named.severity} cx={firstSquare + 14} cy={middle + 36} size={28} />
          )}
          <Text
            x={firstSquare + (tunnels.named.severity && tunnels.named.severity !== 'stale' ? 36 : 0)}
            y={middle + 46}
            size={30}
            weight={tunnels.named.severity ? 600 : 400}
            fill={tunnels.named.severity ? severityText[tunnels.named.severity] : 'var(--muted)'}
            part="caption"
          >
            {tunnels.named.text}
          </Text>
        </g>
      )}
    </g>
  );
}
