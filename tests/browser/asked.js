// What is asked of every page that is open: each question looks at the page as it stands and says what is wrong. They run in the page.

/** L1: how far the document is wider than the window, and what sticks out. */
export const wider = () => {
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return [];
  const scrolls = (el) => { for (let up = el; up; up = up.parentElement) if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX) && up !== document.documentElement && up !== document.body) return true; return false; };
  const el = [...document.body.querySelectorAll('*')].filter((el) => el.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(el)).at(-1);
  return [`${over} px over at ${innerWidth}: ${el ? `${el.tagName}.${el.className?.baseVal ?? el.className} ${el.textContent.slice(0, 40)}` : '?'}`];
};

/** L2: text below 11 px. */
export const small = () => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || el.closest('.vh,title,desc,script,[hidden]') || !el.checkVisibility()) continue;
    const svg = el.closest('svg');
    const scale = svg && svg.viewBox.baseVal?.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    if (svg && !svg.getBoundingClientRect().width) continue;
    const size = parseFloat(getComputedStyle(el).fontSize) * scale;
    if (size < 10.95) found.add(`${size.toFixed(1)} px at ${innerWidth} ${el.tagName}.${el.className?.baseVal ?? el.className}: ${walker.currentNode.textContent.trim().slice(0, 30)}`);
  }
  return [...found].slice(0, 3);
};

/** L2: labels of a drawing that lie over each other or stick out of it. */
export const collisions = () => {
  const found = [];
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    // the letters fill about two thirds of the box of their line
    const boxes = [...svg.querySelectorAll('text')].filter((el) => el.textContent.trim()).map((el) => {
      const { left, right, top, bottom } = el.getBoundingClientRect();
      return { el, left, right, top: top + (bottom - top) / 6, bottom: bottom - (bottom - top) / 6 };
    });
    const name = svg.closest('figure')?.dataset.chart;
    boxes.forEach((a, at) => {
      if (a.left < frame.left - 1.5 || a.right > frame.right + 1.5) found.push(`${name} at ${innerWidth}: “${a.el.textContent}” sticks out by ${Math.max(frame.left - a.left, a.right - frame.right).toFixed(1)} px`);
      for (const b of boxes.slice(at + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 1) found.push(`${name} at ${innerWidth}: “${a.el.textContent}” over “${b.el.textContent}” by ${wide.toFixed(1)} × ${high.toFixed(1)} px`);
      }
    });
  }
  return found.slice(0, 4);
};

/** L1: cells of a list that a phone squeezes to a column of letters. */
export const squeezed = () => [...document.querySelectorAll('.cards tbody :is(td, th)')].filter((cell) => {
  const { width, height } = cell.getBoundingClientRect();
  return width < 60 && height > 120;
}).map((cell) => `squeezed at ${innerWidth}: ${cell.textContent.slice(0, 40)}`);

/** A5: text that its box cuts off and nobody can scroll to. */
export const clipped = () => [...document.body.querySelectorAll('*')].filter((el) => {
  if (el.closest('svg, .vh, [hidden]') || !el.textContent.trim() || !el.checkVisibility()) return false;
  const style = getComputedStyle(el);
  const cuts = (overflow, inner, outer) => ['hidden', 'clip'].includes(overflow) && inner > outer + 1;
  if (style.clipPath !== 'none' || el.clientWidth < 2) return false;
  return cuts(style.overflowX, el.scrollWidth, el.clientWidth) || cuts(style.overflowY, el.scrollHeight, el.clientHeight);
}).map((el) => `cut at ${innerWidth}: ${el.tagName}.${el.className} ${el.textContent.trim().slice(0, 40)}`).slice(0, 3);

/** A5: the text spacing that readers may ask for (WCAG 1.4.12), put on and taken off. Text of drawings stands in the tables beside them. */
export const spacing = (on) => {
  if (!on) { document.adoptedStyleSheets = []; return; }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':not(svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
  document.adoptedStyleSheets = [sheet];
};

/** A4: states without a glyph and a word, and the glyph and word of all others. */
export const states = () => {
  const wordless = [];
  const told = [];
  for (const el of document.querySelectorAll('main .st')) {
    const [, glyph, word] = el.textContent.replace(/\s+/g, ' ').trim().match(/^(\p{S}|\p{P})\s*(.*\p{L}.*)$/u) || [];
    if (!glyph) wordless.push(`no glyph or word: ${el.outerHTML.slice(0, 140)}`);
    else told.push([[...el.classList].filter((name) => name !== 'st').sort().join(' '), glyph, word]);
  }
  for (const cell of document.querySelectorAll('.matrix td:is(.ok, .warn, .bad, .unknown)')) {
    if (!cell.querySelector('[aria-hidden]')?.textContent.trim() || !cell.querySelector('.vh')?.textContent.trim()) wordless.push(`no glyph or word: ${cell.outerHTML.slice(0, 140)}`);
  }
  // boxes and cells speak in words too
  for (const el of document.querySelectorAll('main :is(.pill, .finding > :first-child, .cells td:is(.use, .prop, .rival, .open), .heat td.b)')) if (!el.textContent.trim()) wordless.push(`nothing but colour: ${el.outerHTML.slice(0, 140)}`);
  return { wordless: wordless.slice(0, 3), told };
};

