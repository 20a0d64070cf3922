'use client';
/** A wall that lives: the live picture through its view onto its face, with heartbeat, reload and rotation. */
import type { ReactNode } from 'react';
import type { Picture } from '../../lib/readings/picture.ts';
import type { Recent } from '../live/recent.ts';
import { useLive } from '../live/use-live.ts';
import type { ScreenProps } from './screen-props.ts';
import type { WallScreen, WallSettings } from './settings.ts';
import { useWallLife } from './use-wall-life.ts';
import { WallFace, type WallModel } from './wall-face.tsx';

export type WallView<Model extends WallModel> = (
  picture: Picture,
  recent: Recent,
  settings: WallSettings,
) => Model;

interface WallProps<Model extends WallModel> extends ScreenProps<Model> {
  readonly screen: WallScreen;
  /** Metrics of which the wall draws the last hour. */
  readonly recent: readonly string[];
  readonly view: WallView<Model>;
  readonly draw: (model: Model) => ReactNode;
}

export function Wall<Model extends WallModel>(props: WallProps<Model>) {
  const { settings, screen, build } = props;
  const live = useLive({ recent: props.recent });
  const model = live?.picture ? props.view(live.picture, live.recent, settings) : props.initial.model;
  useWallLife({ live, settings, screen, build, alarms: model.alarms });
  return (
    <WallFace
      settings={settings}
      screen={screen}
      model={model}
      now={live?.now ?? props.initial.now}
      silentMs={live?.silentMs ?? 0}
      heardAt={live?.heardAt ?? null}
    >
      {props.draw(model)}
    </WallFace>
  );
}
