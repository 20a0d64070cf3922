/** Draws the matrix of the overview: heads, and one row a site. */
import { severityLine } from '../../../../components/sign/severity.ts';
import { NameText } from '../../../../components/wall/name-text.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { commonMessages } from '../../../../lib/messages/common.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { Cell } from './cell.tsx';
import { type CellColumn, cellColumns, columnMiddle } from './cell-view.ts';
import { Internet } from './internet.tsx';
import { type MatrixRow, rowHeight } from './matrix-view.ts';

const muted = 'var(--muted)';

function SystemHeads({ locale }: { readonly locale: Locale }) {
  const text = wallMessages[locale];
  const common = commonMessages[locale];
  const words: Record<CellColumn, string> = {
    vpn: text.vpn,
    power: common.power,
    climate: common.climate,
    safety: common.safety,
    servers: common.servers,
    telephony: common.telephony,
  };
  return (
    <g>
      {cellColumns.map((column) => {
        const last = column === 'telephony';
        return (
          <Text
            key={column}
            x={last ? 1896 : columnMiddle(column)}
            y={144}
            size={42}
            fill={muted}
            anchor={last ? 'end' : 'middle'}
          >
            {words[column]}
          </Text>
        );
      })}
    </g>
  );
}

export function Heads({
  contract,
  calls,
  locale,
}: {
  contract: string | null;
  calls: boolean;
  locale: Locale;
}) {
  const text = wallMessages[locale];
  const common = commonMessages[locale];
  return (
    <g>
      <Text x={424} y={144} size={42} fill={muted}>
        {text.site}
      </Text>
      <Text x={424} y={174} size={26} fill={muted} part="caption">
        {text.localTime}
      </Text>
      <Text x={660} y={144} size={42} fill={muted}>
        {common.internet}
      </Text>
      {contract && (
        <g>
          <rect x={660} y={156} width={4} height={20} fill="var(--text)" />
          <Text x={674} y={174} size={26} fill={muted} part="caption">
            {contract}
          </Text>
        </g>
      )}
      <SystemHeads locale={locale} />
      {calls && (
        <Text x={1896} y={174} size={26} fill={muted} anchor="end" part="caption">
          {text.callsNow}
        </Text>
      )}
      <rect x={424} y={180} width={1472} height={2} fill="var(--hairline)" />
    </g>
  );
}

export function Row({
  row,
  count,
  last,
  locale,
}: {
  row: MatrixRow;
  count: number;
  last: boolean;
  locale: Locale;
}) {
  const height = rowHeight(count);
  const top = row.middle - height / 2;
  const grave = row.severity === 'critical' || row.severity === 'warning';
  return (
    <g data-site={row.id} data-severity={row.severity ?? 'good'}>
      <NameText x={424} y={row.middle + 2} name={row.name} end={650} strong={grave} />
      <Text x={424} y={row.middle + 35} size={28} fill={muted} part="caption">
        {row.clock}
      </Text>
      <Internet internet={row.internet} middle={row.middle} locale={locale} />
      {row.cells.map((cell) => (
        <Cell key={cell.column} cell={cell} middle={row.middle} />
      ))}
      {!last && <rect x={424} y={top + height} width={1472} height={1} fill="var(--hairline)" />}
    </g>
  );
}

/** Colour of the line from a dot to its row. */
export const leaderColour = (severity: MatrixRow['severity']): string =>
  severity ? severityLine[severity] : 'var(--faint)';
