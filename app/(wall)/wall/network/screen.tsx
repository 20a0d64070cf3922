'use client';
/** The network wall, alive. */
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawNetwork } from './drawing.tsx';
import { type NetworkModel, networkRecent, networkView } from './view.ts';

export function NetworkScreen(props: ScreenProps<NetworkModel>) {
  return <Wall {...props} screen="network" recent={networkRecent} view={networkView} draw={drawNetwork} />;
}
