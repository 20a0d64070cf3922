/** The face of a wall at one instant: strip, content, and what it says when it doubts itself. No life of its own. */
import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/messages/format.ts';
import { wallMessages } from '../../lib/messages/wall.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { doubtOf } from '../live/doubt.ts';
import type { Alarm } from './bring-forward.ts';
import { OutOfDateBand, outOfDateBottom, SilentBand } from './doubt-band.tsx';
import type { WallSettings } from './settings.ts';
import { Stage, stageHeight, stageWidth } from './stage.tsx';
import { Strip } from './strip.tsx';
import { heardText, type StripView, stripClock } from './strip-view.ts';
import { Text } from './text.tsx';

/** What each wall's view gives besides its own content. */
export interface WallModel {
  readonly strip: StripView;
  readonly zone: string;
  /** The criticals of now, for a rotation. */
  readonly alarms: readonly Alarm[];
}

interface FaceProps {
  readonly settings: WallSettings;
  readonly screen: string;
  readonly model: WallModel;
  readonly now: Instant;
  readonly silentMs: number;
  /** When the last message came; null: never. */
  readonly heardAt: Instant | null;
  readonly children: ReactNode;
}

/** The last known values keep their place under the band, smaller, grey and hatched, with their age. */
function OldContent({ age, children }: { readonly age: string; readonly children: ReactNode }) {
  const top = outOfDateBottom + 44;
  const scale = (stageHeight - 24 - top) / (stageHeight - 24 - 96);
  return (
    <g data-part="content">
      <rect
        x={-30}
        y={outOfDateBottom}
        width={stageWidth + 60}
        height={stageHeight}
        fill="url(#hatch-doubt)"
      />
      <g
        className="out-of-date"
        transform={`translate(${(stageWidth * (1 - scale)) / 2} ${top - 96 * scale}) scale(${scale})`}
      >
        <rect x={0} y={96} width={stageWidth} height={stageHeight - 96} fill="var(--background)" />
        {children}
      </g>
      <Text x={stageWidth / 2} y={outOfDateBottom + 32} size={30} weight={500} anchor="middle" part="caption">
        {age}
      </Text>
    </g>
  );
}

export function WallFace(props: FaceProps) {
  const { settings, model, now, silentMs, heardAt, children } = props;
  const { locale } = settings;
  const doubt = doubtOf(silentMs);
  const out = doubt === 'out-of-date';
  const age = wallMessages[locale].lastKnown(formatDuration(silentMs, locale, true));
  const band = { silentMs, heardAt, now, zone: model.zone, locale };
  return (
    <Stage settings={settings} screen={props.screen} doubt={doubt}>
      {out ? <OldContent age={age}>{children}</OldContent> : <g data-part="content">{children}</g>}
      <Strip
        view={model.strip}
        clock={stripClock(now, model.zone, locale)}
        heard={heardText(silentMs, doubt !== 'none', locale)}
        doubt={out}
      />
      {doubt === 'silent' && <SilentBand {...band} />}
      {out && <OutOfDateBand {...band} />}
    </Stage>
  );
}
