/** Renders a wall of a fixture to a whole page, without server or stream: what the checks of the pictures look at. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { drawIncidents } from '../../app/(wall)/wall/incidents/drawing.tsx';
import { incidentsView } from '../../app/(wall)/wall/incidents/view.ts';
import { drawNetwork } from '../../app/(wall)/wall/network/drawing.tsx';
import { networkView } from '../../app/(wall)/wall/network/view.ts';
import { drawOverview } from '../../app/(wall)/wall/overview/drawing.tsx';
import { rowMiddles } from '../../app/(wall)/wall/overview/matrix-view.ts';
import { overviewView } from '../../app/(wall)/wall/overview/view.ts';
import { drawPower } from '../../app/(wall)/wall/power/drawing.tsx';
import { powerView } from '../../app/(wall)/wall/power/view.ts';
import { drawTelephony } from '../../app/(wall)/wall/telephony/drawing.tsx';
import { telephonyView } from '../../app/(wall)/wall/telephony/view.ts';
import type { LiveSnapshot } from '../../components/live/events.ts';
import { drawnMetrics } from '../../components/live/events.ts';
import { applyEvent, makeLiveState, pictureOf } from '../../components/live/live-state.ts';
import { drawMap, type World } from '../../components/map/draw-map.ts';
import type { WallScreen, WallSettings } from '../../components/wall/settings.ts';
import { WallFace, type WallModel } from '../../components/wall/wall-face.tsx';
import { recentOf } from './walls-fixtures.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface RenderOptions {
  readonly screen: WallScreen;
  readonly snapshot: LiveSnapshot;
  readonly locale?: 'fr' | 'en';
  readonly theme?: 'dark' | 'light';
  readonly silentMs?: number;
}

/** The bundled fonts as data, so that a page without a server has them. */
function fontFaces(): string {
  const face = (family: string, name: string, weight: number): string => {
    const file = `node_modules/@fontsource/${family}/files/${family}-latin-${weight}-normal.woff2`;
    const data = readFileSync(join(root, file)).toString('base64');
    return `@font-face{font-family:"${name}";font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  };
  return [400, 500, 600]
    .flatMap((weight) => [
      face('ibm-plex-sans', 'IBM Plex Sans', weight),
      face('ibm-plex-sans-condensed', 'IBM Plex Sans Condensed', weight),
    ])
    .join('\n');
}

/** Tokens and rules of the product's own sheets; what the bundler adds is replaced by its plain result. */
function sheet(): string {
  const plain = read('app/globals.css')
    .replaceAll(/@import[^;]+;/g, '')
    .replace(/@theme inline \{[^}]*\}/, '');
  const fonts =
    ':root{--font-sans:"IBM Plex Sans",sans-serif;--font-condensed:"IBM Plex Sans Condensed",sans-serif}';
  return `${fontFaces()}\n${fonts}\n*{margin:0;box-sizing:border-box}\n${plain}\n${read('app/wall.css')}`;
}

let world: World | null = null;
function mapOf(snapshot: LiveSnapshot) {
  world ??= JSON.parse(read('node_modules/world-atlas/countries-50m.json')) as World;
  const rows = rowMiddles(snapshot.sites.length);
  return drawMap(world, snapshot.sites, { x: 24, y: 112, width: 384, height: 488, rows });
}

function contentOf(options: RenderOptions, settings: WallSettings): { model: WallModel; content: ReactNode } {
  const { screen, snapshot } = options;
  const state = makeLiveState(Object.values(drawnMetrics).flat());
  applyEvent(state, 'snapshot', snapshot);
  applyEvent(state, 'recent', recentOf(snapshot));
  const picture = pictureOf(state, snapshot.now);
  if (!picture) throw new Error('a snapshot gives a picture');
  switch (screen) {
    case 'overview': {
      const model = overviewView(picture, state.recent, settings);
      return { model, content: drawOverview(model, mapOf(snapshot)) };
    }
    case 'power': {
      const model = powerView(picture, state.recent, settings);
      return { model, content: drawPower(model) };
    }
    case 'network': {
      const model = networkView(picture, state.recent, settings);
      return { model, content: drawNetwork(model) };
    }
    case 'incidents': {
      const model = incidentsView(picture, state.recent, settings);
      return { model, content: drawIncidents(model) };
    }
    default: {
      const model = telephonyView(picture, state.recent, settings);
      return { model, content: drawTelephony(model) };
    }
  }
}

export function renderWall(options: RenderOptions): string {
  const { locale = 'fr', theme = 'dark', silentMs = 1000, snapshot } = options;
  const settings: WallSettings = {
    locale,
    theme,
    zone: null,
    name: 'test',
    rotate: [],
    rotateEveryMs: 30_000,
    bringForward: true,
    zoom: 1,
  };
  const { model, content } = contentOf(options, settings);
  const face = renderToStaticMarkup(
    <WallFace
      settings={settings}
      screen={options.screen}
      model={model}
      now={snapshot.now + silentMs}
      silentMs={silentMs}
      heardAt={snapshot.now}
    >
      {content}
    </WallFace>,
  );
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><style>${sheet()}</style></head><body>${face}</body></html>`;
}
