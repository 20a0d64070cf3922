/** The service worker: shows a pushed alarm, and opens its incident. It keeps no page: what is shown is what is true now. */

/** What a push that cannot be read still says: somebody has to look. */
const unreadable = { title: 'Vigie', body: 'Une alarme est arrivée. Ouvrez Vigie.', tag: 'vigie', link: '/' };

function read(data) {
  try {
    const said = data.json();
    return typeof said?.title === 'string' ? said : unreadable;
  } catch {
    return unreadable;
  }
}

/** Only a page of this very Vigie is ever opened. */
function pageOf(link) {
  try {
    const url = new URL(link ?? '/', self.location.origin);
    return url.origin === self.location.origin ? url.href : self.location.origin;
  } catch {
    return self.location.origin;
  }
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const { title, body, tag, link, lang, severity } = event.data ? read(event.data) : unreadable;
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      // The same message again replaces itself, and rings again.
      tag,
      renotify: true,
      lang: lang ?? 'fr',
      // Until somebody has touched it; what is only information goes by itself.
      requireInteraction: severity !== 'information',
      icon: '/icon-192.png',
      badge: '/icon-192.png',
      data: { page: pageOf(link) },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { page } = event.notification.data ?? { page: self.location.origin };
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((windows) => {
      const there = windows.find((one) => one.url === page);
      return there ? there.focus() : self.clients.openWindow(page);
    }),
  );
});
