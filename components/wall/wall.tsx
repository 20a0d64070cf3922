'use client';
/** What all walls have in common: live picture, strip, doubt, heartbeat, reload on a new build, rotation. */
import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/messages/format.ts';
import { wallMessages } from '../../lib/messages/wall.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import type { Instant } from '../../lib/time/clock.ts';
import { type Doubt, doubtOf } from '../live/doubt.ts';
import type { Recent } from '../live/recent.ts';
import { type Live, useLive } from '../live/use-live.ts';
import { OutOfDateBand, outOfDateBottom, SilentBand } from './doubt-band.tsx';
import type { WallScreen, WallSettings } from './settings.ts';
import { Stage, stageHeight, stageWidth } from './stage.tsx';
import { Strip } from './strip.tsx';
import { heardText, type StripView, stripClock } from './strip-view.ts';
import { Text } from './text.tsx';
import { useWallLife } from './use-wall-life.ts';

/** What each wall's view gives besides its own content. */
export interface WallModel {
  readonly strip: StripView;
  readonly zone: string;
}
export type WallView<Model extends WallModel> = (
  picture: Picture,
  recent: Recent,
  settings: WallSettings,
) => Model;

interface WallProps<Model extends WallModel> {
  readonly screen: WallScreen;
  readonly settings: WallSettings;
  /** Build of the page and the model that the server rendered, shown until the stream speaks. */
  readonly build: string;
  readonly initial: { readonly model: Model; readonly now: Instant };
  readonly recent: readonly string[];
  readonly view: WallView<Model>;
  readonly draw: (model: Model) => ReactNode;
}

/** The last known values keep their place under the band, smaller, grey and hatched, with their age. */
function Content(props: { readonly doubt: Doubt; readonly age: string; readonly children: ReactNode }) {
  if (props.doubt !== 'out-of-date') return <g data-part="content">{props.children}</g>;
  const top = outOfDateBottom + 40;
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
        {props.children}
      </g>
      <Text
        x={stageWidth / 2}
        y={outOfDateBottom + 30}
        size={30}
        anchor="middle"
        fill="var(--muted)"
        part="caption"
      >
        {props.age}
      </Text>
    </g>
  );
}

const Band = ({ live, zone, settings }: { live: Live; zone: string; settings: WallSettings }) => {
  const doubt = doubtOf(live.silentMs);
  if (doubt === 'none') return null;
  const props = {
    silentMs: live.silentMs,
    heardAt: live.heardAt,
    now: live.now,
    zone,
    locale: settings.locale,
  };
  return doubt === 'silent' ? <SilentBand {...props} /> : <OutOfDateBand {...props} />;
};

export function Wall<Model extends WallModel>(props: WallProps<Model>) {
  const { settings, screen } = props;
  const live = useLive({ recent: props.recent });
  useWallLife({ live, settings, screen, build: props.build });
  const model = live?.picture ? props.view(live.picture, live.recent, settings) : props.initial.model;
  const now = live?.now ?? props.initial.now;
  const silentMs = live?.silentMs ?? 0;
  const doubt = doubtOf(silentMs);
  const age = wallMessages[settings.locale].lastKnown(formatDuration(silentMs, settings.locale, true));
  return (
    <Stage settings={settings} screen={screen}>
      <Content doubt={doubt} age={age}>
        {props.draw(model)}
      </Content>
      <Strip
        view={model.strip}
        clock={stripClock(now, model.zone, settings.locale)}
        heard={heardText(silentMs, doubt !== 'none', settings.locale)}
        doubt={doubt === 'out-of-date'}
      />
      {live && <Band live={live} zone={model.zone} settings={settings} />}
    </Stage>
  );
}
