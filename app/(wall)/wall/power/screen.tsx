'use client';
/** The power wall, alive. */
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawPower } from './drawing.tsx';
import { type PowerModel, powerRecent, powerView } from './view.ts';

export function PowerScreen(props: ScreenProps<PowerModel>) {
  return <Wall {...props} screen="power" recent={powerRecent} view={powerView} draw={drawPower} />;
}
