/** What each wall's page does: asks for the picture of now and makes the first model, before the stream speaks. */
import type { Picture } from '../../lib/readings/picture.ts';
import { makeRecent } from '../live/recent.ts';
import type { ScreenProps } from './screen-props.ts';
import type { WallSettings } from './settings.ts';
import type { WallView } from './wall.tsx';
import type { WallModel } from './wall-face.tsx';

export const firstScreen = <Model extends WallModel>(
  picture: Picture,
  settings: WallSettings,
  build: string,
  view: WallView<Model>,
): ScreenProps<Model> => ({
  settings,
  build,
  initial: { model: view(picture, makeRecent([]), settings), now: picture.now },
});
