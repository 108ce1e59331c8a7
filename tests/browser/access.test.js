// A1, A3: axe on every kind of page, and the keyboard. What else makes pages usable for everybody is asked in survey.test.js.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { LONG, house, others, text, told } from './support.js';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const it = house();

/** What axe may leave undecided, by rule and the key of its message, and why it is right all the same. */
const UNDECIDED = {
  // a glyph of a state (●, ✓, !), hidden from readers, with its word beside it; its colours are pairs of colours.test.js
  'color-contrast nonBmp': true,
  // text of a drawing, text of one letter, text that a scroller half hides: their colours are pairs of colours.test.js too, and what a
  // drawing says stands in a table beside it (A6)
  'color-contrast imgNode': true,
  'color-contrast shortTextContent': true,
  'color-contrast elmPartiallyObscured': true,
  'color-contrast bgOverlap': true,
  // a heading over the rows of a group spans all columns, so no cell stands under it alone
  'th-has-data-cells th-has-data-cells': true,
};
const keys = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey ?? check.id);

/** Runs axe over the page as it stands; in the second theme only what looks at colours, since nothing else changes. */
const judged = async (page, colours, say) => {
  const run = colours ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const found = await page.evaluate((run) => globalThis.axe.run(document, { ...run, resultTypes: ['violations', 'incomplete'] }), run);
  for (const rule of found.violations) say(`${rule.id} (${rule.nodes.length}): ${rule.nodes[0].target} ${rule.nodes[0].failureSummary?.replaceAll('\n', ' ').slice(0, 160)}`);
  for (const rule of found.incomplete) {
    const nodes = rule.nodes.filter((node) => !keys(node).every((key) => UNDECIDED[`${rule.id} ${key}`]));
    if (nodes.length) say(`undecided ${rule.id} ${keys(nodes[0])} (${nodes.length}): ${nodes[0].target} ${nodes[0].html.slice(0, 100)}`);
  }
};

const survey = (sites, looks, per) => it.visit({ bypassCSP: true, reducedMotion: 'reduce' }, async ({ page, site, file, say }) => {
  // hundreds of rows of one markup take axe half a minute; the example has the same pages with fewer, and the long run takes all
  if (!LONG && text(site, file).length > 120_000 && site !== 'example') return;
  await page.evaluate(() => document.querySelectorAll('main details').forEach((el) => { el.open = true; }));
  await page.evaluate(axe);
  const seen = new Set();
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await judged(page, seen.has(width) && !LONG, (text) => say(`${colorScheme} ${width}: ${text}`));
    seen.add(width);
  }
}, { sites, per });

const ALL = [320, 390, 820, 1440].flatMap((width) => [['light', width], ['dark', width]]);
test('A1 axe finds nothing, at four widths, light and dark', () => survey(['example'], ALL, LONG ? 2 : 1));
test('A1 axe finds nothing on the other sites', () => survey(others, LONG ? ALL : [['light', 390], ['dark', 1440]], LONG ? 2 : 1));

