// PouchDB as a peer; knows nothing of the program.
//   node pouch.js serve PORT FOLDER            the remote side, until its input ends
//   node pouch.js work FOLDER RECORDS MODULES  one request a line, one answer a line, both JSON
'use strict';
const fs = require('fs');
const readline = require('readline');
const [mode, ...given] = process.argv.slice(2);
const load = (modules, name) => require(require.resolve(name, { paths: [modules] }));
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n');

function serve(port, folder, modules) {
  const PouchDB = load(modules, 'pouchdb').defaults({ prefix: folder + '/' });
  const app = load(modules, 'express')();
  const options = { mode: 'minimumForPouchDB', inMemoryConfig: true };
  app.use('/', load(modules, 'express-pouchdb')(PouchDB, options));
  app.listen(Number(port), '127.0.0.1', () => say({ ready: true }));
  process.stdin.on('end', () => process.exit(0)).resume();
}

async function work(folder, records, modules) {
  const PouchDB = load(modules, 'pouchdb');
  const lines = fs.readFileSync(records, 'utf8').split('\n').filter(Boolean);
  const local = new PouchDB(folder + '/local');
  let next = 0;
  const doing = {
    async write({ count }) {
      for (const end = next + count; next < end;) {
        const part = lines.slice(next, Math.min(end, next + 500));
        await local.bulkDocs(part.map((line, i) => ({ ...JSON.parse(line), _id: `clue-${next + i}` })));
        next += part.length;
      }
      return { count: next };
    },
    async send({ url }) {
      const remote = new PouchDB(`${url}/clues`);
      await remote.info();
      const spent = process.cpuUsage();
      const begun = process.hrtime.bigint();
      const done = await PouchDB.replicate(local, remote, { batch_size: 100, batches_limit: 10 });
      const ms = Number(process.hrtime.bigint() - begun) / 1e6;
      const cpu = process.cpuUsage(spent);
      return { ms, processor: (cpu.user + cpu.system) / 1000, written: done.docs_written };
    },
  };
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    say(await doing[request.do](request));
  }
  process.exit(0);
}

(mode === 'serve' ? serve : work)(...given);
