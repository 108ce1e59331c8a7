// Every kind of page of every site is opened once and asked everything that can be asked of an open page; each row of the table of
// acceptance has its test, which holds the answers. The questions stand in asked.js.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as asked from './asked.js';
import { WIDTHS, house, told } from './support.js';

const it = house();
const answers = { N1: [], A3: [], L1: [], L2: [], A4: [], A5: [], A6: [], A7: [] };
const glyphs = new Map();
/** Numbers on the axes of figures, which no table repeats. */
const TICKS = {
  streak_growth: '^(−?\\d+\\s%|\\d\\+?)$',
  revenue_line: '^(Q\\d )?FY\\d\\d$',
  action_timeline: '^Today',
  benchmark_lines: '^[A-Z][a-z]+ \\d{4}$',
  cycle_timeline: '^Today',
  value_hours: '^[\\d,.]+$',
  closing_money: '^(FY)?\\d{4}$',
  stakeholder_map: '^[1-5]$',
  portfolio_matrix: '^(0|50|100)$',
  concentration: '^\\d+\\s?%$',
};

let asking;
const all = () => (asking ??= (async () => {
  answers.N1 = await it.survey({ viewport: { width: 1440, height: 900 } }, async ({ page, requests, site, file }) => {
    const note = (row, found) => answers[row].push(...found.map((text) => `${site} ${file}: ${text}`));
    const count = requests.length;
    if (count > 4) note('N1', [`${count} requests: ${requests.join(' ')}`]);
    await page.evaluate(() => document.querySelectorAll('main details').forEach((el) => { el.open = true; }));
    const { wordless, told: states } = await page.evaluate(asked.states);
    note('A4', wordless);
    for (const [name, glyph, word] of states) glyphs.set(glyph, (glyphs.get(glyph) || new Map()).set(name, word));
    note('A6', await page.evaluate(asked.figures, TICKS));
    note('A7', await page.evaluate(asked.unlabelled));
    // 640 is a desk at 200 %, 320 the same at 400 %
    for (const width of [...WIDTHS, 640]) {
      await page.setViewportSize({ width, height: 900 });
      note('L1', await page.evaluate(asked.wider));
      if (width === 390) {
        note('L1', await page.evaluate(asked.squeezed));
        note('A3', await page.evaluate(asked.stuck));
      }
      if ([320, 390, 820, 1440].includes(width)) {
        note('L2', await page.evaluate(asked.small));
        note('L2', await page.evaluate(asked.collisions));
      }
      if ([320, 640].includes(width)) note('A5', await page.evaluate(asked.clipped));
      if ([320, 1440].includes(width)) {
        await page.evaluate(asked.spacing, true);
        note('A5', (await page.evaluate(asked.wider)).concat(await page.evaluate(asked.clipped)).map((text) => `with more space, ${text}`));
        await page.evaluate(asked.spacing, false);
      }
    }
  }, { per: { example: 2, broken: 2, other: 1 } }).then((wrong) => answers.N1.concat(wrong));
  return answers;
})());

test('N1 under the policy no violation, no console error, no request elsewhere, at most four', async () => told((await all()).N1));
test('L1 no page is wider than the window, no cell is squeezed', async () => told((await all()).L1));
test('L1 no cell of a list is squeezed to a column of letters on a phone, on any page', () => it.visit({ viewport: { width: 390, height: 844 } }, async ({ page, say }) => {
  (await page.evaluate(asked.squeezed)).forEach(say);
}, { sites: ['example'], per: Infinity }));
test('L2 no text is smaller than 11 px and no label of a drawing lies over another', async () => told((await all()).L2));
test('A3 whatever scrolls sideways is reached by keys', async () => told((await all()).A3));
test('A5 zoomed to 200 and 400 % and with more space between letters, words and lines nothing is cut', async () => told((await all()).A5));
test('A6 every drawing has a title, a description and a table with its numbers', async () => told((await all()).A6));
test('A7 every control has a label and every task says its state', async () => told((await all()).A7));
test('A4 each state has a glyph and a word, and good and bad never share a glyph', async () => {
  const side = { ok: 'good', on: 'good', bad: 'bad', risk: 'bad', warn: 'fair', watch: 'fair', unknown: 'unknown', info: 'note' };
  const wrong = [...(await all()).A4];
  assert.ok(glyphs.size >= 6, `${[...glyphs.keys()]}`);
  for (const [glyph, names] of glyphs) {
    const sides = new Set([...names.keys()].map((name) => side[name] ?? name));
    if (sides.has('good') && sides.size > 1) wrong.push(`${glyph} stands for ${[...names].map(([name, word]) => `${name} (${word})`).join(', ')}`);
  }
  told(wrong);
});
