/** Draws the network wall. */
import type { Severity } from '../../../../components/sign/severity.ts';
import { Text } from '../../../../components/wall/text.tsx';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { LinkColumn } from './link.tsx';
import { SiteColumn, Tunnels } from './site.tsx';
import type { NetworkModel, NetworkRow } from './view.ts';

function Heads({ threshold, locale }: { readonly threshold: string | null; readonly locale: Locale }) {
  const text = wallMessages[locale];
  const head = (x: number, word: string, anchor: 'start' | 'end' = 'start') => (
    <Text x={x} y={150} size={42} fill="var(--muted)" anchor={anchor}>
      {word}
    </Text>
  );
  const minutes = (x: number) => (
    <Text x={x} y={149} size={28} fill="var(--muted)" anchor="end" part="caption">
      {text.sixtyMinutes}
    </Text>
  );
  return (
    <g>
      {threshold && (
        <g>
          <path d="M24 139H74" stroke="var(--text)" strokeWidth={3} strokeDasharray="12 7" />
          <Text x={84} y={149} size={28} fill="var(--muted)" part="caption">
            {threshold}
          </Text>
        </g>
      )}
      {head(298, text.primary)}
      {minutes(634)}
      {head(796, text.backup)}
      {minutes(1132)}
      {head(1474, text.loss, 'end')}
      {head(1624, text.latency, 'end')}
      {head(1896, text.tunnels, 'end')}
      <rect x={24} y={165} width={1872} height={2} fill="var(--hairline)" />
    </g>
  );
}

function SiteRow({ row, last, locale }: { row: NetworkRow; last: boolean; locale: Locale }) {
  const severity: Severity = row.severity ?? 'information';
  return (
    <g data-site={row.id} data-severity={row.severity ?? 'good'}>
      <SiteColumn row={row} />
      {row.primary && (
        <LinkColumn
          link={row.primary}
          severity={severity}
          grown={row.grown}
          mark={row.mark}
          relay={false}
          locale={locale}
        />
      )}
      {row.backup && (
        <LinkColumn
          link={row.backup}
          severity={severity}
          grown={row.grown}
          mark={row.mark}
          relay={true}
          locale={locale}
        />
      )}
      <Tunnels tunnels={row.tunnels} middle={row.y + row.height / 2} />
      {!last && <rect x={24} y={row.y + row.height} width={1872} height={1} fill="var(--hairline)" />}
    </g>
  );
}

export function drawNetwork(model: NetworkModel) {
  return (
    <g>
      <Heads threshold={model.threshold} locale={model.locale} />
      {model.rows.map((row, i) => (
        <SiteRow key={row.id} row={row} last={i === model.rows.length - 1} locale={model.locale} />
      ))}
    </g>
  );
}
