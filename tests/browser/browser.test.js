// What only a browser can tell.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { LONG, SITES, chosen, launch, names, pages, serve, watched } from './support.js';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const told = (wrong) => assert.deepEqual([...new Set(wrong)].slice(0, 25), [], `${wrong.length} in all`);

let browser;
const servers = {};
before(async () => {
  browser = await launch();
  for (const name of names) servers[name] = await serve(name);
});
after(async () => {
  await browser?.close();
  for (const server of Object.values(servers)) await server.close();
});

/** Calls `each` with a watched page for the chosen pages of the sites. */
const visit = async (options, each, { sites = names, per = 2 } = {}) => {
  const wrong = [];
  for (const site of sites) {
    const context = await browser.newContext(options);
    const seen = await watched(context, servers[site].origin);
    for (const file of chosen(site, per)) {
      seen.wrong.length = 0;
      seen.requests.length = 0;
      await seen.page.goto(servers[site].base + file, { waitUntil: 'load' });
      await each({ ...seen, site, file, say: (text) => wrong.push(`${site} ${file}: ${text}`) });
      wrong.push(...seen.wrong.map((text) => `${site} ${file}: ${text}`));
    }
    await context.close();
  }
  told(wrong);
};

describe('under the strict policy', () => {
  test('no violation, no console error, no request elsewhere, at most four', () => visit({}, async ({ requests, say }) => {
    if (requests.length > 4) say(`${requests.length} requests: ${requests.join(' ')}`);
  }));

  test('no page is wider than the window', async () => {
    const widths = LONG ? [320, 390, 768, 820, 1024, 1440] : [320, 390, 768, 1024, 1440];
    await visit({}, async ({ page, say }) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) {
          const widest = await page.evaluate(() => {
            const scrolls = (el) => { for (let up = el; up; up = up.parentElement) if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX) && up !== document.documentElement && up !== document.body) return true; return false; };
            const all = [...document.body.querySelectorAll('*')].filter((el) => el.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(el));
            const el = all.at(-1);
            return el ? `${el.tagName}.${el.className?.baseVal ?? el.className} ${el.textContent.slice(0, 40)}` : '?';
          });
          say(`${over} px over at ${width}: ${widest}`);
        }
      }
    });
  });

  test('no cell of a list is squeezed to a column of letters on a phone', () => visit({ viewport: { width: 390, height: 844 } }, async ({ page, say }) => {
    const squeezed = await page.evaluate(() => [...document.querySelectorAll('.cards tbody :is(td, th)')].filter((cell) => {
      const { width, height } = cell.getBoundingClientRect();
      return width < 60 && height > 120;
    }).map((cell) => cell.textContent.slice(0, 40)));
    squeezed.forEach((text) => say(`squeezed: ${text}`));
  }, { sites: ['example'], per: Infinity }));

  test('no text is rendered smaller than 11 px', () => visit({ viewport: { width: 390, height: 844 } }, async ({ page, say }) => {
    const small = await page.evaluate(() => {
      const found = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const el = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || el.closest('.vh,title,desc,script,[hidden]') || !el.checkVisibility()) continue;
        const svg = el.closest('svg');
        const scale = svg && svg.viewBox.baseVal?.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
        if (svg && !svg.getBoundingClientRect().width) continue;
        const size = parseFloat(getComputedStyle(el).fontSize) * scale;
        if (size < 10.95) found.add(`${size.toFixed(1)} px ${el.tagName}.${el.className?.baseVal ?? el.className}: ${walker.currentNode.textContent.trim().slice(0, 30)}`);
      }
      return [...found].slice(0, 3);
    });
    small.forEach(say);
  }, { per: 1 }));
});

describe('accessibility', () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of LONG ? [320, 390, 820, 1440] : [390, 1440]) {
      // every page kind of the example, and of the one that runs to the left, in all four; the other sites on a light desk and a dark phone, unless there is time
      const sites = LONG || (colorScheme === 'light') === (width >= 1440) ? names : ['example', 'rtl'];
      test(`axe finds nothing, ${colorScheme}, ${width} px`, () => visit({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true, reducedMotion: 'reduce' }, async ({ page, say }) => {
        await page.evaluate(() => document.querySelectorAll('main details').forEach((el) => { el.open = true; }));
        await page.evaluate(axe);
        const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }));
        for (const violation of found.violations) say(`${violation.id} (${violation.nodes.length}): ${violation.nodes[0].target} ${violation.nodes[0].failureSummary?.replaceAll('\n', ' ').slice(0, 160)}`);
      }, { sites, per: LONG ? 2 : 1 }));
    }
  }

  test('the skip link comes first and every stop of the keyboard can be seen', () => visit({ viewport: { width: 1440, height: 900 } }, async ({ page, say }) => {
    const stops = [];
    for (let at = 0; at < 25; at += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => {
        const el = document.activeElement;
        const box = el.getBoundingClientRect();
        const style = getComputedStyle(el);
        return { what: `${el.tagName}.${el.className} ${el.textContent.slice(0, 20)}`, seen: box.width > 0 && box.height > 0, ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1, body: el === document.body, skip: el.matches('.skip') };
      }));
    }
    if (!stops[0].skip) say(`first stop is ${stops[0].what}`);
    for (const stop of stops) if (!stop.body && !(stop.seen && stop.ring)) say(`${stop.seen ? 'no ring' : 'unseen'}: ${stop.what}`);
  }, { sites: ['example'], per: 1 }));
});

