// The sites, a server with the strict policy, and a browser.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

export const SITES = process.env.SITES;
export const LONG = Boolean(process.env.LONG);
if (!SITES) throw new Error('run these with `node run.js`');

/** The fixture sites, as `fixtures.js` has made them, the richest first. */
export const names = fs.readdirSync(SITES).sort((a, b) => (b === 'example') - (a === 'example'));
export const others = names.filter((name) => name !== 'example');
export const WIDTHS = [320, 390, 768, 820, 1024, 1440];

/** Fails with all that was found wrong, the first 25 in full. */
export const told = (wrong) => assert.deepEqual([...new Set(wrong)].slice(0, 25), [], `${wrong.length} in all`);

/** All files of a site, relative, sorted. */
export const files = (site) =>
  fs.readdirSync(path.join(SITES, site), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(SITES, site), path.join(entry.parentPath, entry.name)))
    .sort();
export const text = (site, file) => fs.readFileSync(path.join(SITES, site, file), 'utf8');
export const pages = (site) => files(site).filter((file) => file.endsWith('.html'));

/** The kind of a page: its address without what differs between pages of one kind. */
export const kind = (file) => file
  .replace(/^(accounts|owners|segments)\/[^/]+\//, '$1/*/')
  .replace(/^findings\/(?!index|page-)[^/]+\.html$/, 'findings/*.html');

/** Of each kind of page the first and the largest; all of them for `Infinity` and in the long run. A plan that cannot be read is a kind. */
export const chosen = (site, per = 2) => {
  const each = LONG ? Infinity : per[site] ?? per.other ?? per;
  const kinds = new Map();
  for (const file of pages(site)) {
    const name = kind(file) + (file.startsWith('accounts/') && text(site, file).includes('class="excerpt"') ? ' of an unreadable plan' : '');
    kinds.set(name, [...(kinds.get(name) || []), file]);
  }
  return [...kinds].flatMap(([name, all]) => {
    // pages of rules differ in their words alone, so those of one site will do
    if (each === Infinity) return name === 'findings/*.html' && site !== 'example' ? all.slice(0, 2) : all;
    const largest = all.reduce((a, b) => (text(site, b).length > text(site, a).length ? b : a));
    return [...new Set(each === 1 ? [largest] : [largest, all[0]])];
  });
};

// safety.md §5, word for word
export const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
};
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml', csv: 'text/csv', png: 'image/png', txt: 'text/plain', ics: 'text/calendar', atom: 'application/atom+xml' };

/**
 * Serves a site under a prefix, file by file, without folder indexes. `find` is another host's way from an address to a file (or to
 * `{ to }`, an address to go to); `headers` its headers; `change` what it does to a page.
 */
export const serve = async (site, prefix = '/', { find = (address) => address, headers = HEADERS, change = (page) => page, missing } = {}) => {
  const root = path.join(SITES, site);
  const known = new Set(files(site));
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = address.startsWith(prefix) ? find(address.slice(prefix.length), known) : null;
    if (file?.to !== undefined) return response.writeHead(301, { ...headers, Location: prefix + file.to }).end();
    if (!known.has(file)) return response.writeHead(404, { ...headers, 'Content-Type': TYPES.html }).end(missing ? fs.readFileSync(path.join(root, missing)) : 'none');
    response.writeHead(200, { ...headers, 'Content-Type': TYPES[file.split('.').pop()] || 'application/octet-stream' });
    const bytes = fs.readFileSync(path.join(root, file));
    response.end(file.endsWith('.html') ? change(bytes) : bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, base: origin + prefix, close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }) };
};

const executable = () => {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try { return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(); } catch { /* the next */ }
  }
  throw new Error('no Chromium: put `chromium` on PATH or name it in $CHROMIUM');
};

export const launch = () => chromium.launch({ executablePath: executable(), args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });

/** A page that writes down everything that goes wrong on it. */
export const watched = async (context, origin) => {
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) wrong.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  // a page that is left before its icon has come breaks off the request
  page.on('requestfailed', (request) => request.failure()?.errorText === 'net::ERR_ABORTED' || wrong.push(`failed: ${request.url()}`));
  const requests = [];
  page.on('request', (request) => { requests.push(request.url()); if (origin && !request.url().startsWith(origin)) wrong.push(`left the origin: ${request.url()}`); });
  page.on('response', (response) => { if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`); });
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
  return { page, wrong, requests };
};

/**
 * One browser and one server for each site, for a test file. `visit` calls `each` with a watched page for the chosen pages of the sites,
 * two at a time, and fails with what `say` and the watch have gathered; `survey` gives it back instead.
 */
export const house = () => {
  const it = { browser: null, servers: {} };
  before(async () => {
    it.browser = await launch();
    for (const name of names) it.servers[name] = await serve(name);
  });
  after(async () => {
    await it.browser?.close();
    for (const server of Object.values(it.servers)) await server.close();
  });
  it.survey = async (options, each, { sites = names, per = 2, servers = it.servers } = {}) => {
    const wrong = [];
    const queue = sites.flatMap((site) => chosen(site, per).map((file) => ({ site, file })));
    const worker = async () => {
      const contexts = {};
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { site, file } = next;
        if (!contexts[site]) {
          for (const [old, seen] of Object.entries(contexts)) { await seen.page.context().close(); delete contexts[old]; }
          contexts[site] = await watched(await it.browser.newContext(options), servers[site].origin);
        }
        const seen = contexts[site];
        seen.wrong.length = 0;
        seen.requests.length = 0;
        await seen.page.goto(servers[site].base + file, { waitUntil: 'load' });
        await each({ ...seen, site, file, say: (text) => wrong.push(`${site} ${file}: ${text}`) });
        wrong.push(...seen.wrong.map((text) => `${site} ${file}: ${text}`));
      }
      for (const seen of Object.values(contexts)) await seen.page.context().close();
    };
    await Promise.all([worker(), worker()]);
    return wrong;
  };
  it.visit = async (...args) => told(await it.survey(...args));
  /** A watched page at an address of a site. */
  it.open = async (site, file = 'index.html', options = {}) => {
    const context = await it.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const seen = await watched(context, it.servers[site].origin);
    await seen.page.goto(it.servers[site].base + file);
    return { context, ...seen };
  };
  return it;
};
