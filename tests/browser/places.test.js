// N3, O1–O4: the same files under the policy as a header and in the page, from a disk, below a folder, at three kinds of host, without scripts.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { HEADERS, SITES, chosen, house, pages, serve, told, watched } from './support.js';

const it = house();

/** Sorts, filters, follows a link, chooses a theme and searches. `base` is the address of the site's folder. */
const works = async (page, base) => {
  await page.goto(`${base}index.html`);
  await page.locator('#accounts th[data-col=account] button').click();
  const order = await page.$$eval('#accounts tbody th a', (all) => all.map((a) => a.textContent));
  assert.deepEqual(order, [...order].sort(new Intl.Collator('en').compare), 'sorted by account');
  await page.locator('form[data-filter-for=accounts] input[type=search]').fill('kestrel');
  await page.waitForFunction(() => document.querySelectorAll('#accounts tbody tr:not([hidden])').length === 1);
  await page.locator('#accounts tbody tr:not([hidden]) th a').click();
  await page.waitForURL((url) => /accounts\/kestrel[^/]*\/index\.html$/.test(decodeURIComponent(url.pathname)));
  await page.selectOption('[data-theme-select]', 'dark');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.selectOption('[data-theme-select]', 'auto');
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), dark);
  await page.goto(`${base}search/index.html`);
  await page.fill('input[data-search]', 'saltmarsh');
  await page.waitForSelector('.hits a');
  assert.equal(await page.locator('.hits a').first().textContent(), 'Saltmarsh Health');
  await page.click('.hits a');
  await page.waitForURL((url) => /accounts\/saltmarsh-health\/index\.html$/.test(decodeURIComponent(url.pathname)));
};

test('N3 the policy as a header: everything works', async () => {
  const { context, page, wrong } = await it.open('example');
  await works(page, it.servers.example.base);
  await context.close();
  told(wrong);
});

test('N3 the policy in the page, without what only a header can say: everything works', async () => {
  // safety.md §5: Trusted Types and frame-ancestors are left out of a <meta>
  const policy = HEADERS['Content-Security-Policy'].split('; ').filter((part) => !/^(require-trusted-types-for|trusted-types|frame-ancestors)/.test(part)).join('; ');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const change = (page) => page.toString('utf8').replace('<meta charset="utf-8">', (charset) => charset + meta);
  const servers = { example: await serve('example', '/', { headers: {}, change }) };
  const wrong = await it.survey({}, async ({ page, say }) => {
    if (!(await page.locator('meta[http-equiv=Content-Security-Policy]').count())) say('no policy in the page');
  }, { sites: ['example'], per: 1, servers });
  const context = await it.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const seen = await watched(context, servers.example.origin);
  await works(seen.page, servers.example.base);
  wrong.push(...seen.wrong);
  await context.close();
  await servers.example.close();
  told(wrong);
});

test('O1 from a disk, in a folder with a space, #, % and an umlaut: styles, sort, filter, theme and search work', async () => {
  const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck ümlaut #1 100% '));
  try {
    fs.cpSync(path.join(SITES, 'example'), room, { recursive: true });
    const context = await it.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const { page, wrong } = await watched(context, 'file:');
    const said = [];
    for (const file of chosen('example', 1)) {
      wrong.length = 0;
      await page.goto(pathToFileURL(path.join(room, file)).href, { waitUntil: 'load' });
      said.push(...wrong.map((text) => `${file}: ${text}`));
      if (!(await page.evaluate(() => getComputedStyle(document.querySelector('.skip')).position === 'absolute'))) said.push(`${file}: not styled`);
    }
    wrong.length = 0;
    await works(page, pathToFileURL(room + path.sep).href);
    await context.close();
    told(said.concat(wrong));
  } finally {
    fs.rmSync(room, { recursive: true, force: true });
  }
});