describe('without a server or without scripts', () => {
  test('from disk, in a folder with a space, #, % and an umlaut', async () => {
    const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck ümlaut #1 100% '));
    try {
      fs.cpSync(path.join(SITES, 'example'), room, { recursive: true });
      const { pathToFileURL } = await import('node:url');
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const { page, wrong } = await watched(context, 'file:');
      const said = [];
      for (const file of chosen('example')) {
        wrong.length = 0;
        await page.goto(pathToFileURL(path.join(room, file)).href, { waitUntil: 'load' });
        said.push(...wrong.map((text) => `${file}: ${text}`));
        const styled = await page.evaluate(() => getComputedStyle(document.querySelector('.skip')).position === 'absolute' || document.styleSheets.length > 0);
        if (!styled) said.push(`${file}: not styled`);
      }
      await page.goto(pathToFileURL(path.join(room, 'index.html')).href);
      await page.locator('main th[data-sort] button').first().click();
      assert.ok(await page.locator('th[aria-sort]').count(), 'sorting works from disk');
      const link = page.locator('main a[href*="accounts/"]').first();
      await link.click();
      assert.match(decodeURIComponent(page.url()), /accounts\/[^/]+\/index\.html/);
      await page.selectOption('[data-theme-select]', 'dark');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
      await context.close();
      told(said);
    } finally {
      fs.rmSync(room, { recursive: true, force: true });
    }
  });

  test('without scripts the text is the same', async () => {
    const wrong = [];
    const words = () => {
      const copy = document.querySelector('main').cloneNode(true);
      copy.querySelectorAll('form,[data-js],[role=status],script').forEach((el) => el.remove());
      return copy.textContent.replace(/\s+/g, ' ').trim();
    };
    for (const site of ['example', 'broken', 'empty']) {
      const said = [];
      for (const javaScriptEnabled of [true, false]) {
        const context = await browser.newContext({ javaScriptEnabled });
        const page = await context.newPage();
        const texts = new Map();
        for (const file of chosen(site)) {
          await page.goto(servers[site].base + file);
          texts.set(file, await page.evaluate(words));
        }
        said.push(texts);
        await context.close();
      }
      for (const [file, one] of said[0]) if (one !== said[1].get(file)) wrong.push(`${site} ${file}`);
    }
    told(wrong);
  });

  test('under a folder of a host, everything is found', async () => {
    const server = await serve('example', '/a/b/');
    const context = await browser.newContext();
    const { page, wrong } = await watched(context, server.origin);
    const queue = [`${server.base}index.html`];
    const seen = new Set(queue);
    while (queue.length) {
      const response = await page.request.get(queue.shift());
      if (response.status() !== 200) { wrong.push(`${response.status()} ${response.url()}`); continue; }
      if (!response.headers()['content-type'].startsWith('text/html')) continue;
      for (const [, link] of (await response.text()).matchAll(/\s(?:href|src)="([^"]+)"/g)) {
        if (/^\w+:/.test(link)) continue;
        const url = new URL(link.replaceAll('&amp;', '&'), response.url());
        url.hash = '';
        if (!seen.has(url.href)) { seen.add(url.href); queue.push(url.href); }
      }
    }
    for (const file of pages('example').filter((file) => file !== '404.html')) if (!seen.has(server.base + file)) wrong.push(`no link leads to ${file}`);
    await page.goto(`${server.base}index.html`);
    await context.close();
    await server.close();
    told(wrong);
  });
});

