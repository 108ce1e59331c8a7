// The sites, a server with the strict policy, and a browser.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const SITES = process.env.SITES;
export const LONG = Boolean(process.env.LONG);
if (!SITES) throw new Error('run these with `node run.js`');

export const names = ['example', 'empty', 'broken', 'made', 'rtl'];

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

/** Of each kind of page the first and the largest; all of them for `Infinity` and in the long run. */
export const chosen = (site, each = 2) => {
  if (LONG) return pages(site);
  const kinds = new Map();
  for (const file of pages(site)) kinds.set(kind(file), [...(kinds.get(kind(file)) || []), file]);
  return [...kinds.values()].flatMap((all) => {
    if (each === Infinity) return all;
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
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml', csv: 'text/csv', png: 'image/png', txt: 'text/plain', ics: 'text/calendar' };

/** Serves a site under a prefix, file by file, without folder indexes. */
export const serve = async (site, prefix = '/') => {
  const root = path.join(SITES, site);
  const known = new Set(files(site));
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = address.startsWith(prefix) ? address.slice(prefix.length) : null;
    if (!known.has(file)) return response.writeHead(404, HEADERS).end('none');
    response.writeHead(200, { ...HEADERS, 'Content-Type': TYPES[file.split('.').pop()] || 'application/octet-stream' });
    response.end(fs.readFileSync(path.join(root, file)));
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
