// Drives Debian's Firefox for the tests: one JSON command a line on standard input, one JSON answer a line on standard output.
// Playwright drives only its own Firefox; puppeteer speaks WebDriver BiDi, which Firefox ESR has by itself.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const FIREFOX = "/usr/bin/firefox-esr";
const PATIENCE_MS = 60_000;
const EVERY_MS = 100;
const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  "media.autoplay.default": 0,
  "ui.prefersReducedMotion": 1,
  "intl.accept_languages": "fr-FR",
  // A page nobody looks at is slowed down: here nobody ever looks.
  "dom.min_background_timeout_value": 4,
};

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: FIREFOX,
  headless: true,
  acceptInsecureCerts: true,
  defaultViewport: { width: 1280, height: 720 },
  extraPrefsFirefox: PREFERENCES,
});
const page = await browser.newPage();
const complaints = [];
page.setDefaultTimeout(PATIENCE_MS);
page.on("pageerror", (error) => complaints.push(String(error)));

// By short questions rather than the library's own waiting, which makes functions of text in the page: our policy
// (CSP) forbids that there, and Debian's Firefox holds a driver to it.
async function until(expression) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate(`Boolean(${expression})`))) {
    if (Date.now() > end) throw new Error(`not within ${PATIENCE_MS} ms: ${expression}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/** The element, once it is there and can be used. */
async function usable(selector) {
  await until(`document.querySelector(${JSON.stringify(selector)})?.matches(":enabled, :not(button):not(input)")`);
  return page.$(selector);
}

/** The same where it stays: a press goes to a point, and what the relay tells of meanwhile may move it from there. */
async function still(selector) {
  const place = `JSON.stringify(document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect())`;
  const end = Date.now() + PATIENCE_MS;
  for (let before = ""; Date.now() < end; ) {
    const element = await usable(selector);
    const now = await page.evaluate(place);
    if (now === before) return element;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  throw new Error(`not still within ${PATIENCE_MS} ms: ${selector}`);
}

const commands = {
  version: () => browser.version(),
  goto: async ({ url }) => void (await page.goto(url)),
  click: async ({ selector }) => void (await (await still(selector)).click()),
  fill: async ({ selector, text }) => {
    const field = await usable(selector);
    await field.evaluate((input) => (input.focus(), input.select()));
    await field.type(text);
  },
  upload: async ({ selector, path }) => void (await (await usable(selector)).uploadFile(path)),
  evaluate: ({ expression }) => page.evaluate(expression),
  until: ({ expression }) => until(expression),
  screenshot: async ({ path }) => void (await page.screenshot({ path })),
  complaints: () => complaints,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...said } = JSON.parse(line);
  let answer;
  try {
    answer = { ok: (await commands[command](said)) ?? null };
  } catch (error) {
    const shown = await page.evaluate("document.body.innerText").catch(() => "");
    answer = { error: `${error}\nThe page reads: ${shown}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
