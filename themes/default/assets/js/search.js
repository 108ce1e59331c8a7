/* Search over the parts that the build has made: words in shards of the alphabet, hits in groups, and what few queries need apart: the list
   of the words in names, and each facet. Nothing is loaded before the first letter is typed; over HTTP by fetch, from a disk as script files, since nothing may be fetched there. */
(() => {
  'use strict';
  const form = document.querySelector('form[data-index]');
  const say = (english) => (globalThis.qdWords || {})[english] || english;
  if (!form) return;
  const make = (tag, props, ...kids) => {
    const el = Object.assign(document.createElement(tag), props);
    el.append(...kids);
    return el;
  };
  const base = new URL(form.dataset.index, location.href);
  const home = new URL(form.dataset.home, location.href);
  const [box, out, list, more] = ['input', '[role=status]', 'ol', 'button.more-hits'].map((sel) => form.querySelector(sel) || form.parentNode.querySelector(sel));
  const facets = [...form.querySelectorAll('select')];
  const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ħ: 'h', ı: 'i', ς: 'σ' };
  /* as base/fold.rs does it: plain letters without marks and case; those of scripts without blanks are told apart from the others */
  const fold = (s) => s.replace(/[\u2120\u2122]/g, ' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\0-\x7f]/g, (c) => LETTERS[c] || c);
  const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u312f\\u31a0-\\u31ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}';
  const opening = new RegExp(`^[${UNSPACED}]`, 'u');
  const unspaced = (word) => opening.test(word);
  const runs = new RegExp(`((?=[${UNSPACED}])[\\p{L}\\p{N}])+|((?![${UNSPACED}])[\\p{L}\\p{N}])+`, 'gu');
  const split = (s) => (fold(s).match(runs) || []).map((word) => (unspaced(word) ? word : [...word].slice(0, 64).join('')));
  /* what the index has of a word: itself, or each letter of a run with the one behind it */
  const tokens = (word) => {
    const letters = [...word];
    return unspaced(word) && letters[1] ? letters.slice(1).map((letter, i) => letters[i] + letter) : [word];
  };

  let queue = Promise.resolve();
  const script = (url) => {
    queue = queue.then(() => new Promise((done, fail) => {
      const el = make('script', { src: url, onerror: fail, onload: () => { el.remove(); done(window.qdSearchPart); } });
      document.head.append(el);
    }));
    return queue;
  };
  const parts = new Map();
  const load = (name) => {
    const url = name ? new URL(name + '.js', base).href : base.href;
    if (!parts.has(url)) {
      parts.set(url, location.protocol === 'file:' ? script(url) : fetch(url).then((r) => {
        if (!r.ok) throw new Error(r.status);
        return r.text();
      }).then((text) => JSON.parse(text.slice(text.indexOf('=') + 1))));
    }
    return parts.get(url);
  };

  /* One letter more, less, another, or two changed places. */
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i += 1;
    const [x, y] = [a.slice(i), b.slice(i)];
    return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1) || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  };
  const exact = (word) => word.length < 4 || unspaced(word);
  const fit = (token, word) => {
    if (token === word) return 1;
    if (token.startsWith(word)) return 0.6 + 0.3 * (word.length / token.length);
    if (exact(word)) return 0;
    if (near(token, word)) return 0.4;
    return near(token.slice(0, word.length), word) ? 0.25 : 0;
  };
  const WEIGHTS = [10, 6, 8, 6, 5, 4, 4, 5, 5, 4, 2, 7];
  const SPAN = 65536;

  /* `most` shards for the word as it is, and as many again for what it may have been meant to be */
  const matches = async (index, word, most) => {
    const found = new Map();
    let left = most;
    const seen = new Set();
    const take = (shard) => {
      for (const token of Object.keys(shard)) {
        const score = fit(token, word);
        if (!score) continue;
        const at = shard[token];
        if (at.length >= 2 * index.most) found.full = true;
        let plan = 0;
        for (let i = 0; i < at.length; i += 2) {
          plan += at[i];
          const key = plan * SPAN + at[i + 1];
          if (!(found.get(key) >= score)) found.set(key, score);
        }
      }
    };
    /* a shard holds the alphabet from its first word to that of the next one */
    const read = async (from, to) => {
      const wanted = index.shards.filter(([first, name], i) => first <= to && !(index.shards[i + 1] && index.shards[i + 1][0] <= from) && !seen.has(name)).slice(0, left);
      left -= wanted.length;
      wanted.forEach(([, name]) => seen.add(name));
      (await Promise.all(wanted.map(([, name]) => load(name)))).forEach(take);
    };
    await read(word, word + '\uffff');
    /* who spelled it right does not want the neighbours */
    const right = () => [...found.values()].some((score) => score >= 0.6);
    if (!right() && !exact(word)) {
      left = most;
      for (const name of (await load(index.names)).split(' ')) if (left && fit(name, word)) await read(name, name);
      for (const length of [3, 2]) if (!found.size) await read(word.slice(0, length), word.slice(0, length) + '\uffff');
    }
    if (right()) found.forEach((score, key) => { if (score < 0.6) found.delete(key); });
    return found;
  };

  /* an entry has to hold every pair of a run, but for pairs in so many entries that the index does not name them all */
  const whole = async (index, pairs, most) => {
    const all = await Promise.all(pairs.map((pair) => matches(index, pair, most)));
    const sure = all.filter((found) => !found.full);
    const [first, ...others] = sure.length ? sure : all;
    return new Map([...first].filter(([key]) => others.every((found) => found.has(key))));
  };

  /* a plan has to hold every word, but for `some` */
  const search = async (text, wanted, some) => {
    const index = await load('');
    const words = split(text).filter((word) => !index.stop.includes(word)).slice(0, 8);
    if (!words.length) return { index, words, hits: [] };
    const asks = words.map((word) => tokens(word).slice(0, Math.max(1, Math.floor(12 / words.length))));
    const most = Math.max(1, Math.min(4, Math.floor(12 / asks.flat().length)));
    const found = await Promise.all(asks.map((pairs) => whole(index, pairs, most)));
    const asked = Object.keys(index.facets).filter((facet) => wanted[facet]);
    const told = await Promise.all(asked.map((facet) => load(index.facets[facet])));
    const plans = found.map((map) => new Set([...map.keys()].map((key) => Math.floor(key / SPAN))));
    const entries = new Map();
    found.forEach((map) => map.forEach((score, key) => {
      const plan = Math.floor(key / SPAN);
      if (!some && !plans.every((set) => set.has(plan))) return;
      const entry = entries.get(key) || { plan, number: key % SPAN, score: 0, words: 0 };
      entry.score += score;
      entry.words += 1;
      entries.set(key, entry);
    }));
    const complete = new Set([...entries.values()].filter((entry) => entry.words === words.length).map((entry) => entry.plan));
    const fits = (plan) => asked.every((facet, i) => told[i].values[told[i].plans[plan]] === wanted[facet]);
    const hits = [...entries.values()].filter((entry) => (entry.words === words.length || !complete.has(entry.plan)) && fits(entry.plan));
    return { index, words, hits };
  };

  /* the words of a text and how well each fits; where a script has no blanks, each letter by the pairs that it is in */
  const scored = (text, words) => {
    const all = [];
    for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}][\p{M}\uff9e\uff9f]*/gu)) {
      const [folded, last] = [fold(letter), all.at(-1)];
      const alone = unspaced(folded);
      if (last && last.end === index && !alone && !last.alone) Object.assign(last, { end: index + letter.length, folded: last.folded + folded });
      else all.push({ at: index, end: index + letter.length, folded, alone });
    }
    const sought = new Set(words.flatMap(tokens));
    const pair = (i) => (all[i] && all[i + 1] && all[i].alone && all[i + 1].alone ? all[i].folded + all[i + 1].folded : '');
    return all.map((part, i) => ({
      ...part, score: part.alone ? Number([part.folded, pair(i - 1), pair(i)].some((it) => sought.has(it))) : Math.max(...words.map((word) => fit(part.folded, word))),
    }));
  };

  const marked = (label, words) => {
    const text = label.normalize('NFC');
    const nodes = [];
    let rest = 0;
    for (const { at, end, score, alone } of scored(text, words)) {
      if (!score) continue;
      const last = nodes.at(-1);
      if (alone && last && at === rest) last.textContent += text.slice(at, end);
      else nodes.push(text.slice(rest, at), make('mark', { textContent: text.slice(at, end) }));
      rest = end;
    }
    return [...nodes, text.slice(rest)];
  };

  /* what stands around the word that fits best */
  const around = (all, words) => {
    const text = all.normalize('NFC');
    const { at } = scored(text, words).reduce((best, part) => (part.score > best.score ? part : best), { at: 0, score: 0 });
    const before = text.indexOf(' ', at - 70);
    const from = at > 80 ? (before > -1 && before < at ? before + 1 : at - 40) : 0;
    const behind = text.lastIndexOf(' ', from + 170);
    const to = text.length > from + 180 ? Math.max(behind > at ? behind : from + 170, at + 40) : text.length;
    return (from ? '\u2026 ' : '') + text.slice(from, to) + (to < text.length ? ' \u2026' : '');
  };

  /* as the choice of kinds calls it */
  const called = (english) => (facets.flatMap((select) => [...select.options]).find((option) => option.value === english) || { text: english }).text;

  const counted = (hits, accounts) => (hits === 1 ? say('{n} hit in {m} page') : accounts === 1 ? say('{n} hits in {m} page') : say('{n} hits in {m} pages'))
    .replace('{n}', hits).replace('{m}', accounts);

  let run = 0;
  let shown = 0;
  const SIZE = 10;
  const type = (hit) => hit.number % 16;
  const best = (a, b) => b.words - a.words || b.score * WEIGHTS[type(b)] - a.score * WEIGHTS[type(a)] || a.plan - b.plan || a.number - b.number;
  const read = async (index, hit) => {
    const group = await load(index.groups[Math.floor(hit.plan / index.group)]);
    const [slug, title, entries] = group[hit.plan % index.group];
    const [anchor, label, quoted] = entries[Math.floor(hit.number / 16)];
    const page = anchor.includes('/');
    const url = new URL(page ? anchor : 'accounts/' + slug + '/index.html', home);
    if (!page) url.hash = anchor;
    return { href: url.href, label, quoted, kind: index.kinds[type(hit)], title };
  };
  const item = ({ href, label, quoted, kind, title }, words) =>
    make('li', {}, make('a', { href }, ...marked(label, words)), ...(quoted ? [make('p', {}, ...marked(around(quoted, words), words))] : []), make('small', { textContent: called(kind) + (label === title ? '' : ' \u00b7 ' + title) }));

  const show = async (mine, { index, words, hits }, kind) => {
    const all = hits.filter((hit) => (kind ? index.kinds[type(hit)] === kind : index.kinds[type(hit)])).sort(best);
    const draw = async (from) => {
      const next = await Promise.all(all.slice(from, from + SIZE).map((hit) => read(index, hit)));
      if (mine !== run) return;
      if (!from) list.replaceChildren();
      list.append(...next.map((hit) => item(hit, words)));
      shown = from + next.length;
      more.hidden = shown >= all.length;
    };
    await draw(0);
    if (mine !== run) return;
    more.onclick = async () => { const at = shown; await draw(at); list.children[at].querySelector('a').focus(); };
    const accounts = new Set(all.map((hit) => hit.plan)).size;
    out.textContent = words.length ? (all.length ? counted(all.length, accounts) : say('Nothing found')) : '';
  };

  const values = () => Object.fromEntries(facets.map((select) => [select.name, select.value]));
  const go = async () => {
    const mine = (run += 1);
    const query = new URLSearchParams();
    for (const field of [box, ...facets]) if (field.value.trim()) query.set(field.name, field.value.trim());
    try { history.replaceState(history.state, '', location.pathname + (query.size ? '?' + query : '') + location.hash); } catch { /* file: */ }
    form.parentNode.classList.toggle('searching', !!box.value.trim());
    try {
      const wanted = values();
      const result = await search(box.value, wanted);
      if (mine === run) await show(mine, result, wanted.kind);
    } catch {
      if (mine === run) out.textContent = say('The search index could not be loaded.');
    }
  };

  /* On the page for what is not there: names that come near to the address that was asked for. From a disk nobody asked. */
  const NAMES = ['Account', 'Owner', 'Page'];
  const FOLDERS = ['index', 'html', '404', 'accounts', 'owners', 'segments', 'pages'];
  const lost = async () => {
    const mine = (run += 1);
    const root = new URL('.', home).pathname;
    const asked = split(decodeURI(location.pathname.replace(root, ''))).filter((word) => word.length > 2 && !FOLDERS.includes(word)).join(' ');
    if (location.protocol === 'file:' || !asked) return;
    const pages = [...form.parentNode.parentNode.querySelectorAll('ul a')]
      .filter((a) => split(asked).some((word) => split(a.href.slice(home.href.lastIndexOf('/'))).some((part) => !FOLDERS.includes(part) && fit(part, word))))
      .map((a) => ({ href: a.href, label: a.textContent, kind: 'Page', title: a.textContent }));
    const { index, words, hits } = await search(asked, {}, true);
    const named = hits.filter((hit) => NAMES.includes(index.kinds[type(hit)])).sort(best).slice(0, 4 * SIZE);
    const found = new Map([...pages, ...await Promise.all(named.map((hit) => read(index, hit)))].map((name) => [name.href, name]));
    if (mine !== run || !found.size) return;
    out.textContent = say('Nearest to the address that was asked for:');
    list.replaceChildren(...[...found.values()].slice(0, 5).map((name) => item(name, words)));
  };

  const ready = async () => {
    form.hidden = false;
    const query = new URLSearchParams(location.search);
    for (const field of [box, ...facets]) {
      const value = query.get(field.name);
      if (value && (field === box || [...field.options].some((option) => option.value === value))) field.value = value;
    }
    let wait;
    /* between two letters nobody looks at hits, and each look loads some */
    form.addEventListener('input', () => { clearTimeout(wait); out.textContent = ''; wait = setTimeout(go, 200); });
    form.addEventListener('submit', (e) => { e.preventDefault(); const first = list.querySelector('a'); if (first) first.click(); });
    form.parentNode.addEventListener('keydown', (e) => {
      const links = [...list.querySelectorAll('a')];
      const at = links.indexOf(document.activeElement);
      if (e.key === 'ArrowDown' && links[at + 1]) links[at + 1].focus();
      else if (e.key === 'ArrowUp' && at > -1) (links[at - 1] || box).focus();
      else if (e.key === 'Escape') { box.value = ''; box.focus(); go(); } else return;
      e.preventDefault();
    });
    /* the link in the top bar leads to the box; who comes otherwise begins at the top of the page */
    if (location.hash === '#' + box.id) box.focus();
    if (box.value) go();
    else if ('lost' in form.dataset) lost().catch(() => { /* the main pages are there without it */ });
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', ready);
  else ready();
})();