describe('tables', () => {
  const open = async (site = 'made', query = '', options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const { page, wrong } = await watched(context, servers[site].origin);
    await page.goto(`${servers[site].base}index.html${query}`);
    return { context, page, wrong };
  };
  const column = (page, name) => page.evaluate((name) => {
    const table = document.querySelector('table.sortable');
    const at = [...table.tHead.rows].at(-1).querySelector(`[data-col="${name}"]`).cellIndex;
    return [...table.tBodies].map((body) => [...body.rows].filter((row) => !row.matches('.group') && row.checkVisibility()).map((row) => {
      const cell = row.cells[at];
      return cell.dataset.value ?? cell.querySelector('time')?.dateTime ?? cell.textContent.trim();
    }));
  }, name);

  test('each column sorts both ways, blanks last, and the address keeps it', async () => {
    const { context, page, wrong } = await open();
    const columns = await page.evaluate(() => [...document.querySelectorAll('table.sortable')[0].querySelectorAll('th[data-sort]')].map((th) => [th.dataset.col, th.dataset.sort]));
    assert.ok(columns.length >= 4, `${columns}`);
    for (const [name, type] of columns) {
      const button = page.locator(`table.sortable >> nth=0 >> th[data-col="${name}"] button`);
      for (let turn = 0; turn < 2; turn += 1) {
        await button.click();
        const direction = await page.getAttribute(`table.sortable >> nth=0 >> th[data-col="${name}"]`, 'aria-sort');
        assert.match(direction ?? '', /^(a|de)scending$/, name);
        for (const values of await column(page, name)) {
          const blank = (value) => value === '' || value === '–';
          const first = values.findIndex(blank);
          if (first >= 0) assert.ok(values.slice(first).every(blank), `${name} ${direction}: blanks last: ${values}`);
          const full = values.filter((value) => !blank(value));
          const compare = type === 'num' ? (a, b) => Number(a) - Number(b) : new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;
          for (let at = 1; at < full.length; at += 1) {
            const order = compare(full[at - 1], full[at]);
            assert.ok(direction === 'ascending' ? order <= 0 : order >= 0, `${name} ${direction}: ${full[at - 1]} before ${full[at]}`);
          }
        }
        assert.match(page.url(), new RegExp(`sort=${name}`));
      }
    }
    const [last] = columns.at(-1);
    const before = await column(page, last);
    await page.reload();
    assert.deepEqual(await column(page, last), before, 'a reload restores the order');
    told(wrong);
    await context.close();
  });

  test('the filter counts, keeps itself in the address, and is undone', async () => {
    const { context, page, wrong } = await open();
    const rows = () => page.evaluate(() => [...document.querySelectorAll('table.sortable')[0].querySelectorAll('tbody tr:not(.group)')].filter((row) => row.checkVisibility()).map((row) => row.textContent.toLowerCase()));
    const all = await rows();
    assert.ok(all.length >= 40, `${all.length} rows`);
    const box = page.locator('form[data-filter-for] input[type=search]').first();
    const word = (await page.locator('table.sortable >> nth=0 >> tbody tr:not(.group) a').first().textContent()).split(' ')[0];
    await box.fill(word.toUpperCase());
    await page.waitForTimeout(300);
    const some = await rows();
    assert.ok(some.length > 0 && some.length < all.length, `${some.length} of ${all.length} with ${word}`);
    assert.match(await page.locator('form[data-filter-for] output').first().textContent(), new RegExp(`\\b${some.length}\\b`));
    assert.match(page.url(), /[?&]q=/);
    await page.reload();
    assert.deepEqual(await rows(), some);
    await page.locator('form[data-filter-for] input[type=search]').first().fill('zzzz nothing');
    await page.waitForTimeout(300);
    assert.equal((await rows()).length, 0);
    await page.locator('form[data-filter-for] input[type=search]').first().fill('');
    await page.waitForTimeout(300);
    assert.equal((await rows()).length, all.length);
    told(wrong);
    await context.close();
  });

  test('the header row stays in sight', async () => {
    const { context, page } = await open();
    await page.evaluate(() => document.querySelector('table.sortable').scrollIntoView({ block: 'start' }));
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(200);
    const top = await page.evaluate(() => document.querySelector('table.sortable thead th').getBoundingClientRect());
    assert.ok(top.top >= -1 && top.bottom < 400, `header at ${top.top}`);
    await context.close();
  });

  test('the answer and the key figures are on the first screen', async () => {
    for (const [width, height] of [[1440, 900], [820, 1180], [390, 844]]) {
      const { context, page } = await open('example', '', { viewport: { width, height } });
      for (const part of ['.lede', 'dl.kpi']) {
        const box = await page.locator(part).first().boundingBox();
        assert.ok(box && box.y + Math.min(box.height, 200) <= height, `${part} at ${width}×${height}: ${JSON.stringify(box)}`);
      }
      await context.close();
    }
  });
});

