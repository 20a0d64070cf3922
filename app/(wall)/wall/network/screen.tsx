'use client';
/** The network wall, alive. */
import { drawnMetrics } from '../../../../components/live/events.ts';
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawNetwork } from './drawing.tsx';
import { type NetworkModel, networkView } from './view.ts';

export function NetworkScreen(props: ScreenProps<NetworkModel>) {
  return (
    <Wall {...props} screen="network" recent={drawnMetrics.network} view={networkView} draw={drawNetwork} />
  );
}
