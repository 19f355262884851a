// Runs the last script of comment.yml, given as a file, against forged reports: what is right is posted once and then
// updated, markup in it does nothing, and what is wrong is refused. Usage: node comment_script.cjs SCRIPT
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
const script = new AsyncFunction('github', 'context', 'core', 'require', fs.readFileSync(process.argv[2], 'utf8'));
const BOT = {login: 'github-actions[bot]'};

// Runs the script on a folder of files; returns the calls that would write, each with its arguments.
async function posted(files, {pull = {}, comments = []} = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
  for (const [name, content] of Object.entries(files)) {
    if (content === null) fs.symlinkSync('/etc/passwd', path.join(folder, name));
    else fs.writeFileSync(path.join(folder, name), content);
  }
  const calls = [];
  const head = {sha: 'abc', ref: 'fix', repo: {id: 7}};
  const rest = {
    pulls: {get: async () => ({data: {state: 'open', head, ...pull}})},
    issues: {
      listComments: () => {},
      createComment: async (call) => calls.push(['create', call]),
      updateComment: async (call) => calls.push(['update', call]),
    },
  };
  const run = {
    conclusion: 'success', html_url: 'https://example.org/run', head_sha: 'abc', head_branch: 'fix', head_repository: {id: 7},
  };
  const context = {repo: {owner: 'o', repo: 'r'}, payload: {workflow_run: run}};
  process.env.FOLDER = folder;
  try {
    await script({rest, paginate: async () => comments}, context, {notice: () => {}}, require);
  } finally {
    fs.rmSync(folder, {recursive: true});
  }
  return calls;
}

async function main() {
  const good = {number: '12\n', 'report.md': '### Changes\n\n- **date**: `2014` → `2014-03-18`\n'};
  const marked = {id: 5, user: BOT, body: '<!-- usrr-report -->\nold'};

  const [[verb, call], ...more] = await posted(good);
  assert.deepStrictEqual([verb, call.issue_number, more.length], ['create', 12, 0]);
  assert(call.body.startsWith('<!-- usrr-report -->\n') && call.body.endsWith(good['report.md']));

  const others = [{id: 4, user: {login: 'somebody'}, body: marked.body}, {id: 3, user: BOT, body: 'another'}, marked];
  const updated = await posted(good, {comments: others});
  assert.deepStrictEqual([updated.length, updated[0][0], updated[0][1].comment_id], [1, 'update', 5]);

  const forged = '<img src=x><table onclick=x><!-- x -->@everyone ![a](https://x.example/) [b](https://x.example/) [c][d]\n[d]: https://x.example/\n';
  const [[, {body}]] = await posted({...good, 'report.md': forged});
  const untrusted = body.slice(body.indexOf('\n\n'));
  for (const live of ['<img', '<table', '<!--', '@everyone', '](', '][', ']:']) assert(!untrusted.includes(live), live);

  const table = '<table>\n<tr><td><code>a</code><br>b<wbr></td></tr>\n</table>\n';
  const [[, shown]] = await posted({...good, 'report.md': table});
  assert(shown.body.endsWith(table));

  const [[, long]] = await posted({...good, 'report.md': '- `ж`\n'.repeat(100_000)});
  assert(long.body.length < 65_536 && long.body.endsWith('More does not fit here.\n'));

  for (const pull of [{state: 'closed'}, {head: {sha: 'newer', ref: 'fix', repo: {id: 7}}}]) {
    assert.deepStrictEqual(await posted(good, {pull}), []);
  }
  const refused = {
    'a pull request of somebody else': [good, {pull: {head: {sha: 'abc', ref: 'fix', repo: {id: 8}}}}],
    'another branch': [good, {pull: {head: {sha: 'abc', ref: 'other', repo: {id: 7}}}}],
    'a pull request whose fork is gone': [good, {pull: {head: {sha: 'abc', ref: 'fix', repo: null}}}],
    'a number with more in it': [{...good, number: '12; id'}],
    'a path as number': [{...good, number: '../1'}],
    'no number': [{'report.md': 'x'}],
    'another file': [{...good, extra: 'x'}],
    'a link as report': [{...good, 'report.md': null}],
    'bytes that are no UTF-8': [{...good, 'report.md': Buffer.from([0xff, 0xfe, 0x41])}],
    'a control character': [{...good, 'report.md': 'a\u001b[2Jb'}],
    'text that turns its direction': [{...good, 'report.md': 'a\u202eb'}],
    'a report that is too large': [{...good, 'report.md': 'x'.repeat(2_000_001)}],
  };
  for (const [what, call] of Object.entries(refused)) await assert.rejects(posted(...call), Error, what);
  console.log(`posts, updates, disarms, shortens; refuses ${Object.keys(refused).length} forged reports`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
