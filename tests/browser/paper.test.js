// PR1: what is printed, read back with poppler: pdftotext for the words, pdftoppm for the ink.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { LONG, house, pages, told } from './support.js';

const it = house();
const poppler = (program, args, input, options = {}) => {
  try {
    return execFileSync(program, args, { input, maxBuffer: 1 << 28, ...options });
  } catch (error) {
    throw error.code === 'ENOENT' ? new Error(`no ${program}: install poppler-utils`) : error;
  }
};
/** The text of each sheet. */
const sheets = (pdf) => poppler('pdftotext', ['-layout', '-', '-'], pdf, { encoding: 'utf8' }).split('\f').slice(0, -1);
/** Each sheet as grey dots: how wide, how high, and how light a dot is. */
const dots = (pdf) => {
  const bytes = poppler('pdftoppm', ['-r', '36', '-gray', '-'], pdf);
  const found = [];
  for (let at = 0; at < bytes.length;) {
    const [head, width, height] = bytes.subarray(at, at + 40).toString('latin1').match(/^P5\s+(\d+)\s+(\d+)\s+255\s/);
    const from = at + head.length;
    at = from + width * height;
    found.push({ width: Number(width), height: Number(height), light: (x, y) => bytes[from + y * width + x] });
  }
  return found;
};

// site.md §7: two sheets for 12 accounts and one more for each 35 more, three for a plan, two for a pack and for readiness
const budget = (site, file) => (file === 'index.html' ? 2 + (site === 'large' ? Math.ceil((150 - 12) / 35) : 0) : file.endsWith('/review.html') || file.startsWith('readiness/') ? 2 : file.startsWith('accounts/') ? 3 : Infinity);
/** A table that runs over several sheets, and the words of its head. */
const TABLES = { 'actions/index.html': ['actions', ['Due', 'Action', 'Account', 'Owner', 'Status']], 'index.html': ['accounts', ['Account', 'Owner', 'Readiness', 'Target', 'Gap']] };

test('PR1 paper keeps to its budget on A4 and Letter, from dark mode: white, headed, nothing cut at the right edge', async (context) => {
  const wrong = [];
  let headed = 0;
  const printed = pages('example').filter((file) => budget('example', file) < Infinity).concat('actions/index.html').map((file) => ['example', file]);
  printed.push(['large', 'index.html'], ['broken', 'index.html']);
  const from = await it.browser.newContext({ colorScheme: 'dark', viewport: { width: 1440, height: 900 } });
  const page = await from.newPage();
  for (const [site, file] of printed) {
    const say = (text) => wrong.push(`${site} ${file}: ${text}`);
    for (const format of ['A4', 'Letter']) {
      // opened anew, since Chromium lays out a page that was printed before a little wider
      await page.goto(it.servers[site].base + file);
      const pdf = await page.pdf({ format, preferCSSPageSize: true });
      const texts = sheets(pdf);
      context.diagnostic(`${site} ${file}: ${texts.length} sheets of ${format}`);
      if (texts.length > budget(site, file)) say(`${texts.length} sheets of ${format}, ${budget(site, file)} allowed`);
      texts.forEach((text, at) => {
        if (!/Internal|team/.test(text) || !/As of\s+22\s+Nov/.test(text)) say(`sheet ${at + 1} of ${format} without classification or day`);
        if (text.replace(/\s+/g, '').length < 60) say(`sheet ${at + 1} of ${format} is blank`);
      });
      if (TABLES[file]) {
        const [id, heads] = TABLES[file];
        const rows = await page.$$eval(`#${id} tbody tr:not(.group)`, (all) => all.map((row) => {
          const cells = [...row.cells].map((cell) => (cell.querySelector('a, time') ?? cell).textContent.trim().split(/\s+/).slice(0, 2));
          return [cells[0], cells.slice(1).find((words) => words.length === 2 && words.every((word) => /^\p{L}+$/u.test(word)))].filter(Boolean).map((words) => words[0]);
        }));
        const begins = texts.findIndex((text) => heads.every((head) => text.includes(head)));
        if (begins < 0) say(`no sheet of ${format} has the head of the table`);
        texts.forEach((text, at) => {
          if (at < begins) return;
          const flat = text.replace(/\s+/g, ' ');
          // three lines with the first words of a row's first cells: the table is on this sheet
          const lines = text.split('\n');
          if (rows.filter((words) => lines.some((line) => line.trim().startsWith(words[0]) && words.every((word) => line.includes(word)))).length < 3) return;
          headed += 1;
          for (const head of heads) if (!flat.includes(head)) say(`sheet ${at + 1} of ${format} without the head “${head}”`);
        });
      }
      if (format === 'A4' || LONG) {
        const pictures = dots(pdf);
        assert.equal(pictures.length, texts.length, 'a picture for each sheet');
        pictures.forEach(({ width, height, light }, at) => {
          let white = 0;
          for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) white += light(x, y) > 245;
          if (white < 0.55 * width * height) say(`sheet ${at + 1} of ${format} is ${Math.round((100 * white) / width / height)} % white`);
          // the margin of 12 mm at the right, but for a hair
          const margin = Math.floor(width - (10 / 25.4) * 36);
          for (let y = 0; y < height; y += 1) for (let x = margin; x < width; x += 1) if (light(x, y) < 200) { say(`sheet ${at + 1} of ${format}: ink in the right margin, ${Math.round((100 * y) / height)} % down`); y = height; break; }
        });
      }
    }
  }
  assert.ok(headed >= 8, `${headed} sheets of long tables`);
  await page.emulateMedia({ media: 'print' });
  assert.match(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/);
  await from.close();
  told(wrong);
});
