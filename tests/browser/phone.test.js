// L1 on a phone: whole words, grids that stay grids, cells in two straight columns, links that a thumb hits.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { house, pages, told } from './support.js';

const it = house();
const PHONE = { viewport: { width: 390, height: 844 } };

/** Ordinary words of tables that go on in the next line. */
const broken = () => {
  const found = [];
  for (const cell of document.querySelectorAll('.narrative td, .narrative th, .matrix tbody th')) {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      for (const word of walk.currentNode.data.matchAll(/\p{L}{2,16}/gu)) {
        const range = document.createRange();
        range.setStart(walk.currentNode, word.index);
        range.setEnd(walk.currentNode, word.index + word[0].length);
        if (range.getClientRects().length > 1) found.push(`broken: ${word[0]}`);
      }
    }
  }
  return found;
};

/** Cells meant for the right edge of an entry that stand elsewhere. */
const astray = () => [...document.querySelectorAll('.cards:not(.dated) tbody .x')].filter((cell) => {
  const [own, row] = [cell, cell.parentElement].map((el) => el.getBoundingClientRect());
  return cell.checkVisibility() && own.width && Math.abs(own.right - row.right) > 2;
}).map((cell) => `not at the edge: ${cell.closest('table').id} ${cell.textContent}`);

/** Links of lists that are lower than a thumb can hit. */
const low = () => [...document.querySelectorAll('.attention h3 a, .timeline a, .path a')].filter((link) => {
  const { height } = link.getBoundingClientRect();
  return link.checkVisibility() && height < 24;
}).map((link) => `${link.getBoundingClientRect().height} px high: ${link.textContent}`);

test('L1 a phone breaks no word of a table, keeps entries in two columns, and links of lists to be hit', async () => {
  const wrong = [];
  const files = pages('example').filter((file) => file.endsWith('index.html') && !file.startsWith('findings/'));
  const { context, page } = await it.open('example', files[0], PHONE);
  for (const file of files) {
    await page.goto(it.servers.example.base + file);
    for (const look of [broken, astray, low]) wrong.push(...(await page.evaluate(look)).map((text) => `${file}: ${text}`));
  }
  await context.close();
  told(wrong);
});

test('L1 whitespace stays a grid on a phone: a line for each account, every product beside it', async () => {
  const { context, page } = await it.open('example', 'whitespace/index.html', PHONE);
  const grid = await page.evaluate(() => {
    const table = document.querySelector('.cells');
    const rows = [...table.tBodies[0].rows];
    const lines = rows.map((row) => new Set([...row.cells].map((cell) => Math.round(cell.getBoundingClientRect().top))).size);
    const edge = table.parentElement.getBoundingClientRect().right;
    return { lines, over: rows[0].lastElementChild.getBoundingClientRect().right - edge, height: document.documentElement.scrollHeight };
  });
  await context.close();
  assert.ok(grid.lines.every((tops) => tops === 1), `${grid.lines}`);
  assert.ok(grid.over <= 1, `${grid.over} px beyond the edge`);
  assert.ok(grid.height < 2600, `${grid.height} px high`);
});