const unescaped = (link) => link.replaceAll('&amp;', '&');
/** Follows every link and asset of a host from a few addresses on; says what is not found. */
const crawl = async (server, starts, site) => {
  const wrong = [];
  const queue = starts.map((start) => [server.base + start, 'typed']);
  const found = new Map();
  const anchors = [];
  const queued = new Set(queue.map(([url]) => url));
  while (queue.length) {
    const [url, from] = queue.shift();
    const response = await fetch(url);
    const body = await response.text();
    if (response.status !== 200) { wrong.push(`${response.status} ${url} from ${from}`); continue; }
    const html = (response.headers.get('content-type') || '').startsWith('text/html');
    found.set(url, html ? new Set([...body.matchAll(/\sid="([^"]*)"/g)].map((id) => id[1])) : null);
    if (!html) continue;
    for (const [, link] of body.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
      if (/^\w+:/.test(link)) continue;
      const to = new URL(unescaped(link), response.url);
      const anchor = decodeURIComponent(to.hash.slice(1));
      to.hash = '';
      if (anchor) anchors.push([to.href, anchor, url]);
      if (!queued.has(to.href)) { queued.add(to.href); queue.push([to.href, url]); }
    }
  }
  for (const [url, anchor, from] of anchors) if (found.get(url) && !found.get(url).has(anchor)) wrong.push(`no #${anchor} in ${url} from ${from}`);
  for (const file of pages(site)) if (file !== '404.html' && !found.has(server.base + file)) wrong.push(`no link leads to ${file}`);
  return wrong;
};

/** How hosts come from an address to a file. */
const HOSTS = {
  // object storage: a key or nothing
  'object storage': { find: (address) => address },
  // nginx with `index index.html`: a folder shows its index, and without its slash leads to it
  nginx: { find: (address, known) => (address === '' || address.endsWith('/') ? `${address}index.html` : known.has(`${address}/index.html`) ? { to: `${address}/` } : address) },
  // Pages: the same, and addresses without `.html`, and a page for what is not there
  pages: { find: (address, known) => (address === '' || address.endsWith('/') ? `${address}index.html` : known.has(address) ? address : known.has(`${address}.html`) ? `${address}.html` : known.has(`${address}/index.html`) ? { to: `${address}/` } : address), missing: '404.html' },
};

for (const prefix of ['/', '/a/b/']) {
  test(`O2 below ${prefix} no link, anchor or asset is broken and every page is found`, async () => {
    const server = await serve('example', prefix);
    const wrong = await crawl(server, ['index.html'], 'example');
    await server.close();
    told(wrong);
  });
}
for (const [host, options] of Object.entries(HOSTS)) {
  test(`O4 on ${host} every link that we write leads to a page${host === 'object storage' ? '' : ', from folders with and without their slash'}`, async () => {
    const server = await serve('example', '/plans/', options);
    const starts = host === 'object storage' ? ['index.html'] : ['', 'index.html', 'readiness', 'readiness/', 'accounts/kestrel-ridge-medical-center', 'accounts/kestrel-ridge-medical-center/'];
    const wrong = await crawl(server, starts, 'example');
    const { context, page } = await it.open('example');
    await page.goto(server.base + starts.at(-1), { waitUntil: 'load' });
    if (!(await page.evaluate(() => getComputedStyle(document.querySelector('.skip')).position === 'absolute'))) wrong.push('not styled');
    if (options.missing) {
      const response = await page.goto(`${server.base}no-such-page.html`);
      assert.equal(response.status(), 404);
      assert.ok(await page.locator('main a').count() > 5, 'the page for what is not there leads on');
      if (!(await page.evaluate(() => getComputedStyle(document.querySelector('.skip')).position === 'absolute'))) wrong.push('404: not styled');
    }
    await context.close();
    await server.close();
    told(wrong);
  });
}

test('O3 without scripts every page has the same text, tables, figures and links', async () => {
  const wrong = [];
  const content = () => {
    const copy = document.querySelector('main').cloneNode(true);
    copy.querySelectorAll('form,[data-js],[role=status],script').forEach((el) => el.remove());
    return {
      text: copy.textContent.replace(/\s+/g, ' ').trim(),
      links: [...copy.querySelectorAll('a')].map((a) => a.getAttribute('href')).join(' '),
      tables: copy.querySelectorAll('table').length,
      figures: copy.querySelectorAll('svg[role=img]').length,
      shown: [...document.querySelectorAll('main [hidden]:not(form):not([data-js]):not([role=status]):not(button)')].filter((el) => el.textContent.trim() && !el.closest('form')).map((el) => el.outerHTML.slice(0, 80)).join(),
    };
  };
  for (const site of ['example', 'broken', 'empty', 'one']) {
    const contexts = await Promise.all([true, false].map((javaScriptEnabled) => it.browser.newContext({ javaScriptEnabled })));
    const both = await Promise.all(contexts.map((context) => context.newPage()));
    for (const file of chosen(site, site === 'example' ? 2 : 1)) {
      const [one, other] = await Promise.all(both.map(async (page) => { await page.goto(it.servers[site].base + file); return page.evaluate(content); }));
      for (const part of Object.keys(one)) if (one[part] !== other[part]) wrong.push(`${site} ${file}: other ${part}`);
      if (other.shown) wrong.push(`${site} ${file}: hidden without scripts: ${other.shown}`);
    }
    await Promise.all(contexts.map((context) => context.close()));
  }
  told(wrong);
});
