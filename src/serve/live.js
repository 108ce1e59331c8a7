/* The preview of `serve`: reloads the page when its site has been made anew, keeps the place, and shows over it why the newest change could
   not be built. Builds nodes and never HTML strings, as the policy wants it. */
(() => {
  'use strict';
  const script = document.currentScript;
  const folder = new URL('.', script.src).href;
  const generation = Number(script.dataset.generation);
  const make = (tag, className, ...kids) => {
    const el = document.createElement(tag);
    if (className) el.className = className;
    el.append(...kids);
    return el;
  };

  /* The place on the page, through a reload. */
  const PLACE = 'quarterdeck-place';
  const here = location.pathname + location.search;
  const keepPlace = () => {
    try { sessionStorage.setItem(PLACE, JSON.stringify([here, scrollX, scrollY])); } catch { /* private mode */ }
  };
  const findPlace = () => {
    try {
      const [at, x, y] = JSON.parse(sessionStorage.getItem(PLACE)) || [];
      sessionStorage.removeItem(PLACE);
      if (at === here) addEventListener('load', () => requestAnimationFrame(() => scrollTo({ left: x, top: y, behavior: 'instant' })), { once: true });
    } catch { /* private mode */ }
  };
  findPlace();

  /* A word in the corner: this is no published site. */
  const badge = make('div', 'qd-preview', 'Preview, not published');
  badge.setAttribute('role', 'status');
  document.body.append(badge);
  const stopped = (is) => {
    badge.classList.toggle('qd-stopped', is);
    badge.textContent = is ? 'The preview has ended' : 'Preview, not published';
  };

  /* What kept the newest change from being shown. Every second piece between grave accents is a name or a piece of a file. */
  const words = (text) => text.split('`').map((piece, at) => (at % 2 ? make('code', '', piece) : piece));
  let overlay = null;
  const hide = () => { overlay?.remove(); overlay = null; };
  const show = (faults) => {
    hide();
    if (!faults.length) return;
    const close = make('button', '', 'Hide');
    close.type = 'button';
    close.addEventListener('click', hide);
    const title = make('h2', '', 'The last change could not be built');
    title.id = 'qd-faults-title';
    const list = make('ul', '');
    for (const { place, message, help } of faults) {
      const item = make('li', '');
      if (place) item.append(make('code', 'qd-place', place));
      item.append(make('p', '', ...words(message)));
      if (help) item.append(make('p', 'qd-help', ...words(help)));
      list.append(item);
    }
    overlay = make('section', 'qd-faults', make('div', 'qd-faults-head', title, close), make('p', 'qd-faults-say', 'The page is as it was before. It follows as soon as this is mended.'), list);
    overlay.setAttribute('role', 'alert');
    overlay.setAttribute('aria-labelledby', title.id);
    document.body.append(overlay);
  };
  addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });

  /* The stream. A page that nobody sees listens to nothing: browsers open six connections to a server and no more. */
  let events = null;
  const reload = () => { keepPlace(); location.reload(); };
  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource(`${folder}events`);
    events.addEventListener('message', ({ data }) => {
      const notice = JSON.parse(data);
      stopped(false);
      if (notice.generation !== generation) reload();
      else show(notice.faults);
    });
    events.addEventListener('error', async () => {
      if (events?.readyState !== EventSource.CLOSED) return stopped(true);
      /* Refused: the server is there, and another one than before when it does not know this script. */
      const other = await fetch(script.src, { method: 'HEAD' }).then((answer) => answer.status === 404, () => false);
      if (other) reload();
    });
  };
  const leave = () => { events?.close(); events = null; };
  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);
  listen();
})();
