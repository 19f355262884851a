// Opens a page in Chromium and says what axe-core finds, what it asks the network for, and which links lead nowhere.
// Exit code 1 where there is anything to say. Usage: check_codebook.cjs PAGE [RULE], a rule of axe-core to ask for alone.
const path = require("node:path");
const axe = require("axe-core");
const { chromium } = require("playwright-core");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

async function faults(address, rule) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    const found = [];
    page.on("request", (request) => {
      if (request.url() !== address) found.push(`request: ${request.url()}`);
    });
    page.on("pageerror", (error) => found.push(`error: ${error.message}`));
    await page.goto(address, { waitUntil: "load" });
    const own = await page.evaluate(() => ({
      scripts: document.scripts.length,
      nowhere: [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute("href").slice(1))
        .filter((id) => !document.getElementById(id)),
    }));
    if (own.scripts) found.push(`scripts: ${own.scripts}`);
    found.push(...own.nowhere.map((id) => `link to nowhere: #${id}`));
    // Judging a page of this length takes a quarter of a minute, and there is enough to say already.
    if (found.length) return found;
    await page.evaluate(axe.source);
    const only = rule ? { type: "rule", values: [rule] } : { type: "tag", values: TAGS };
    const result = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), only);
    found.push(...result.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`));
    return found;
  } finally {
    await browser.close();
  }
}

faults(`file://${path.resolve(process.argv[2])}`, process.argv[3]).then((found) => {
  console.log(found.length ? found.join("\n") : "chromium and axe-core accept the page");
  process.exitCode = found.length ? 1 : 0;
});
