"use strict";
// From the start of the process to its first 200, in milliseconds. node measure.js PROGRAM BARE RUNS: a bare ASP.NET Core program; ours on the embedded store, fresh and not; and under the Functions host's environment, on the Cosmos DB server of the tests.
const { spawn } = require("child_process");
const { mkdtempSync, rmSync } = require("fs");
const { tmpdir } = require("os");
const { join } = require("path");
const http = require("http");
const net = require("net");

const [program, bare, runs] = [process.argv[2], process.argv[3], Number(process.argv[4] || 10)];

const freePort = () => new Promise(done => { const s = net.createServer().listen(0, "127.0.0.1", () => { const { port } = s.address(); s.close(() => done(port)); }); });
const ask = port => new Promise(done => http.get({ port, host: "127.0.0.1", path: "/healthz", agent: false }, res => { res.resume(); done(res.statusCode === 200); }).on("error", () => done(false)));

async function start(environment, path = program) {
  const port = await freePort();
  const began = process.hrtime.bigint();
  const child = spawn(path, ["serve"], { stdio: "ignore", env: { ...process.env, Feedback__ManagerKey: "manager-key-of-the-bench-0123456789", ...environment(port) } });
  while (!(await ask(port))) {
    if (child.exitCode !== null) throw new Error("the program ended");
    // Asking without a pause would take one of the two processors from the program.
    await new Promise(done => setTimeout(done, 2));
  }
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  const ended = new Promise(done => child.once("exit", done));
  child.kill("SIGKILL");
  await ended;
  return took;
}

async function measure(name, environment, fresh, path) {
  const took = [];
  for (let run = 0; run < runs; run++) { fresh(); took.push(await start(environment, path)); }
  took.sort((a, b) => a - b);
  console.log(`| ${name} | ${took[0].toFixed(0)} | ${took[Math.floor(runs / 2)].toFixed(0)} | ${took[runs - 1].toFixed(0)} |`);
}

(async () => {
  console.log("| | least ms | median ms | most ms |\n| --- | ---: | ---: | ---: |");
  let data;
  const make = () => { if (data) rmSync(data, { recursive: true, force: true }); data = mkdtempSync(join(tmpdir(), "feedback-startup-")); };
  const embedded = port => ({ Feedback__Data: data, ASPNETCORE_URLS: `http://127.0.0.1:${port}` });
  // The first starts read the files from the disk; what counts after that is the processor.
  for (const path of [bare, program]) { make(); await start(embedded, path); }
  await measure("a bare ASP.NET Core program", embedded, () => {}, bare);
  await measure("embedded store, first start", embedded, make);
  await measure("embedded store, started before", embedded, () => {});
  const server = spawn("node", [join(__dirname, "../../tests/Feedback.Cosmos.Tests/Running/server.js")], { stdio: ["pipe", "pipe", "inherit"] });
  const endpoint = await new Promise(done => server.stdout.once("data", text => done(String(text).trim())));
  const functions = port => ({
    FUNCTIONS_CUSTOMHANDLER_PORT: String(port), Feedback__Store: "cosmos", Feedback__CosmosEndpoint: endpoint, Feedback__CosmosConnection: "gateway",
    Feedback__CosmosKey: "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==",
  });
  await start(functions);
  await measure("under the Functions host, on Cosmos DB's test server", functions, () => {});
  server.stdin.end();
  rmSync(data, { recursive: true, force: true });
})();
