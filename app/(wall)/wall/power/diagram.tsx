/** The one-line diagram of a site: sources, switch, UPS, load; each stage at the same place on every row. */
import type { ReactNode } from 'react';
import { severityLine } from '../../../../components/sign/severity.ts';
import { FigureText } from '../../../../components/wall/figure.tsx';
import { Text } from '../../../../components/wall/text.tsx';
import { textWidth } from '../../../../components/wall/text-width.ts';
import type { ChainView } from './chain-view.ts';
import type { PowerRow } from './view.ts';

/** Heights of the three wires of a row, and whether it is the grown one. */
export interface Wires {
  readonly mains: number;
  readonly generator: number;
  readonly bus: number;
  readonly grown: boolean;
}
export const wiresOf = (row: PowerRow): Wires => {
  const middle = row.y + row.height / 2;
  return row.grown
    ? { mains: middle - 106, generator: middle + 107, bus: middle + 2, grown: true }
    : { mains: middle - 25, generator: middle + 27, bus: middle + 1, grown: false };
};

const pole = 512;
const common = 588;
const upsLeft = 628;
const loadX = 876;

type WireState = 'live' | 'carrying' | 'dead' | 'lost';
const strokes: Readonly<Record<WireState, { colour: string; width: number; dash?: string }>> = {
  live: { colour: 'var(--data)', width: 5 },
  carrying: { colour: 'var(--text)', width: 9 },
  dead: { colour: 'var(--faint)', width: 2 },
  lost: { colour: 'currentColor', width: 3, dash: '12 8' },
};
function Wire({ d, state }: { readonly d: string; readonly state: WireState }) {
  const stroke = strokes[state];
  return (
    <path d={d} fill="none" stroke={stroke.colour} strokeWidth={stroke.width} strokeDasharray={stroke.dash} />
  );
}

function Pole({ x, y, state }: { readonly x: number; readonly y: number; readonly state: WireState }) {
  const stroke = strokes[state];
  return (
    <circle
      cx={x}
      cy={y}
      r={8}
      fill="var(--background)"
      stroke={stroke.colour}
      strokeWidth={Math.min(4, stroke.width)}
    />
  );
}

interface SymbolProps {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly state: WireState;
  readonly children: ReactNode;
}
function Source({ x, y, r, state, children }: SymbolProps) {
  const colour = strokes[state].colour;
  return (
    <g stroke={colour} fill="none">
      <circle cx={x} cy={y} r={r} strokeWidth={state === 'carrying' ? 5 : 3} />
      {children}
      {state === 'lost' && (
        <path d={`M${x - r - 8} ${y + r + 2}L${x + r + 8} ${y - r - 2}`} strokeWidth={4} />
      )}
    </g>
  );
}
const Sine = ({ x, y, r }: { readonly x: number; readonly y: number; readonly r: number }) => (
  <path d={`M${x - r * 0.56} ${y}q${r * 0.28} ${-r * 0.62} ${r * 0.56} 0t${r * 0.56} 0`} strokeWidth={3} />
);

/** What each wire carries now. */
function states(chain: ChainView, grown: boolean) {
  const carrying: WireState = grown ? 'carrying' : 'live';
  const abnormal = chain.source !== null && chain.source !== 'mains';
  const mains: WireState = chain.mains.lost
    ? 'lost'
    : chain.source === 'mains' || !abnormal
      ? 'live'
      : 'dead';
  const generator: WireState =
    chain.source === 'generator' ? carrying : chain.generator.runs ? 'live' : 'dead';
  const fed = chain.source === 'mains' || chain.source === 'generator' || chain.source === null;
  const bus: WireState = !fed ? 'dead' : abnormal ? carrying : 'live';
  const load: WireState = chain.source === 'none' ? 'dead' : abnormal ? carrying : 'live';
  return { mains, generator, bus, load };
}

