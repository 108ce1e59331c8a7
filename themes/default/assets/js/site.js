/* quarterdeck default theme. No dependency, no HTML strings, no inline style: it runs under
   script-src 'self'; require-trusted-types-for 'script'. Every page reads without it. */
(() => {
  'use strict';
  const root = document.documentElement;
  /* Another language stands in the first line of this file, when there is one. */
  const say = (english) => (globalThis.qdWords || {})[english] || english;
  const $ = (sel, el) => (el || document).querySelector(sel);
  const $$ = (sel, el) => [...(el || document).querySelectorAll(sel)];
  const make = (tag, props, ...kids) => {
    const el = Object.assign(document.createElement(tag), props);
    el.append(...kids);
    return el;
  };
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) {
      try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* private mode */ }
    },
  };

  /* Theme: first, so that as little as possible is painted in the wrong one. */
  const setTheme = (value) => {
    if (value === 'light' || value === 'dark') root.dataset.theme = value;
    else delete root.dataset.theme;
  };
  setTheme(store.get('qd-theme'));

  const ready = () => {
    $$('[data-js]').forEach((el) => { el.hidden = false; });
    themeSelect();
    tables();
    keys();
    menus();
    openTarget();
    addEventListener('hashchange', openTarget);
  };

  const themeSelect = () => {
    const select = $('[data-theme-select]');
    if (!select) return;
    const show = () => { select.value = root.dataset.theme || 'auto'; };
    select.addEventListener('change', () => {
      setTheme(select.value);
      store.set('qd-theme', root.dataset.theme);
    });
    addEventListener('storage', (e) => {
      if (e.key === 'qd-theme') { setTheme(e.newValue); show(); }
    });
    show();
  };

  /* Tables: sort and filter, kept in the address. The first filtered table (or else the first
     sortable one) uses plain names, the others are prefixed with their id and a full stop. */
  const fold = (s) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
  const live = make('p', { className: 'vh' });
  live.setAttribute('role', 'status');

  const tables = () => {
    const forms = new Map();
    $$('form[data-filter-for]').forEach((form) => {
      const table = document.getElementById(form.dataset.filterFor);
      if (table) forms.set(table, form);
    });
    const all = new Set([...forms.keys(), ...$$('table.sortable')]);
    if (!all.size) return;
    $('main').append(live);
    const query = new URLSearchParams(location.search);
    const collator = new Intl.Collator(root.lang || undefined, { numeric: true, sensitivity: 'base' });
    const narrow = matchMedia('(max-width: 759px)');
    let first = true;
    all.forEach((table) => {
      const prefix = first ? '' : table.id + '.';
      first = false;
      const put = (name, value) => {
        value ? query.set(prefix + name, value) : query.delete(prefix + name);
        const q = query.toString();
        try { history.replaceState(history.state, '', location.pathname + (q && '?' + q) + location.hash); } catch { /* file: */ }
      };
      const form = forms.get(table);
      if (table.matches('.sortable')) sortable(table, form, (n) => query.get(prefix + n), put, collator, narrow);
      if (form) filter(table, form, (n) => query.get(prefix + n), put);
    });
  };

  const rowsOf = (table) => [...table.tBodies].map((body) => [...body.rows].filter((r) => !r.matches('.group')));

  // what a cell says first, its glyph apart
  const first = (cell) => {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT, (n) => (n.data.trim() && !n.parentElement.closest('[aria-hidden]') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
    return walk.nextNode()?.data ?? '';
  };

  const number = (text) => parseFloat(text.replace(/\u2212/g, '-').replace(/[^\d.eE+-]/g, ''));

  const sortable = (table, form, get, put, collator, narrow) => {
    const heads = $$('thead th[data-sort]', table);
    const name = (th) => th.dataset.col || String(th.cellIndex + 1);
    const value = (row, th) => {
      const cell = row.cells[th.cellIndex];
      if (!cell) return null;
      const time = $('time[datetime]', cell);
      let text = cell.dataset.value;
      if (text === undefined) text = time ? time.getAttribute('datetime') : first(cell);
      text = text.trim();
      if (th.dataset.sort !== 'num') return /^[–—-]?$/.test(text) ? null : text;
      const n = number(text);
      return Number.isNaN(n) ? null : n;
    };
    const sort = (th, dir, quiet) => {
      const down = dir === 'desc' ? -1 : 1;
      const compare = th.dataset.sort === 'text' ? collator.compare : (a, b) => (a > b) - (a < b);
      rowsOf(table).forEach((rows, i) => {
        const keyed = rows.map((row) => [value(row, th), row]);
        keyed.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : down * compare(a, b)));
        table.tBodies[i].append(...keyed.map(([, row]) => row));
      });
      heads.forEach((h) => h.removeAttribute('aria-sort'));
      th.setAttribute('aria-sort', down < 0 ? 'descending' : 'ascending');
      if (pick) pick.value = name(th) + (down < 0 ? ' desc' : ' asc');
      if (quiet) return;
      live.textContent = (down < 0 ? say('Sorted by {}, descending') : say('Sorted by {}, ascending')).replace('{}', () => th.textContent.trim());
      put('sort', name(th));
      put('dir', down < 0 ? 'desc' : 'asc');
    };
    let pick;
    if (form && table.matches('.cards')) {
      pick = make('select', {});
      pick.append(make('option', { value: '', textContent: say('As listed'), disabled: true }));
      form.insertBefore(make('label', { className: 'narrow' }, say('Sort by'), pick), $('output', form));
      pick.addEventListener('change', () => {
        const [col, dir] = pick.value.split(' ');
        sort(heads.find((h) => name(h) === col), dir);
      });
    }
    const buttons = heads.map((th) => {
      const button = make('button', { type: 'button' }, ...th.childNodes);
      th.append(button);
      if (pick) {
        const text = th.textContent.trim();
        pick.append(make('option', { value: name(th) + ' asc', textContent: text + ' \u2191' }),
          make('option', { value: name(th) + ' desc', textContent: text + ' \u2193' }));
      }
      button.addEventListener('click', () => sort(th, th.getAttribute('aria-sort') === 'ascending' ? 'desc' : 'asc'));
      return button;
    });
    const given = heads.find((h) => h.matches('[aria-sort]'));
    if (pick) pick.value = given ? name(given) + (given.ariaSort === 'descending' ? ' desc' : ' asc') : '';
    const stored = heads.find((h) => name(h) === get('sort'));
    if (stored) sort(stored, get('dir'), true);
    if (table.matches('.cards')) {
      /* as cards the head is out of sight, so its buttons leave the tab order */
      const tab = () => buttons.forEach((b) => { b.tabIndex = narrow.matches ? -1 : 0; });
      narrow.addEventListener('change', tab);
      tab();
    }
  };

  const filter = (table, form, get, put) => {
    const fields = $$('input[name], select[name]', form);
    const out = $('output', form);
    const reset = $('[type="reset"]', form);
    const none = make('p', { className: 'empty', hidden: true, textContent: say('Nothing in this list matches.') + ' ' });
    table.after(none);
    /* the words may stand in a plan that this list says nothing of */
    const search = $('a[data-key="/"]');
    const wide = search && make('a', { href: search.href, textContent: say('Search the whole site') });
    none.setAttribute('role', 'status');
    /* a long list stands on several pages, and only this one can be looked through */
    const parts = $$('nav.prevnext a', table.parentNode);
    const others = parts.map((a) => a.cloneNode(true));
    const partial = make('p', { className: 'sub partial', hidden: true }, say('The filter looks at this part of the list alone.'), ...others);
    partial.setAttribute('role', 'status');
    if (parts.length) form.after(partial);
    const texts = new Map();
    const text = (row) => {
      if (!texts.has(row)) texts.set(row, fold(row.textContent + ' ' + (row.dataset.words || '')));
      return texts.get(row);
    };
    /* the totals of what is left */
    const totals = table.tFoot ? $$('[data-sum]', table.tFoot).map((cell) => [cell, cell.textContent]) : [];
    const total = ({ cellIndex, dataset: { sum, sign, text } }, rows, all) => {
      if (sum === 'rows') return text.replace('{n}', rows.length).replace('{m}', all);
      if (text) return text.replace('{n}', rows.filter((row) => row.dataset.readiness === sum).length);
      const cells = rows.filter((row) => !sum || !row.dataset.currency).map((row) => row.cells[cellIndex]);
      const n = cells.reduce((n, cell) => n + (number(cell.dataset.value ?? first(cell)) || 0), 0) / (sum || 1);
      /* less than half a unit is not nothing */
      const digits = Math.abs(n) < 0.5 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 0 };
      return n.toLocaleString(root.lang || undefined, { ...digits, signDisplay: sign || 'negative' }).replace('-', '\u2212');
    };
    const apply = () => {
      let shown = 0;
      let all = 0;
      const on = fields.filter((f) => f.value);
      rowsOf(table).forEach((rows, i) => {
        let here = 0;
        rows.forEach((row) => {
          const fits = on.every((f) => (f.type === 'search'
            ? fold(f.value).split(' ').every((word) => text(row).includes(word))
            : (row.dataset[f.name] || '').split('|').includes(f.value)));
          row.hidden = !fits;
          here += fits;
        });
        $$('tr.group', table.tBodies[i]).forEach((row) => { row.hidden = !here; });
        shown += here;
        all += rows.length;
      });
      if (out) out.textContent = (parts.length ? say('Showing {n} of {m} in this part') : say('Showing {n} of {m}')).replace('{n}', shown).replace('{m}', all);
      const left = rowsOf(table).flat().filter((row) => !row.hidden);
      totals.forEach(([cell, whole]) => { cell.textContent = shown < all ? total(cell, left, all) : whole; });
      if (table.tFoot) table.tFoot.hidden = !shown;
      none.hidden = !!shown;
      const q = fields.find((f) => f.type === 'search')?.value.trim();
      if (wide && q) {
        wide.search = '?' + new URLSearchParams({ q });
        none.append(wide);
      } else if (wide) wide.remove();
      partial.hidden = !on.length;
      if (reset) reset.hidden = !on.length;
    };
    const changed = () => {
      apply();
      fields.forEach((f) => put(f.name, f.value.trim()));
      asked();
    };
    fields.forEach((f) => {
      const v = get(f.name);
      if (v === null) return;
      if (f.type === 'search' || [...f.options].some((o) => o.value === v)) f.value = v;
    });
    /* the other parts are asked the same */
    const asked = () => others.forEach((a) => { a.search = location.search; });
    form.hidden = false;
    form.addEventListener('input', (e) => { if (e.target.name) changed(); });
    form.addEventListener('submit', (e) => e.preventDefault());
    form.addEventListener('reset', () => setTimeout(() => {
      fields.forEach((f) => { f.value = ''; });
      changed();
      if (fields[0]) fields[0].focus();
    }));
    apply();
    asked();
  };

  /* Keys. All single-key ones can be switched off in the dialog (WCAG 2.1.4). */
  const keys = () => {
    const openers = $$('[data-keys]');
    openers.forEach((b) => {
      b.hidden = false;
      b.addEventListener('click', () => help());
    });
    let dialog;
    const help = () => {
      if (!dialog) {
        const list = make('dl', {});
        const line = (key, what) => list.append(
          make('dt', {}, ...key.split(' ').flatMap((k) => [make('kbd', { textContent: k }), ' '])),
          make('dd', { textContent: what }));
        line('/', say('Filter or search'));
        line('j k', say('Next and previous row'));
        if ($('a[data-edit]')) line('e', say('Edit the source of this page'));
        $$('a[data-key]').forEach((a) => { if (/^\w$/.test(a.dataset.key)) line('g ' + a.dataset.key, a.textContent.trim()); });
        line('?', say('This list'));
        line('Esc', say('Close'));
        const box = make('input', { type: 'checkbox', checked: store.get('qd-keys') !== 'off' });
        box.addEventListener('change', () => store.set('qd-keys', box.checked ? '' : 'off'));
        const close = make('button', { type: 'button', className: 'btn', textContent: say('Close') });
        close.addEventListener('click', () => dialog.close());
        const title = make('h2', { id: 'keys-title', textContent: say('Keyboard') });
        dialog = make('dialog', {}, title, list, make('label', {}, box, say('Single-key shortcuts')), close);
        dialog.setAttribute('aria-labelledby', 'keys-title');
        document.body.append(dialog);
      }
      if (!dialog.open) dialog.showModal();
    };
    const step = (by) => {
      const table = $('table.sortable') || $('table.data');
      if (!table) return;
      const links = rowsOf(table).flat().filter((row) => !row.hidden)
        .map((row) => $('th a', row) || $('a', row)).filter(Boolean);
      const row = document.activeElement && document.activeElement.closest('tr');
      const at = links.findIndex((a) => a.closest('tr') === row);
      const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
      if (next) next.focus();
    };
    let g = 0;
    addEventListener('keydown', (e) => {
      if (e.key === 'Escape') return;
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || store.get('qd-keys') === 'off') return;
      if (e.target.closest && e.target.closest('input, select, textarea, dialog, [contenteditable]')) return;
      const go = (sel) => { const a = $(sel); if (a) a.click(); return a; };
      const after = Date.now() - g < 1500;
      g = 0;
      let done = true;
      if (after && /^\w$/.test(e.key)) done = go('a[data-key="' + e.key + '"]');
      else if (e.key === 'g') g = Date.now();
      else if (e.key === '?') help();
      else if (e.key === 'j') step(1);
      else if (e.key === 'k') step(-1);
      else if (e.key === 'e') done = go('a[data-edit]');
      else if (e.key === '/') {
        const box = $('input[data-search]') || $('form.tools:not([hidden]) input[type="search"]');
        if (box) { box.focus(); box.select(); } else done = go('a[data-key="/"]');
      } else done = false;
      if (done) e.preventDefault();
    });
  };

  /* The "More" menu of the top bar closes on Escape and on a click elsewhere. */
  const menus = () => {
    const shut = (e) => $$('details.more[open]').forEach((d) => {
      if (e.type === 'keydown' ? e.key === 'Escape' : !d.contains(e.target)) {
        if (d.contains(document.activeElement)) $('summary', d).focus();
        d.open = false;
      }
    });
    addEventListener('keydown', shut);
    addEventListener('click', shut);
    addEventListener('focusin', shut);
  };

  /* A link into a closed <details> opens it. */
  const openTarget = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* as it stands */ }
    const target = id && document.getElementById(id);
    if (!target) return;
    let moved = false;
    for (let el = target; el; el = el.parentElement) {
      if (el.tagName === 'DETAILS' && !el.open && !el.matches('.more')) { el.open = true; moved = true; }
    }
    if (moved) target.scrollIntoView();
  };

  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', ready);
  else ready();
})();
