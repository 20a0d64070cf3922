'use client';
/** The 1920 × 1080 page of a wall, fitted to any screen, with its hatches and its slow shift against burn-in. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Doubt } from '../live/doubt.ts';
import type { WallSettings } from './settings.ts';

export const stageWidth = 1920;
export const stageHeight = 1080;

/** A walk of a few pixels inside the margin, one step every two minutes, back where it began after sixteen. */
const shiftEveryMs = 120_000;
const shifts = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [-4, 4],
  [-4, 0],
  [-4, -4],
  [4, -4],
] as const;

function useShift(): readonly [number, number] {
  const [step, setStep] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setStep((now) => (now + 1) % shifts.length), shiftEveryMs);
    return () => clearInterval(timer);
  }, []);
  return shifts[step] ?? [0, 0];
}

interface HatchProps {
  readonly id: string;
  readonly colour: string;
  readonly step: number;
  readonly line: number;
  readonly opacity?: number;
}
const Hatch = ({ id, colour, step, line, opacity = 1 }: HatchProps) => (
  <pattern id={id} width={step} height={step} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line x1={line / 2} y1={0} x2={line / 2} y2={step} stroke={colour} strokeWidth={line} opacity={opacity} />
  </pattern>
);

const Hatches = () => (
  <defs>
    <Hatch id="hatch-sign" colour="var(--muted)" step={10} line={3} />
    <Hatch id="hatch-stale" colour="var(--faint)" step={14} line={4} opacity={0.7} />
    <Hatch id="hatch-maintenance" colour="var(--maintenance)" step={9} line={4} />
    <Hatch id="hatch-critical" colour="var(--critical)" step={14} line={7} />
    <Hatch id="hatch-warning" colour="var(--warning)" step={14} line={7} />
    <Hatch id="hatch-band" colour="var(--muted)" step={14} line={6} />
    <Hatch id="hatch-doubt" colour="var(--hairline)" step={44} line={14} />
  </defs>
);

export function Stage(props: {
  readonly settings: WallSettings;
  readonly screen: string;
  readonly doubt: Doubt;
  readonly children: ReactNode;
}) {
  const [x, y] = useShift();
  const side = `${props.settings.zoom * 100}%`;
  return (
    <main
      className="wall"
      data-theme={props.settings.theme}
      data-screen={props.screen}
      data-doubt={props.doubt}
      lang={props.settings.locale}
    >
      <svg viewBox={`0 0 ${stageWidth} ${stageHeight}`} width={side} height={side}>
        <title>{`Vigie ${props.screen}`}</title>
        <Hatches />
        <g transform={`translate(${x} ${y})`}>{props.children}</g>
      </svg>
    </main>
  );
}
