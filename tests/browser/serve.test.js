// P14, P15: the preview in a browser. A page follows its plan by itself, keeps its place, and says over it why it does not follow.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, watched } from './support.js';

const PLAN = 'accounts/kestrel-ridge-medical-center';
let browser;
let room;
let land;
let child;
let origin;

/** Starts the preview, on any port or on the one that it had. */
const start = async (port = 0) => {
  child = spawn(process.env.QUARTERDECK, ['serve', '--port', String(port), '--no-history', '--as-of', '2026-11-22', '-q'], { cwd: land, stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((done) => child.stdout.once('data', (data) => done(String(data))));
  origin = line.trim().replace(/\/$/, '');
};
const stop = async () => {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  return ended;
};
const edit = (file, change) => fs.writeFileSync(path.join(land, file), change(fs.readFileSync(path.join(land, file), 'utf8')));

before(async () => {
  browser = await launch();
  room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-serve-'));
  land = path.join(room, 'land');
  fs.cpSync(path.resolve(import.meta.dirname, '../../example-territory'), land, { recursive: true, filter: (from) => !/public$|\.quarterdeck$/.test(from) });
  await start();
});
after(async () => {
  await browser?.close();
  child?.kill();
  fs.rmSync(room, { recursive: true, force: true });
});

const opened = async (file, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const seen = await watched(context, origin);
  await seen.page.goto(`${origin}/${file}`);
  return { context, ...seen };
};

test('P14 a page follows its plan by itself, and stays where it was read', async () => {
  const { context, page, wrong } = await opened(`${PLAN}/`);
  assert.equal(await page.locator('.qd-preview').textContent(), 'Preview, not published');
  await page.evaluate(() => scrollTo(0, 1400));
  const loads = [];
  page.on('load', () => loads.push(Date.now()));
  edit(`${PLAN}/plan.md`, (text) => text.replace('## Strategy', 'The first sentence that follows.\n\n## Strategy'));
  await page.getByText('The first sentence that follows.').waitFor({ state: 'attached', timeout: 15_000 });
  await page.waitForFunction(() => Math.abs(scrollY - 1400) < 3);
  // and once more, from a page that has been reloaded
  edit(`${PLAN}/plan.md`, (text) => text.replace('The first sentence', 'The second sentence'));
  await page.getByText('The second sentence that follows.').waitFor({ state: 'attached', timeout: 15_000 });
  await page.waitForFunction(() => Math.abs(scrollY - 1400) < 3);
  await page.waitForTimeout(700);
  assert.equal(loads.length, 2, 'P15 one change is one reload');
  assert.deepEqual(wrong, []);
  await context.close();
});

test('P14 what leaves no site is shown over the last good one, and goes when it is mended', async () => {
  const { context, page, wrong } = await opened(`${PLAN}/`, { viewport: { width: 390, height: 844 } });
  const good = fs.readFileSync(path.join(land, 'quarterdeck.yaml'), 'utf8');
  edit('quarterdeck.yaml', (text) => `${text}broken: [<img src=x onerror=alert(1)>\n`);
  const overlay = page.getByRole('alert');
  await overlay.waitFor({ timeout: 15_000 });
  const said = await overlay.textContent();
  assert.match(said, /The last change could not be built/);
  assert.match(said, /quarterdeck\.yaml:\d+:9/);
  assert.equal(await page.locator('.qd-faults img').count(), 0, 'what is said is text');
  const box = await overlay.boundingBox();
  assert.ok(box.x >= 0 && box.width <= 390 && box.y + box.height <= 844.5, JSON.stringify(box));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390), 'nothing is wider than the page');
  // it can be put away by keyboard and comes again with the page
  await page.keyboard.press('Escape');
  assert.equal(await overlay.count(), 0);
  await page.reload();
  await overlay.waitFor({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Hide' }).click();
  assert.equal(await overlay.count(), 0);
  await page.reload();
  await overlay.waitFor({ timeout: 15_000 });
  fs.writeFileSync(path.join(land, 'quarterdeck.yaml'), good);
  await overlay.waitFor({ state: 'detached', timeout: 15_000 });
  assert.deepEqual(wrong, []);
  await context.close();
});

test('P14 the overlay reads in the light and in the dark, and is not printed', async () => {
  const good = fs.readFileSync(path.join(land, 'quarterdeck.yaml'), 'utf8');
  edit('quarterdeck.yaml', (text) => `${text}broken: [\n`);
  for (const colorScheme of ['light', 'dark']) {
    const { context, page, wrong } = await opened('index.html', { colorScheme });
    await page.getByRole('alert').waitFor({ timeout: 15_000 });
    const weak = await page.evaluate(() => {
      const light = (colour) => {
        const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = light(getComputedStyle(document.querySelector('.qd-faults')).backgroundColor);
      return [...document.querySelectorAll('.qd-faults :is(h2, p, code, button)')].filter((el) => {
        const ink = light(getComputedStyle(el).color);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05) < 4.5;
      }).map((el) => el.textContent);
    });
    assert.deepEqual(weak, [], colorScheme);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.qd-faults').isVisible(), false);
    assert.equal(await page.locator('.qd-preview').isVisible(), false);
    assert.deepEqual(wrong, []);
    await context.close();
  }
  fs.writeFileSync(path.join(land, 'quarterdeck.yaml'), good);
});

test('R-22 another site that is open in the browser can neither read nor listen', async () => {
  const { context, page } = await opened('index.html');
  // asked of a page that may just now follow the edit of the test before
  const script = await page.locator('script[data-generation]').getAttribute('src');
  const live = new URL(script, `${origin}/index.html`).href.replace('live.js', 'events');
  const other = await context.newPage();
  await other.route('http://other.example/', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>x</title>' }));
  await other.goto('http://other.example/');
  const got = await other.evaluate(async ([origin, live]) => {
    const read = await fetch(`${origin}/index.html`).then((answer) => answer.text(), () => 'refused');
    const opaque = await fetch(`${origin}/index.html`, { mode: 'no-cors' }).then((answer) => answer.text(), () => 'refused');
    const heard = await new Promise((done) => {
      const events = new EventSource(live);
      events.onmessage = () => done('heard');
      events.onerror = () => done('refused');
    });
    return [read, opaque, heard];
  }, [origin, live]);
  assert.deepEqual([got[0], got[2]], ['refused', 'refused']);
  assert.ok(['', 'refused'].includes(got[1]));
  // a link is followed to a sentence, not to the site
  await other.route('http://other.example/link', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>x</title><a href="${origin}/index.html">the plans</a>` }));
  await other.goto('http://other.example/link');
  const [answer] = await Promise.all([other.waitForEvent('response', (response) => response.url().startsWith(origin)), other.getByText('the plans').click()]);
  assert.equal(answer.status(), 403);
  await other.getByText('type the address').waitFor();
  await context.close();
});

test('P14 a page outlives its preview, and follows the next one', async () => {
  const { context, page } = await opened('index.html');
  await page.locator('.qd-preview').waitFor();
  const port = new URL(origin).port;
  assert.equal(await stop(), 0);
  await page.getByText('The preview has ended').waitFor({ timeout: 15_000 });
  const again = page.waitForEvent('load', { timeout: 30_000 });
  await start(port);
  await again;
  await page.getByText('Preview, not published').waitFor({ timeout: 15_000 });
  await context.close();
});