/** A7: controls without a name, and tasks whose state is a box. */
export const unlabelled = () => {
  const wrong = [];
  for (const el of document.querySelectorAll('input, select, textarea, button')) {
    const name = el.getAttribute('aria-label') || [...(el.labels || [])].map((label) => [...label.childNodes].filter((node) => node !== el).map((node) => node.textContent).join('')).join('') || (el.matches('button') ? el.textContent : '');
    if (!name.trim()) wrong.push(`no label: ${el.outerHTML.slice(0, 120)}`);
  }
  for (const box of document.querySelectorAll('main [type=checkbox]')) wrong.push(`a check box: ${box.outerHTML.slice(0, 120)}`);
  for (const task of document.querySelectorAll('li.task')) if (!/\p{L}/u.test(task.querySelector('.st')?.textContent ?? '')) wrong.push(`a task without its state: ${task.outerHTML.slice(0, 120)}`);
  for (const item of document.querySelectorAll('main li')) if (/^\s*\[[ xX]\]/.test(item.textContent)) wrong.push(`a task as it was typed: ${item.textContent.slice(0, 60)}`);
  return wrong;
};

/** A6: numbers of a drawing that its table does not hold, and marks that are not as long as their numbers say. `ticks` are numbers of an axis, by figure. */
export const figures = (ticks) => {
  const wrong = [];
  const numbers = (text) => [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) => Number(digits.replaceAll(',', '')));
  for (const figure of document.querySelectorAll('figure')) {
    const name = figure.dataset.chart;
    const say = (text) => wrong.push(`${name}: ${text}`);
    const svg = figure.querySelector('svg[role=img]');
    const table = figure.querySelector('table');
    if (!figure.querySelector('svg')) continue;
    if (!table) { say('no table'); continue; }
    if (svg) {
      const named = (svg.getAttribute('aria-labelledby') || '').split(' ').map((id) => document.getElementById(id)?.textContent.trim());
      if (named.length !== 2 || !named.every(Boolean)) say('no title or description');
      // text by text, since a number and the day below it stand in one cell; a day is held with the year that only machines read
      const held = new Set();
      const walk = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) numbers(walk.currentNode.data).forEach((number) => held.add(number));
      for (const day of table.querySelectorAll('time')) numbers(day.dateTime.replaceAll('-', ' ')).forEach((number) => held.add(number));
      const tick = new RegExp(ticks[name] ?? '^$');
      const text = (el) => el.textContent.trim();
      for (const label of [...svg.querySelectorAll('text')].map(text).concat(text(svg.querySelector('desc')))) {
        if (tick.test(label)) continue;
        for (const number of numbers(label)) if (!held.has(number)) say(`${number} of “${label.slice(0, 90)}” is not in the table`);
      }
      if (!table.querySelectorAll('tbody tr').length) say('an empty table');
    }
    // bars of rows: as long as the number beside them
    for (const row of figure.querySelectorAll('tr')) {
      const score = row.querySelector('[data-score][data-value]')?.dataset.value;
      const filled = [...row.querySelectorAll('svg.bar rect:is(.fo, .fw, .fw2, .fb)')].map((rect) => rect.width.baseVal.value);
      if (score && filled.length === 1 && Math.abs(filled[0] - Number(score) * 10) > 6) say(`a bar of ${filled[0]} for ${score}`);
    }
    const part = (el, name, key) => el.querySelector(`rect.${name}`)?.[key].baseVal.value ?? 0;
    if (name === 'coverage_bars') {
      // one scale for all rows: won, weighted open, all open and the target end where their numbers say
      const scales = [...figure.querySelectorAll('tbody tr')].flatMap((row) => {
        const [won, weighted, open, target] = numbers(row.querySelector('td.w .vh')?.textContent ?? '');
        const ends = [[part(row, 'f1', 'width'), won], [part(row, 'f2', 'width'), weighted], [part(row, 'f3', 'x') + part(row, 'f3', 'width'), won + open], [part(row, 'ft', 'x') + 3, target]];
        return ends.filter(([end, number]) => number > 50 && end > 0 && end < 990).map(([end, number]) => end / number);
      });
      if (!scales.length || Math.max(...scales) > Math.min(...scales) * 1.04) say(`bars on scales from ${Math.min(...scales)} to ${Math.max(...scales)}`);
    }
    if (name === 'growth_gap') {
      const whole = part(svg, 'fg', 'width');
      const shares = [...table.tBodies[0].rows].map((row) => [row.cells[0].textContent, numbers(row.cells[2].textContent)[0]]);
      for (const [mark, step] of [['f1', 'Won'], ['f2', 'Weighted open'], ['fb', 'Missing']]) {
        const [, share = 0] = shares.find(([text]) => text === step) || [];
        const drawn = (100 * part(svg, mark, 'width')) / whole;
        if (svg.querySelectorAll(`rect.${mark}`).length < 2 && share <= 100 && Math.abs(drawn - share) > 1) say(`${step} is ${share} % and drawn as ${drawn.toFixed(1)} %`);
      }
    }
  }
  return wrong;
};

/** A3: what scrolls sideways and no key reaches. */
export const stuck = () => [...document.querySelectorAll('main *')].filter((el) => {
  if (!['auto', 'scroll'].includes(getComputedStyle(el).overflowX) || el.scrollWidth <= el.clientWidth + 1 || !el.checkVisibility()) return false;
  return el.tabIndex < 0 && !el.querySelector('a[href], button, input, select, summary, [tabindex="0"]');
}).map((el) => `no key scrolls it at ${innerWidth}: ${el.tagName}.${el.className} ${el.textContent.trim().slice(0, 40)}`);
