'use client';
/** The telephony wall, alive. */
import type { ScreenProps } from '../../../../components/wall/screen-props.ts';
import { Wall } from '../../../../components/wall/wall.tsx';
import { drawTelephony } from './drawing.tsx';
import { type TelephonyModel, telephonyRecent, telephonyView } from './view.ts';

export function TelephonyScreen(props: ScreenProps<TelephonyModel>) {
  return (
    <Wall {...props} screen="telephony" recent={telephonyRecent} view={telephonyView} draw={drawTelephony} />
  );
}
