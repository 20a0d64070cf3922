/** Draws the "now" list: two lines an item up to four, one line up to seven. */
import { type Severity, severityLine, severityText } from '../../../../components/sign/severity.ts';
import { Sign } from '../../../../components/sign/sign.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { textWidth } from '../../../../components/wall/text-width.ts';
import type { Locale } from '../../../../lib/messages/message.ts';
import { wallMessages } from '../../../../lib/messages/wall.ts';
import { type NowItem, type NowView, oneLineX, sentenceX } from './now-view.ts';

const muted = 'var(--muted)';

function Word({ severity, word, x, y }: { severity: Severity; word: string; x: number; y: number }) {
  const block = severity === 'critical';
  return (
    <g>
      {block && (
        <rect
          x={x}
          y={y - 37}
          width={textWidth(word, 42, 600) + 20}
          height={46}
          fill="var(--critical)"
          className="blink"
        />
      )}
      <Text
        x={x + (block ? 10 : 0)}
        y={y}
        size={42}
        weight={600}
        fill={block ? 'var(--critical-ink)' : severityText[severity]}
      >
        {word}
      </Text>
    </g>
  );
}

function Sentence({ item, x, y, size }: { item: NowItem; x: number; y: number; size: number }) {
  const weight = item.severity === 'critical' ? 600 : 500;
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
  if (item.severity !== 'critical') return null;
  return (
    <g>
      <rect x={24} y={0} width={1872} height={item.height} fill="var(--panel)" />
      <rect x={24} y={0} width={10} height={item.height} fill={severityLine.critical} />
    </g>
  );
}

function TwoLines({ item }: { readonly item: NowItem }) {
  return (
    <g>
      <Sign kind={item.severity} cx={80} cy={51} size={item.severity === 'critical' ? 60 : 48} />
      <Text x={136} y={45} size={46} weight={600}>
        {item.place}
      </Text>
      <Word severity={item.severity} word={item.word} x={136} y={90} />
      <Sentence item={item} x={sentenceX} y={45} size={46} />
      <Then item={item} x={sentenceX} y={90} />
      <Text x={1896} y={47} size={52} weight={500} anchor="end" part="value">
        {item.age}
      </Text>
      <Text x={1896} y={88} size={28} anchor="end" fill={muted} part="caption">
        {item.clock}
      </Text>
    </g>
  );
}

function OneLine({ item }: { readonly item: NowItem }) {
  return (
    <g>
      <Sign kind={item.severity} cx={66} cy={29} size={36} />
      <Word severity={item.severity} word={item.word} x={106} y={43} />
      <Text x={340} y={43} size={42} weight={600}>
        {item.place}
      </Text>
      <Sentence item={item} x={oneLineX} y={43} size={42} />
      <Text x={1712} y={43} size={28} anchor="end" fill={muted} part="caption">
        {item.clock}
      </Text>
      <Text x={1896} y={47} size={52} weight={500} anchor="end" part="value">
        {item.age}
      </Text>
    </g>
  );
}

export function Now({ now, locale }: { readonly now: NowView; readonly locale: Locale }) {
  const text = wallMessages[locale];
  return (
    <g data-part="now">
      <Text x={24} y={634} size={28} fill={muted} part="caption">
        {text.now}
      </Text>
      {now.others && (
        <Text x={sentenceX} y={636} size={34} weight={600} part="caption">
          {now.others}
        </Text>
      )}
      <Text x={1896} y={634} size={28} fill={muted} anchor="end" part="caption">
        {text.since}
      </Text>
      {now.items.map((item, i) => (
        <g
          key={item.id}
          className="row"
          style={{ transform: `translate(0px, ${item.y}px)` }}
          data-item={item.id}
          data-severity={item.severity}
        >
          <Ground item={item} />
          {i > 0 && <rect x={24} y={0} width={1872} height={1} fill="var(--hairline)" />}
          {now.lines === 2 ? <TwoLines item={item} /> : <OneLine item={item} />}
        </g>
      ))}
    </g>
  );
}
