/** /wall/network: asks for the picture of now and renders it; the screen then lives by the stream. */
import { firstScreen } from '../../../../components/wall/page-of.ts';
import type { Parameters } from '../../../../components/wall/settings.ts';
import { askForWall } from '../../../_server/wall-door.ts';
import { NetworkScreen } from './screen.tsx';
import { networkView } from './view.ts';

export default async function Page({ searchParams }: { readonly searchParams: Promise<Parameters> }) {
  const { picture, settings, build } = await askForWall(searchParams);
  return <NetworkScreen {...firstScreen(picture, settings, build, networkView)} />;
}
