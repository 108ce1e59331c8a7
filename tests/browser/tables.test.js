// S2, S3, L3, L4: tables that sort and filter, and what is on the first screen. Theme.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { house, told } from './support.js';

const it = house();
const head = (name) => `#accounts th[data-col="${name}"]`;

/** The values of a column, body by body, as they stand. */
const column = (page, name) => page.evaluate((name) => {
  const table = document.querySelector('#accounts');
  const at = [...table.tHead.rows].at(-1).querySelector(`[data-col="${name}"]`).cellIndex;
  return [...table.tBodies].map((body) => [...body.rows].filter((row) => !row.matches('.group') && row.checkVisibility()).map((row) => {
    const cell = row.cells[at];
    // what a cell says first
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    let first = '';
    while (!first && walk.nextNode()) if (!walk.currentNode.parentElement.closest('[aria-hidden], .vh')) first = walk.currentNode.data.trim();
    return cell.dataset.value ?? cell.querySelector('time')?.dateTime ?? first;
  }));
}, name);
const accounts = (page) => column(page, 'account').then((bodies) => bodies.flat());

test('S2 each column sorts both ways, numbers, dates and text by the language, blanks last, and the address keeps it', async () => {
  const { context, page, wrong } = await it.open('large');
  const columns = await page.evaluate(() => [...document.querySelectorAll('#accounts th[data-sort]')].map((th) => [th.dataset.col, th.dataset.sort]));
  assert.ok(columns.length >= 4, `${columns}`);
  assert.deepEqual([...new Set(columns.map(([, type]) => type))].sort(), ['date', 'num', 'text']);
  for (const [name, type] of columns) {
    for (let turn = 0; turn < 2; turn += 1) {
      await page.locator(`${head(name)} button`).click();
      const direction = await page.getAttribute(head(name), 'aria-sort');
      assert.match(direction ?? '', /^(a|de)scending$/, name);
      assert.equal(await page.locator('#accounts th[aria-sort]').count(), 1, 'one column says so');
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

test('S2 rows that are equal stay in their order, and a sort says so to readers', async () => {
  const { context, page } = await it.open('large');
  const upwards = async (name) => {
    await page.locator(`${head(name)} button`).click();
    if (await page.getAttribute(head(name), 'aria-sort') !== 'ascending') await page.locator(`${head(name)} button`).click();
  };
  await upwards('account');
  await upwards('tier');
  assert.match(await page.locator('main > [role=status]').textContent(), /^Sorted by Tier, ascending$/);
  const [tiers, names] = [(await column(page, 'tier')).flat(), await accounts(page)];
  const compare = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;
  let equal = 0;
  tiers.forEach((tier, at) => { if (at && tiers[at - 1] === tier) { equal += 1; assert.ok(compare(names[at - 1], names[at]) <= 0, `${names[at - 1]} before ${names[at]}`); } });
  assert.ok(equal > 50, `${equal} neighbours of one tier`);
  await context.close();
});

test('S3 the filter counts, keeps itself in the address, survives a reload, goes with a sort, and is undone', async () => {
  const { context, page, wrong } = await it.open('large');
  const form = 'form[data-filter-for=accounts]';
  const box = page.locator(`${form} input[type=search]`);
  const rows = () => page.evaluate(() => [...document.querySelectorAll('#accounts tbody tr:not(.group)')].filter((row) => row.checkVisibility()).map((row) => row.id));
  const settled = (text) => page.waitForFunction(([form, text]) => document.querySelector(`${form} output`).textContent.includes(text), [form, text]);
  const all = await rows();
  assert.equal(all.length, 150);
  assert.equal(await page.locator(`${form} output`).evaluate((out) => out.tagName === 'OUTPUT' || out.getAttribute('role') === 'status'), true, 'the count is announced');
  const word = (await page.locator('#accounts tbody tr:not(.group) th a').first().textContent()).split(' ')[0];
  await box.fill(word.toUpperCase());
  await page.waitForFunction(() => /[?&]q=/.test(location.search));
  const some = await rows();
  assert.ok(some.length > 0 && some.length < all.length, `${some.length} of ${all.length} with ${word}`);
  await settled(`${some.length} of ${all.length}`);
  // with a sort and a second field, kept over a reload
  await page.locator(`${head('account')} button`).click();
  const sorted = await rows();
  assert.deepEqual([...sorted].sort(), [...some].sort(), 'a sort keeps the filter');
  const select = page.locator(`${form} select[name]`).first();
  const [name, value] = await select.evaluate((el) => {
    const row = document.querySelector('#accounts tbody tr:not(.group):not([hidden])');
    return [el.name, (row.dataset[el.name] || '').split('|')[0]];
  });
  await select.selectOption(value);
  const narrow = await rows();
  assert.ok(narrow.length > 0 && narrow.length <= some.length);
  assert.ok(await page.evaluate(([name, value]) => [...document.querySelectorAll('#accounts tbody tr:not(.group):not([hidden])')].every((row) => row.dataset[name].split('|').includes(value)), [name, value]));
  await page.reload();
  assert.deepEqual(await rows(), narrow, 'a reload restores filter and order');
  const query = new URL(page.url()).searchParams;
  assert.ok(query.get('q') && query.get(name) === value && query.get('sort') === 'account', page.url());
  await select.selectOption('');
  await box.fill('zzzz nothing');
  await settled(`0 of ${all.length}`);
  assert.equal((await rows()).length, 0);
  await page.locator(`${form} [type=reset]`).click();
  await settled(`${all.length} of ${all.length}`);
  assert.equal((await rows()).length, all.length);
  assert.ok(!new URL(page.url()).searchParams.get('q'), 'the address forgets it');
  told(wrong);
  await context.close();
});

test('S3 totals are those of the rows that a filter leaves, and nothing left is said in words', async () => {
  const totals = (page) => page.evaluate(() => [...document.querySelector('#accounts tfoot tr').cells].map((cell) => cell.textContent));
  const { context, page, wrong } = await it.open('example');
  const whole = await totals(page);
  const owners = await page.evaluate(() => [...document.querySelectorAll('form[data-filter-for=accounts] select[name=owner] option')].map((option) => option.value).filter(Boolean));
  assert.ok(owners.length > 2);
  for (const owner of owners) {
    await page.locator('form[data-filter-for=accounts] select[name=owner]').selectOption(owner);
    const [rows, ...counted] = await totals(page);
    const own = await it.open('example', `owners/${owner}/index.html`);
    const [all, ...written] = await totals(own.page);
    assert.deepEqual(counted, written, `${owner}: as on the owner's own page`);
    assert.equal(rows.replaceAll(/\D+/g, ' ').trim(), `${parseInt(all, 10)} 12`, rows);
    await own.context.close();
  }
  await page.locator('form[data-filter-for=accounts] input[type=search]').fill('zzzz');
  await page.getByText('Nothing in this list matches.').waitFor();
  const wide = await page.getByText('Search the whole site').getAttribute('href') ?? '';
  assert.match(wide, /search\/index\.html\?q=zzzz#q$/, 'the words go on to the search');
  assert.equal(await page.locator('#accounts tfoot').isVisible(), false);
  await page.locator('form[data-filter-for=accounts] [type=reset]').click();
  await page.waitForFunction(() => !new URLSearchParams(location.search).get('q'));
  assert.deepEqual(await totals(page), whole, 'and back again');
  assert.equal(await page.getByText('Nothing in this list matches.').isVisible(), false);
  told(wrong);
  await context.close();
});

test('S3 a filter says that it looks at one part of a long list, and asks the others the same', async () => {
  const { context, page, wrong } = await it.open('large', 'actions/index.html');
  const note = page.getByText('The filter looks at this part of the list alone.');
  assert.equal(await note.isVisible(), false, 'as long as nothing is filtered');
  await page.locator('form[data-filter-for=actions] input[type=search]').fill('call');
  await note.waitFor();
  await note.locator('a').first().click();
  await page.waitForURL(/actions\/page-2\.html\?q=call$/);
  assert.equal(await page.locator('form[data-filter-for=actions] input[type=search]').inputValue(), 'call');
  assert.ok(await note.isVisible());
  told(wrong);
  await context.close();
});

test('S2 a sort follows the numbers that are shown', async () => {
  const { context, page } = await it.open('example', 'index.html?sort=actions&dir=desc');
  const shown = await page.evaluate(() => {
    const at = document.querySelector('#accounts th[data-col=actions]').cellIndex;
    return [...document.querySelector('#accounts').tBodies[0].rows].map((row) => parseInt(row.cells[at].textContent, 10)).filter((n) => !Number.isNaN(n));
  });
  assert.ok(new Set(shown).size > 2);
  assert.deepEqual(shown, [...shown].sort((a, b) => b - a));
  await context.close();
});

test('L4 a link to a row shows the row, below what sticks to the top', async () => {
  const { context, page } = await it.open('example', 'accounts/kestrel-ridge-medical-center/index.html');
  const rows = await page.evaluate(() => [...document.querySelectorAll('main table.data tbody tr[id]')].map((row) => row.id));
  assert.ok(rows.length > 20, `${rows.length}`);
  const wrong = [];
  for (const id of rows) {
    const [top, above] = await page.evaluate((id) => {
      location.hash = '';
      scrollTo(0, 0);
      location.hash = id;
      const row = document.getElementById(id);
      const bars = [document.querySelector('.top'), ...row.closest('table').querySelectorAll('thead th')];
      return [row.getBoundingClientRect().top, Math.max(...bars.map((bar) => bar.getBoundingClientRect().bottom))];
    }, id);
    if (top < above - 1) wrong.push(`${id}: row at ${top}, header to ${above}`);
  }
  told(wrong);
  await context.close();
});

test('L3 the answer and the key figures are on the first screen, and twelve rows when the table is', async () => {
  for (const [width, height] of [[1440, 900], [820, 1180], [390, 844]]) {
    const { context, page } = await it.open('example', 'index.html', { viewport: { width, height } });
    for (const part of ['.lede', 'dl.kpi']) {
      const box = await page.locator(part).first().boundingBox();
      assert.ok(box && box.y + Math.min(box.height, 200) <= height, `${part} at ${width}×${height}: ${JSON.stringify(box)}`);
    }
    // of what needs attention at least the first two, but on a phone, where it comes next
    const attention = await page.locator('#attention li').nth(1).boundingBox();
    const figure = await page.locator('main figure').first().boundingBox();
    assert.ok(attention.y + attention.height <= (width < 760 ? figure.y : height), `what needs attention at ${width}×${height}: ${JSON.stringify(attention)}`);
    await context.close();
  }
  const { context, page } = await it.open('large');
  await page.evaluate(() => document.querySelector('#accounts').scrollIntoView({ block: 'start' }));
  const rows = await page.evaluate(() => [...document.querySelectorAll('#accounts tbody tr')].filter((row) => { const { top, bottom } = row.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }).length);
  assert.ok(rows >= 12, `${rows} rows at 1440×900`);
  await context.close();
});

test('L4 the header row stays in sight', async () => {
  const { context, page } = await it.open('large');
  await page.evaluate(() => document.querySelector('#accounts').scrollIntoView({ block: 'start' }));
  await page.mouse.wheel(0, 600);
  await page.waitForTimeout(200);
  const { top, seen } = await page.evaluate(() => {
    const th = document.querySelector('#accounts thead th');
    const top = th.getBoundingClientRect();
    return { top, seen: document.elementFromPoint(top.left + 4, top.top + top.height / 2)?.closest('thead') === th.closest('thead') };
  });
  assert.ok(top.top >= -1 && top.bottom < 400 && seen, `header at ${top.top}, in sight: ${seen}`);
  await context.close();
});

test('A3 the choice of the theme outlives a reload and is the same on every page', async () => {
  const { context, page, wrong } = await it.open('example', 'index.html', { colorScheme: 'light' });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.selectOption('[data-theme-select]', 'dark');
  const dark = await paper();
  assert.notEqual(light, dark);
  await page.goto(`${it.servers.example.base}about/index.html`);
  assert.equal(await paper(), dark);
  await page.selectOption('[data-theme-select]', 'auto');
  assert.equal(await paper(), light);
  told(wrong);
  await context.close();
});

test('the bar stays over a page that is scrolled, and the heads of a long table right under it', async () => {
  const { context, page, wrong } = await it.open('large', 'actions/index.html');
  await page.evaluate(() => window.scrollTo(0, document.querySelector('#actions').getBoundingClientRect().top + scrollY + 800));
  const [bar, ...heads] = await page.evaluate(() => [document.querySelector('.top'), ...document.querySelectorAll('#actions thead th')].map((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return { top, bottom };
  }));
  assert.deepEqual(Math.round(bar.top), 0);
  for (const head of heads) assert.ok(Math.abs(head.top - bar.bottom) <= 1, `${head.top} under ${bar.bottom}`);
  await context.close();
  told(wrong);
});
