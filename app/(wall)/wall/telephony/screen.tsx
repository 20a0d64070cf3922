'use client';
/** The telephony wall, alive. */
import { drawnMetrics } from '../../../../components/live/events.ts';
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawTelephony } from './drawing.tsx';
import { type TelephonyModel, telephonyView } from './view.ts';

export function TelephonyScreen(props: ScreenProps<TelephonyModel>) {
  return (
    <Wall
      {...props}
      screen="telephony"
      recent={drawnMetrics.telephony}
      view={telephonyView}
      draw={drawTelephony}
    />
  );
}