describe('A3 keyboard', () => {
  test('A3 the skip link comes first, every stop can be seen and they come in the order of the page', () => it.visit({ viewport: { width: 1440, height: 900 } }, async ({ page, say }) => {
    const count = await page.evaluate(() => {
      document.querySelectorAll('main details').forEach((el, at) => { el.open = at < 3; });
      return document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]').length;
    });
    let last;
    for (let at = 0; at < Math.min(count, LONG ? 400 : 60); at += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const el = document.activeElement;
        const before = globalThis.lastStop;
        globalThis.lastStop = el;
        const box = el.getBoundingClientRect();
        const style = getComputedStyle(el);
        return {
          what: `${el.tagName}.${el.className} ${el.textContent.slice(0, 20)}`,
          seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
          ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
          body: el === document.body,
          skip: el.matches('.skip'),
          ordered: !before?.isConnected || !!(before.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING),
        };
      });
      // round the end and back at the top
      if (stop.body || (at && stop.skip)) break;
      if (!at && !stop.skip) say(`first stop is ${stop.what}`);
      if (!stop.seen) say(`unseen: ${stop.what}`);
      if (!stop.ring) say(`no ring: ${stop.what}`);
      if (at && !stop.ordered) say(`${stop.what} comes after ${last}`);
      last = stop.what;
    }
  }, { sites: ['example'], per: 1 }));

  test('A3 skip link, sort, filter, theme, search, menus and shortcuts work by keys alone', async () => {
    const { context, page, wrong } = await it.open('example');
    const keys = async (...all) => { for (const key of all) await page.keyboard.press(key); };
    const focus = (selector) => page.evaluate((selector) => document.activeElement.matches(selector), selector);
    await keys('Tab', 'Enter', 'Tab');
    assert.ok(await page.evaluate(() => !!document.activeElement.closest('main')), 'behind the skip link comes the text');
    // sort
    const head = page.locator('#accounts thead button').nth(1);
    await head.focus();
    await keys('Enter');
    const first = await page.locator('#accounts th[aria-sort]').getAttribute('aria-sort');
    await keys('Space');
    assert.notEqual(await page.locator('#accounts th[aria-sort]').getAttribute('aria-sort'), first, 'a second press turns the order');
    assert.match(await page.locator('main > [role=status]').textContent(), /^Sorted by /);
    // filter: `/` leads to it, what is typed narrows
    await page.locator('h1').click();
    await keys('/');
    assert.ok(await focus('form[data-filter-for] input[type=search]'), 'the filter has the focus');
    await page.keyboard.type('kestrel');
    await page.waitForFunction(() => document.querySelectorAll('#accounts tbody tr:not(.group):not([hidden])').length === 1);
    assert.ok(!(await page.locator('dialog[open]').count()), 'a letter in a field is a letter');
    for (let at = 0; at < 6; at += 1) await keys('Backspace');
    await keys('Backspace', 'Tab');
    // rows, the list of keys and its end
    await page.locator('h1').click();
    await keys('j', 'j', 'k');
    assert.ok(await focus('table.sortable tbody a'), 'j and k walk the rows');
    await keys('?');
    assert.ok(await page.locator('dialog[open]').isVisible());
    await keys('Escape');
    assert.equal(await page.locator('dialog[open]').count(), 0, 'Esc leaves the list of keys');
    // a menu
    await page.locator('.more > summary').focus();
    await keys('Enter', 'Tab');
    assert.ok(await focus('.more a'), 'the menu opens');
    await keys('Escape');
    assert.ok(await focus('.more > summary') && !(await page.locator('.more[open]').count()), 'Esc closes it and gives the focus back');
    // theme
    await page.locator('[data-theme-select]').focus();
    await keys('ArrowDown', 'ArrowDown');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    // somewhere else, and back to the search
    await page.locator('h1').click();
    await keys('g', 'r');
    await page.waitForURL(/readiness\/index\.html/);
    await keys('/');
    await page.waitForTimeout(300);
    if (!/search\/index\.html/.test(page.url())) assert.ok(await focus('input[type=search]'));
    await page.goto(`${it.servers.example.base}search/index.html#q`.replace('#q', ''));
    await keys('/');
    assert.ok(await focus('input[data-search]'), 'the search box has the focus');
    await page.keyboard.type('kestrel');
    await page.waitForSelector('.hits a');
    await keys('ArrowDown');
    assert.ok(await focus('.hits a'));
    await keys('Enter');
    await page.waitForURL(/accounts\/kestrel/);
    // all of them can be switched off (WCAG 2.1.4)
    await page.locator('h1').click();
    await keys('?');
    await page.locator('dialog input[type=checkbox]').focus();
    await keys('Space', 'Escape', 'g', 'r', '?');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.match(page.url(), /accounts\/kestrel/, 'no key does anything any more');
    told(wrong);
    await context.close();
  });
});
