// V1: what a picture would show, as text that does not depend on fonts and rasters: of each part of a page in its order the left edge and the width
// in units of 8 px, whether it stands beside the part before it, its height, and its colours by the names of their tokens. Three pages in the light, in
// the dark, on a phone and on paper are compared with `layout/`; `UPDATE=1` writes them anew, and whoever does looks at the pages.

import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { house, told } from './support.js';

const it = house();
const KEPT = path.join(import.meta.dirname, 'layout');
const PAGES = { portfolio: 'index.html', account: 'accounts/kestrel-ridge-medical-center/index.html', readiness: 'readiness/index.html' };
const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  print: { colorScheme: 'dark', viewport: { width: 703, height: 1040 } },
};
/** Of the edges in units, and of the height as a share and in pixels: what another font moves. */
const EDGE = 2;
const HEIGHT = [0.4, 48];

/** One line for each part: name, left edge, width, height, `beside` or nothing, colours of ground, words and upper line. */
const parts = () => {
  const tokens = new Map();
  const style = getComputedStyle(document.documentElement);
  for (const name of ['bg', 'wash', 'ink', 'mut', 'rule', 'rule2', 'acc', 's1', 's2', 's3', 'ok', 'okw', 'warn', 'warnw', 'bad', 'badw']) {
    const digits = style.getPropertyValue(`--${name}`).trim().match(/^#([0-9a-f]{6})$/i);
    const rgb = digits && `rgb(${[0, 2, 4].map((at) => parseInt(digits[1].slice(at, at + 2), 16)).join(', ')})`;
    if (rgb && !tokens.has(rgb)) tokens.set(rgb, name);
  }
  const token = (colour) => (colour === 'rgba(0, 0, 0, 0)' ? '-' : tokens.get(colour) ?? colour.replaceAll(' ', ''));
  let before = null;
  const lines = [];
  for (const el of document.querySelectorAll('.classification, .top, main, .head, .lede, .kpi, main [id].block, figure[data-chart], main table[id], .facts, .toc, body > footer')) {
    const name = `${el.localName}${el.id ? `#${el.id}` : `.${el.dataset.chart || (el.getAttribute('class') || '').split(' ')[0]}`}`;
    if (!el.checkVisibility()) { lines.push(`${name} hidden`); continue; }
    const { left, top, width, height, bottom } = el.getBoundingClientRect();
    const beside = before && !before.el.contains(el) && top < before.bottom - 8 ? ' beside' : '';
    const look = getComputedStyle(el);
    // the first sentence is so many letters wide
    const across = el.matches('.lede') ? '' : Math.round(width / 8);
    lines.push(`${name} x${Math.round(left / 8)} w${across} h${Math.round(height)}${beside} ${token(look.backgroundColor)} ${token(look.color)} ${look.borderTopWidth === '0px' ? '-' : token(look.borderTopColor)}`);
    before = { el, bottom };
  }
  return lines;
};

const LINE = /^(\S+) x(-?\d+) w(\d*) h(\d+)( beside)? (.*)$/;
/** What differs between a kept line and a new one; nothing within what another font moves. */
const differs = (kept, now) => {
  const [a, b] = [kept, now].map((line) => line?.match(LINE));
  if (!a || !b) return kept !== now;
  const far = (at, most) => Math.abs(a[at] - b[at]) > most;
  return [1, 5, 6].some((at) => a[at] !== b[at]) || far(2, EDGE) || far(3, EDGE) || far(4, HEIGHT[1] + HEIGHT[0] * a[4]);
};

for (const [name, file] of Object.entries(PAGES)) {
  for (const [look, options] of Object.entries(LOOKS)) {
    test(`V1 the layout of the ${name} page, ${look}`, async () => {
      const { context, page } = await it.open('example', file, options);
      if (look === 'print') await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      // the font that `tests/all` installs, and in its place any that $FONT names
      await page.evaluate((font) => document.documentElement.style.setProperty('--sans', font), `"${process.env.FONT || 'Liberation Sans'}", sans-serif`);
      const now = await page.evaluate(parts);
      await context.close();
      const kept = path.join(KEPT, `${name}-${look}.txt`);
      if (process.env.UPDATE) fs.writeFileSync(kept, `${now.join('\n')}\n`);
      const then = fs.readFileSync(kept, 'utf8').trimEnd().split('\n');
      const wrong = [];
      for (let at = 0; at < Math.max(then.length, now.length); at += 1) if (differs(then[at], now[at])) wrong.push(`line ${at + 1}: kept ${then[at]}, now ${now[at]}`);
      told(wrong);
    });
  }
}
