/**
 * How a wall's page comes to its picture: through the door of every page. With VIGIE_FIXTURES naming a file (browser
 * tests of the walls), the picture is that file's and nothing of a running Vigie is read.
 */
import { readFileSync } from 'node:fs';
import type { LiveSnapshot } from '../../components/live/events.ts';
import { applyEvent, makeLiveState, pictureOf } from '../../components/live/live-state.ts';
import { type Parameters, type WallSettings, wallSettings } from '../../components/wall/settings.ts';
import type { Picture } from '../../lib/readings/picture.ts';
import { requireRight } from './door.ts';
import { pictureNow } from './house.ts';
import { readerOf } from './reader.ts';

export interface WallAsk {
  readonly picture: Picture;
  readonly settings: WallSettings;
  readonly build: string;
}

function fixturePicture(file: string): { picture: Picture; build: string } | null {
  const snapshot = JSON.parse(readFileSync(file, 'utf8')) as LiveSnapshot;
  const state = makeLiveState([]);
  applyEvent(state, 'snapshot', snapshot);
  const picture = pictureOf(state, snapshot.now);
  return picture && { picture, build: snapshot.build };
}

export async function askForWall(parameters: Promise<Parameters>): Promise<WallAsk> {
  const reader = await readerOf();
  const settings = wallSettings(await parameters, reader);
  const file = process.env.VIGIE_FIXTURES;
  const fixture = file ? fixturePicture(file) : null;
  if (fixture) return { ...fixture, settings };
  const { house, who } = await requireRight('read', 'wall');
  return { picture: pictureNow(house, who), build: house.build, settings };
}
