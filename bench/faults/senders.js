// 400 senders of 1 MiB that are slow or fall silent, from eight addresses, while others are served: how much memory does the program take, and how long do
// the others wait? node senders.js PROGRAM [KIND]
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const MiB = 1 << 20;
const senders = 400;
const seconds = 45;
const port = 5397;
const managerKey = 'bench-manager-key-0123456789abcdef';
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const call = (method, where, key, body) => fetch(`http://127.0.0.1:${port}${where}`, {
  method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(20_000),
  headers: { ...(key && { authorization: `Bearer ${key}` }), 'content-type': 'application/json' },
});

// What a sender announces, how much of it comes at once, and how much more every 100 ms.
const webhook = () => `POST /v1/webhooks/desk HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${MiB}\r\nwebhook-id: m\r\n`
  + `webhook-timestamp: ${Math.floor(Date.now() / 1000)}\r\nwebhook-signature: v1,AAAA\r\n\r\n`;
const post = key => `POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${MiB}\r\nAuthorization: Bearer ${key}\r\n\r\n`;
const form = 'POST /sign-out HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 65536\r\n\r\n';
const kinds = {
  'silent after all but one byte of a webhook': () => [webhook(), MiB - 1, 0],
  'slow: a webhook, 20 KB a second': () => [webhook(), 1000, 2000],
  'silent, with a key, after all but one byte of a feedback': key => [post(key), MiB - 1, 0],
  'silent after half a form of 64 KiB': () => [form, 32_768, 0],
  'silent from the beginning': () => ['', 0, 0],
};

function open(kind, key, number) {
  const [head, first, then] = kinds[kind](key);
  const socket = net.connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (number % 8)}` });
  const timer = then ? setInterval(() => socket.write(Buffer.alloc(then, 32)), 100) : undefined;
  socket.on('error', () => {});
  socket.on('data', () => {});
  socket.on('close', () => clearInterval(timer));
  if (head) socket.write(head);
  if (first) socket.write(Buffer.alloc(first, 32));
  return socket;
}

const megabytes = (pid, name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);

async function measure(program, kind) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'feedback-senders-'));
  const child = spawn(program, [`--Feedback:Data=${data}`, `--Feedback:ManagerKey=${managerKey}`, '--urls', `http://127.0.0.1:${port}`], { stdio: 'ignore' });
  try {
    for (let tries = 0; ; tries++) {
      if (tries > 300) throw new Error('the program did not start');
      try { if ((await call('GET', '/healthz')).ok) break; } catch { await pause(100); }
    }
    const { key } = await (await call('POST', '/v1/sources', managerKey, { id: 'desk', touchpoint: 'service' })).json();
    const before = megabytes(child.pid, 'VmRSS');
    const waits = [];
    let refused = 0;
    let sockets = [];
    const until = Date.now() + seconds * 1000;
    const opening = (async () => {
      // Whoever is cut off comes back.
      while (Date.now() < until) {
        sockets = sockets.filter(socket => !socket.destroyed);
        while (sockets.length < senders) sockets.push(open(kind, key, sockets.length));
        await pause(250);
      }
    })();
    for (let number = 0; Date.now() < until; number++) {
      const began = performance.now();
      try {
        const answer = await call('POST', '/v1/feedback', key, { source: 'desk', sourceEventId: `${number}`, text: 'The refund took six weeks.' });
        if (answer.status !== 202) refused++;
        await answer.arrayBuffer();
      } catch { refused++; }
      waits.push(performance.now() - began);
      await pause(50);
    }
    await opening;
    sockets.forEach(socket => socket.destroy());
    waits.sort((one, other) => one - other);
    const at = share => Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]);
    console.log(`| ${kind} | ${before} | ${megabytes(child.pid, 'VmHWM')} | ${waits.length} | ${refused} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
  } finally {
    child.kill('SIGKILL');
    await pause(300);
    fs.rmSync(data, { recursive: true, force: true });
  }
}

(async () => {
  console.log('| senders | MB before | most MB | posts of others | refused | median ms | 99% ms | longest ms |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const kind of Object.keys(kinds).filter(kind => kind.includes(process.argv[3] ?? '')))
    await measure(process.argv[2], kind);
})();
