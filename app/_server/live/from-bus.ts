/** The live bus into the picture and, when it is news, into the stream. */
import type { BookStatus, LiveBus } from '../../../lib/live/messages.ts';
import type { FrameMaker } from './frame.ts';
import type { PictureMemory } from './picture-memory.ts';

/** Returns the way to stop. */
export function listenToBus(bus: LiveBus, picture: PictureMemory, news: FrameMaker): () => void {
  const bookNews = (of: 'sites' | 'whole', status: BookStatus): void => {
    const data = picture.bookStatus(of, status);
    if (data !== null) news.single('', { name: 'book', data });
  };
  const stops = [
    bus.subscribe('vigie/v1/readings/{}', (batch) => news.readings(picture.readings(batch))),
    bus.subscribe('vigie/v1/ledger/{}', (batch) => news.ledger(picture.ledger(batch))),
    bus.subscribe('vigie/v1/labels/{}', (batch) => news.labels(picture.labels(batch))),
    bus.subscribe('vigie/v1/roles/{}', (data) => {
      picture.role(data);
      news.single(data.role, { name: 'roles', data });
    }),
    bus.subscribe('vigie/v1/collectors/{}', (data) => {
      picture.collector(data);
      news.single(data.site, { name: 'collectors', data });
    }),
    bus.subscribe('vigie/v1/book', (status) => bookNews('sites', status)),
    bus.subscribe('vigie/v1/alarm-book', (status) => bookNews('whole', status)),
    bus.subscribe('vigie/v1/drill/status', (data) => {
      picture.drill(data);
      news.single('', { name: 'drill', data });
    }),
    bus.subscribe('vigie/v1/drill/phone', (said) => picture.phone(said)),
    bus.subscribe('vigie/v1/incidents/{}', (incident) => {
      if (picture.incidents.put(incident)) news.incident(incident);
    }),
    bus.subscribe('vigie/v1/walls/{}', (beat) => picture.wall(beat)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
