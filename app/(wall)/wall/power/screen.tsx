'use client';
/** The power wall, alive. */
import { drawnMetrics } from '../../../../components/live/events.ts';
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawPower } from './drawing.tsx';
import { type PowerModel, powerView } from './view.ts';

export function PowerScreen(props: ScreenProps<PowerModel>) {
  return <Wall {...props} screen="power" recent={drawnMetrics.power} view={powerView} draw={drawPower} />;
}
