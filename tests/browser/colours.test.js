// A2: contrast of every pair of tokens, computed from the published stylesheet.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, names, text, told } from './support.js';

const css = (site) => text(site, files(site).find((file) => /^assets\/site-.*\.css$/.test(file)));

/** The tokens of each theme as published: what `:root` says, then what the theme says again. */
const themes = (sheet) => {
  const found = {};
  for (const [, selector, body] of sheet.matchAll(/([^{}]*:root[^{}]*)\{([^{}]*)\}/g)) {
    const values = Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map(([, name, value]) => [name, value]));
    if (!values.bg && !values.acc) continue;
    const name = selector.includes(':not([data-theme') || selector.includes('data-theme="dark"') || selector.includes('data-theme=dark') ? (selector.includes(':not') ? 'dark by the system' : 'dark by choice') : selector.includes(':root:root') ? 'print' : 'light';
    found[name] = { ...found[name], ...values };
  }
  return found;
};
const light = (colour) => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => { const [low, high] = [light(a), light(b)].sort((x, y) => x - y); return (high + 0.05) / (low + 0.05); };

const TEXT = 4.5;
const SHAPE = 3;
const NEIGHBOUR = 2;
/** [least contrast, front, back] */
const PAIRS = [
  // text of the page, of quiet areas and of the row that a link led to
  ...['ink', 'mut', 'acc', 'ok', 'warn', 'bad'].flatMap((front) => ['bg', 'wash', 'accw'].map((back) => [TEXT, front, back])),
  // marks of states, and what stands in the box of a finding
  ...['ok', 'warn', 'bad'].map((state) => [TEXT, state, `${state}w`]),
  ...['ink', 'mut', 'acc'].flatMap((front) => ['warnw', 'badw'].map((back) => [TEXT, front, back])),
  // cells of matrices
  [TEXT, 'bg', 's1'], [TEXT, 'ink', 's3'],
  // edges of controls, the ring of the focus, marks of figures
  ...['rule2', 'acc', 's1', 's2', 's3l', 'ok', 'warn', 'warn2', 'bad', 'ink'].map((front) => [SHAPE, front, 'bg']),
  [SHAPE, 'acc', 'wash'],
  // one hue, three lightnesses
  [NEIGHBOUR, 's1', 's2'], [NEIGHBOUR, 's2', 's3'],
];

test('A2 every pair of tokens has its contrast, in both themes and on paper', (context) => {
  const wrong = [];
  for (const site of names) {
    const all = themes(css(site));
    assert.deepEqual(Object.keys(all).sort(), ['dark by choice', 'dark by the system', 'light', 'print'], site);
    for (const [theme, given] of Object.entries(all)) {
      const tokens = { ...all.light, ...given };
      let least = [Infinity];
      for (const [bar, front, back] of PAIRS) {
        assert.ok(tokens[front] && tokens[back], `${front} and ${back} are tokens`);
        const is = contrast(tokens[front], tokens[back]);
        if (is < bar) wrong.push(`${site} ${theme}: ${front} ${tokens[front]} on ${back} ${tokens[back]}: ${is.toFixed(2)}, at least ${bar}`);
        if (is / bar < least[0]) least = [is / bar, `${front} on ${back} ${is.toFixed(2)} of ${bar}`];
      }
      if (site === 'example') context.diagnostic(`${theme}: nearest to its bar ${least[1]}`);
    }
  }
  told(wrong);
});

test('A2 no rule of the stylesheet sets text on a ground that is not among the pairs', () => {
  const known = new Set(PAIRS.map(([, front, back]) => `${front} on ${back}`));
  const wrong = [];
  const sheet = css('example').replace(/\/\*[^]*?\*\//g, '');
  for (const [, selector, body] of sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const [, front] = body.match(/(?:^|[;\s])color:\s*var\(--(\w+)\)/) || [];
    const [, back] = body.match(/background(?:-color)?:\s*var\(--(\w+)\)/) || [];
    if (front && back && !known.has(`${front} on ${back}`)) wrong.push(`${selector.trim()}: ${front} on ${back}`);
    // colours come from tokens alone
    if (!/--bg:|--acc:|@page|@bottom/.test(selector + body) && /#[0-9a-f]{3,8}\b|\brgb|\bhsl/i.test(body)) wrong.push(`${selector.trim()}: a colour that is not a token`);
  }
  told(wrong);
});
