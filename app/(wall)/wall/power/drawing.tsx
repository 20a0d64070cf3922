/** Draws the power wall. */
import { type Severity, severityLine, severityText } from '../../../../components/sign/severity.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { NameText } from '../../../../components/wall/name-text.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { textWidth } from '../../../../components/wall/text-width.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { Diagram } from './diagram.tsx';
import { Fuel, GrownFuel } from './fuel.tsx';
import { axisHours, axisX } from './runway-view.ts';
import { GrownSources, Sources } from './sources.tsx';
import type { PowerModel, PowerRow, TroubleView } from './view.ts';

function Heads({ locale }: { readonly locale: Locale }) {
  const text = wallMessages[locale];
  const heads: [number, string][] = [
    [256, text.sources],
    [462, text.switch],
    [662, text.ups],
    [856, text.load],
    [1112, text.fuelTitle],
  ];
  return (
    <g>
      {heads.map(([x, word]) => (
        <Text key={word} x={x} y={150} size={42} fill="var(--muted)">
          {word}
        </Text>
      ))}
      {[0, 4, 8, axisHours].map((hours) => {
        const x = axisX(hours * 3_600_000);
        return (
          <g key={hours}>
            {hours > 0 && hours < axisHours && (
              <rect x={x - 1} y={160} width={2} height={14} fill="var(--muted)" />
            )}
            <Text
              x={x}
              y={150}
              size={28}
              fill="var(--muted)"
              anchor={hours === 0 ? 'start' : hours === axisHours ? 'end' : 'middle'}
              part="caption"
            >
              {hours === 0 ? '0' : `${hours}\u00a0h`}
            </Text>
          </g>
        );
      })}
      <rect x={24} y={165} width={1872} height={2} fill="var(--hairline)" />
    </g>
  );
}

function SeverityWord({
  trouble,
  x,
  y,
}: {
  readonly trouble: TroubleView;
  readonly x: number;
  readonly y: number;
}) {
  const block = trouble.severity === 'critical';
  return (
    <g>
      {block && (
        <rect
          x={x}
          y={y - 40}
          width={textWidth(trouble.word, 42, 600) + 24}
          height={50}
          fill="var(--critical)"
        />
      )}
      <Text
        x={x + (block ? 12 : 0)}
        y={y}
        size={42}
        weight={600}
        fill={block ? 'var(--critical-ink)' : severityText[trouble.severity]}
      >
        {trouble.word}
      </Text>
    </g>
  );
}

function SiteName({ row }: { readonly row: PowerRow }) {
  const { trouble } = row;
  const middle = row.y + row.height / 2;
  const x = trouble ? 52 : 24;
  const top = row.grown ? row.y + 62 : middle - 3;
  const bar: Severity | null = trouble?.severity ?? null;
  return (
    <g>
      {bar && <rect x={24} y={row.y + 8} width={10} height={row.height - 16} fill={severityLine[bar]} />}
      <NameText x={x} y={top} name={row.name} end={252} strong={trouble !== null} />
      <Text x={x} y={top + 38} size={28} fill="var(--muted)" part="caption">
        {row.clock}
      </Text>
      {row.grown && trouble && (
        <g>
          <Sign kind={trouble.severity} cx={90} cy={row.y + 180} size={76} />
          <SeverityWord trouble={trouble} x={52} y={row.y + 292} />
          <Text x={52} y={row.y + 358} size={52} weight={500} part="value">
            {trouble.age}
          </Text>
          <Text x={52} y={row.y + 398} size={28} fill="var(--muted)" part="caption">
            {trouble.since}
          </Text>
        </g>
      )}
    </g>
  );
}

function SiteRow({
  row,
  first,
  last,
  locale,
}: {
  row: PowerRow;
  first: boolean;
  last: boolean;
  locale: Locale;
}) {
  return (
    <g data-site={row.id} data-severity={row.trouble?.severity ?? 'good'}>
      <SiteName row={row} />
      {row.chain && <Diagram row={row} chain={row.chain} />}
      {row.chain &&
        (row.grown ? (
          <GrownSources row={row} chain={row.chain} locale={locale} />
        ) : (
          <Sources row={row} chain={row.chain} />
        ))}
      {row.grown ? <GrownFuel row={row} /> : <Fuel row={row} named={first} />}
      {!last && <rect x={24} y={row.y + row.height} width={1872} height={1} fill="var(--hairline)" />}
    </g>
  );
}

export function drawPower(model: PowerModel) {
  const first = model.rows.find((row) => !row.grown && row.fuel?.tick);
  return (
    <g>
      <Heads locale={model.locale} />
      {model.rows.map((row, i) => (
        <SiteRow
          key={row.id}
          row={row}
          first={row === first}
          last={i === model.rows.length - 1}
          locale={model.locale}
        />
      ))}
    </g>
  );
}
