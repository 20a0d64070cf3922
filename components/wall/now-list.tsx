/** Draws the "now" list: two lines an item up to four, one line up to seven. */

import { incidentMessages } from '../../lib/messages/incident.ts';
import type { Locale } from '../../lib/messages/message.ts';
import { wallMessages } from '../../lib/messages/wall.ts';
import { severityLine, severityText } from '../sign/severity.ts';
import { Sign } from '../sign/sign.tsx';
import { agesEnd, type NowItem, type NowView, nowTop, oneLineX, ownerX, sentenceX } from './now-view.ts';
import { Text } from './text.tsx';
import { textWidth } from './text-width.ts';

const muted = 'var(--muted)';

function Word({ item, x, y }: { readonly item: NowItem; readonly x: number; readonly y: number }) {
  const { sign, word } = item;
  const block = sign === 'critical';
  return (
    <g>
      {block && (
        <rect
          x={x}
          y={y - 37}
          width={textWidth(word, 42, 600) + 20}
          height={46}
          fill="var(--critical)"
          className={item.blinks ? 'blink' : undefined}
        />
      )}
      <Text
        x={x + (block ? 10 : 0)}
        y={y}
        size={42}
        weight={600}
        fill={block ? 'var(--critical-ink)' : severityText[sign]}
      >
        {word}
      </Text>
    </g>
  );
}

function Sentence({ item, x, y, size }: { item: NowItem; x: number; y: number; size: number }) {
  const weight = item.sign === 'critical' ? 600 : 500;
  return (
    <g>
      <Text x={x} y={y} size={size} weight={weight}>
        {item.what}
      </Text>
      {item.more && (
        <Text x={x + textWidth(item.what, size, weight) + 16} y={y} size={42} weight={600} fill={muted}>
          {item.more}
        </Text>
      )}
    </g>
  );
}

/** Consequence in grey, first action in the text colour: what to do is what is read first. */
const Then = ({ item, x, y }: { item: NowItem; x: number; y: number }) => (
  <Text x={x} y={y} size={42} fill={muted}>
    {item.consequence}
    <tspan fontWeight={600} fill="var(--text)">
      {item.action}
    </tspan>
  </Text>
);

function Ground({ item }: { readonly item: NowItem }) {
  if (item.sign !== 'critical') return null;
  return (
    <g>
      <rect x={24} y={0} width={1872} height={item.height} fill="var(--panel)" />
      <rect x={24} y={0} width={10} height={item.height} fill={severityLine.critical} />
    </g>
  );
}

/** Who has it, and under it until when; nobody: it says so in the text colour. */
function Owner({
  item,
  y,
  under,
}: {
  readonly item: NowItem;
  readonly y: number;
  readonly under: number | null;
}) {
  const { owner } = item;
  if (!owner) return null;
  return (
    <g data-owner={owner.free ? 'nobody' : 'taken'}>
      <Text
        x={ownerX}
        y={y}
        size={42}
        weight={owner.free ? 600 : 500}
        fill={owner.free ? 'var(--text)' : muted}
      >
        {owner.who}
      </Text>
      {under !== null && owner.until && (
        <Text x={ownerX} y={under} size={28} fill={muted} part="caption">
          {owner.until}
        </Text>
      )}
    </g>
  );
}

interface LineProps {
  readonly item: NowItem;
  readonly owners: boolean;
}

function TwoLines({ item, owners }: LineProps) {
  const end = owners ? agesEnd : 1896;
  return (
    <g>
      <Sign kind={item.sign} cx={80} cy={51} size={item.sign === 'critical' ? 60 : 48} />
      <Text x={136} y={45} size={46} weight={600}>
        {item.place}
      </Text>
      <Word item={item} x={136} y={90} />
      <Sentence item={item} x={sentenceX} y={45} size={46} />
      <Then item={item} x={sentenceX} y={90} />
      <Text x={end} y={47} size={52} weight={500} anchor="end" part="value">
        {item.age}
      </Text>
      <Text x={end} y={88} size={28} anchor="end" fill={muted} part="caption">
        {item.clock}
      </Text>
      <Owner item={item} y={45} under={88} />
    </g>
  );
}

function OneLine({ item, owners }: LineProps) {
  return (
    <g>
      <Sign kind={item.sign} cx={66} cy={29} size={36} />
      <Word item={item} x={106} y={43} />
      <Text x={352} y={43} size={42} weight={600}>
        {item.place}
      </Text>
      <Sentence item={item} x={oneLineX} y={43} size={42} />
      {!owners && (
        <Text x={1712} y={43} size={28} anchor="end" fill={muted} part="caption">
          {item.clock}
        </Text>
      )}
      <Text x={owners ? agesEnd : 1896} y={47} size={52} weight={500} anchor="end" part="value">
        {item.age}
      </Text>
      <Owner item={item} y={43} under={null} />
    </g>
  );
}

/** Its caption line stands just above the first row. */
export function Now({ now, locale }: { readonly now: NowView; readonly locale: Locale }) {
  const text = wallMessages[locale];
  return (
    <g data-part="now" transform={`translate(0 ${now.top - nowTop})`}>
      <Text x={24} y={634} size={28} fill={muted} part="caption">
        {text.now}
      </Text>
      {now.others && (
        <Text x={sentenceX} y={636} size={34} weight={600} part="caption">
          {now.others}
        </Text>
      )}
      <Text x={now.owners ? agesEnd : 1896} y={634} size={28} fill={muted} anchor="end" part="caption">
        {text.since}
      </Text>
      {now.owners && (
        <Text x={ownerX} y={634} size={28} fill={muted} part="caption">
          {incidentMessages[locale].takenBy}
        </Text>
      )}
      {now.items.map((item, i) => (
        <g
          key={item.id}
          className="row"
          style={{ transform: `translate(0px, ${item.y}px)` }}
          data-item={item.id}
          data-severity={item.sign}
        >
          <Ground item={item} />
          {i > 0 && <rect x={24} y={0} width={1872} height={1} fill="var(--hairline)" />}
          {now.lines === 2 ? (
            <TwoLines item={item} owners={now.owners} />
          ) : (
            <OneLine item={item} owners={now.owners} />
          )}
        </g>
      ))}
    </g>
  );
}