describe('theme and paper', () => {
  test('the choice of the theme outlives a reload', async () => {
    const context = await browser.newContext({ colorScheme: 'light' });
    const { page, wrong } = await watched(context, servers.example.origin);
    await page.goto(`${servers.example.base}index.html`);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.selectOption('[data-theme-select]', 'dark');
    const dark = await paper();
    assert.notEqual(light, dark);
    await page.goto(`${servers.example.base}about/index.html`);
    assert.equal(await paper(), dark);
    await page.selectOption('[data-theme-select]', 'auto');
    assert.equal(await paper(), light);
    told(wrong);
    await context.close();
  });

  const sheets = (pdf) => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
  test('paper keeps to its budget, from dark mode too', async (context) => {
    const wrong = [];
    const from = await browser.newContext({ colorScheme: 'dark' });
    const page = await from.newPage();
    const budget = (file) => (file === 'index.html' || file.endsWith('/review.html') ? 2 : file.startsWith('accounts/') ? 3 : file.startsWith('readiness/') ? 2 : Infinity);
    const printed = pages('example').filter((file) => budget(file) < Infinity);
    for (const file of printed) {
      await page.goto(servers.example.base + file);
      for (const format of ['A4', 'Letter']) {
        const count = sheets(await page.pdf({ format, preferCSSPageSize: true }));
        context.diagnostic(`${file}: ${count} sheets of ${format}`);
        if (count > budget(file)) wrong.push(`${file}: ${count} sheets of ${format}, ${budget(file)} allowed`);
      }
    }
    await page.emulateMedia({ media: 'print' });
    assert.match(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/);
    await from.close();
    told(wrong);
  });
});

describe('search', () => {
  const QUERIES = [
    ['kestrel', 'Kestrel Ridge Medical Center', 'Account'],
    ['KESTREL ridge', 'Kestrel Ridge Medical Center', 'Account'],
    ['kestrle', 'Kestrel Ridge Medical Center', 'Account'],
    ['xestrel', 'Kestrel Ridge Medical Center', 'Account'],
    ['imani brooks', 'Imani Brooks', 'Person'],
    ['brokos', 'Imani Brooks', 'Person'],
    ['fleet renewal', 'Fleet renewal in tower B, 214 beds', 'Opportunity'],
    ['false alrams third', 'Cut false alarms per bed and day in the pilot unit by a third', 'Objective'],
    ['hana kobayashi', 'Hana Kobayashi', 'Owner'],
    ['salmarsh', 'Saltmarsh Health', 'Account'],
    ['saltmärsh', 'Saltmarsh Health', 'Account'],
    ['zzzzqq', null, null],
  ];
  const asks = async (page, wrong, where) => {
    for (const [query, label, kind] of QUERIES) {
      await page.fill('input[data-search]', '');
      await page.fill('input[data-search]', query);
      await page.waitForFunction(() => /hit|Nothing/.test(document.querySelector('[role=status]').textContent), null, { timeout: 5000 });
      await page.waitForTimeout(150);
      const top = await page.$eval('.hits', (list) => (list.firstElementChild ? [list.querySelector('a').textContent, list.querySelector('small').textContent] : [null, null]));
      if (top[0] !== label || (kind && !top[1].startsWith(kind))) wrong.push(`${where} ${query}: ${top.join(' / ')}`);
    }
  };
  test('finds by words, accents folded, one mistake forgiven, over HTTP under the policy and from a disk', async () => {
    const wrong = [];
    const context = await browser.newContext();
    const seen = await watched(context, servers.example.origin);
    await seen.page.goto(`${servers.example.base}search/index.html`);
    await asks(seen.page, wrong, 'http');
    wrong.push(...seen.wrong);
    // the state stands in the address
    await seen.page.fill('input[data-search]', 'renewal');
    await seen.page.selectOption('select[name=kind]', 'Opportunity');
    await seen.page.waitForFunction(() => location.search.includes('kind=Opportunity'));
    await seen.page.reload();
    await seen.page.waitForSelector('.hits a');
    if (!(await seen.page.$$eval('.hits small', (all) => all.every((it) => it.textContent.startsWith('Opportunity'))))) wrong.push('the facet is lost');
    // keys
    await seen.page.focus('input[data-search]');
    await seen.page.keyboard.press('ArrowDown');
    if (!(await seen.page.evaluate(() => document.activeElement.matches('.hits a')))) wrong.push('arrow down');
    await seen.page.keyboard.press('Escape');
    if (!(await seen.page.evaluate(() => document.activeElement.matches('input') && !document.activeElement.value))) wrong.push('escape');
    await context.close();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarter deck #1 100% ü '));
    fs.cpSync(path.join(SITES, 'example'), folder, { recursive: true });
    const disk = await browser.newContext();
    const page = await disk.newPage();
    page.on('pageerror', (error) => wrong.push(`disk ${error.message}`));
    await page.goto(pathToFileURL(path.join(folder, 'search/index.html')).href);
    await asks(page, wrong, 'disk');
    await page.click('.hits a').catch(() => {});
    await disk.close();
    fs.rmSync(folder, { recursive: true });
    told(wrong);
  });
});