export function Diagram({ row, chain }: { readonly row: PowerRow; readonly chain: ChainView }) {
  const wires = wiresOf(row);
  const state = states(chain, wires.grown);
  const blade =
    chain.source === 'generator' ? wires.generator : chain.source === 'mains' ? wires.mains : null;
  const r = wires.grown ? 34 : 20;
  const x = wires.grown ? 302 : 281;
  const wireFrom = wires.grown ? x + r : 452;
  // The word of the generator stands where its wire begins: the wire gives way to a long one.
  const word = textWidth(chain.generator.word, 42, 600);
  const generatorFrom = wires.grown ? x + r : Math.min(pole - 8, Math.max(452, 315 + word + 8));
  return (
    <g color={row.trouble ? severityLine[row.trouble.severity] : 'var(--muted)'} data-part="diagram">
      {chain.mains.present && (
        <g>
          <Source x={x} y={wires.mains} r={r} state={state.mains}>
            <Sine x={x} y={wires.mains} r={r} />
          </Source>
          <Wire d={`M${wireFrom} ${wires.mains}H${pole}`} state={state.mains} />
          <Pole x={pole} y={wires.mains} state={state.mains} />
        </g>
      )}
      {chain.generator.present && (
        <g>
          <Source x={x} y={wires.generator} r={r} state={state.generator}>
            <text
              x={x}
              y={wires.generator + r * 0.34}
              fontSize={r}
              fontWeight={600}
              textAnchor="middle"
              fill={strokes[state.generator].colour}
              stroke="none"
              data-text="letter"
            >
              G
            </text>
          </Source>
          <Wire d={`M${generatorFrom} ${wires.generator}H${pole}`} state={state.generator} />
          <Pole x={pole} y={wires.generator} state={state.generator} />
        </g>
      )}
      {blade !== null && <Wire d={`M${pole} ${blade}L${common} ${wires.bus}`} state={state.bus} />}
      {blade !== null && <Pole x={pole} y={blade} state={state.bus} />}
      <Wire d={`M${common} ${wires.bus}H${upsLeft}`} state={state.bus} />
      <Pole x={common} y={wires.bus} state={state.bus} />
      <UpsAndLoad chain={chain} wires={wires} state={state.load} />
    </g>
  );
}

function UpsAndLoad({ chain, wires, state }: { chain: ChainView; wires: Wires; state: WireState }) {
  const { ups, load } = chain;
  const size = wires.grown ? 84 : 64;
  const colour = strokes[state].colour;
  const top = wires.bus - (wires.grown ? 43 : 28);
  const height = wires.grown ? 86 : 56;
  const loadHeight = wires.grown ? 74 : 44;
  const loadWidth = wires.grown ? 18 : 14;
  return (
    <g>
      <Wire d={`M${upsLeft + size} ${wires.bus}H${loadX}`} state={state} />
      {ups.present ? (
        <g stroke={colour} fill="none" strokeWidth={wires.grown ? 4 : 3}>
          <rect x={upsLeft} y={top} width={size} height={height} />
          <path d={`M${upsLeft} ${top + height}L${upsLeft + size} ${top}`} strokeWidth={2} />
          <Sine x={upsLeft + size * 0.3} y={top + height * 0.26} r={size * 0.26} />
          <path d={`M${upsLeft + size * 0.54} ${top + height * 0.7}h${size * 0.3}`} strokeWidth={2} />
          <path
            d={`M${upsLeft + size * 0.54} ${top + height * 0.8}h${size * 0.3}`}
            strokeWidth={2}
            strokeDasharray="5 4"
          />
        </g>
      ) : (
        <Wire d={`M${upsLeft} ${wires.bus}H${upsLeft + size}`} state={state} />
      )}
      {ups.present && (
        <FigureText
          figure={ups.runtime}
          x={864}
          y={wires.bus - (wires.grown ? 20 : 17)}
          anchor="end"
          weight={wires.grown ? 500 : 400}
          severity={ups.severity}
        />
      )}
      {ups.charge && (
        <Text
          x={834}
          y={wires.bus + (wires.grown ? 44 : 36)}
          size={28}
          anchor="end"
          fill="var(--muted)"
          part="caption"
        >
          {ups.charge}
        </Text>
      )}
      <rect x={loadX} y={wires.bus - loadHeight / 2} width={loadWidth} height={loadHeight} fill={colour} />
      <FigureText figure={load} x={906} y={wires.bus + 18} weight={wires.grown ? 500 : 400} />
    </g>
  );
}
