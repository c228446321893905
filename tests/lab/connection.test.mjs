import assert from "node:assert/strict";
import test from "node:test";

import {
  Connection,
  lostText,
} from "../../src/withinscope/lab/labextensions/withinscope/static/connection.js";

/** A connection to a server that is up or not, and a clock of the test's own. @param {test.TestContext} t @param {boolean} [onAHub] */
function aConnection(t, onAHub = false) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {boolean[]} */
  const told = [];
  const server = { up: true, asked: 0 };
  const ask = async () => {
    server.asked += 1;
    if (!server.up) throw new Error("refused");
    return true;
  };
  const connection = new Connection(ask, (lost) => told.push(lost), onAHub);
  const after = async (/** @type {number} */ ms) => {
    for (let passed = 0; passed < ms; passed += 100) {
      t.mock.timers.tick(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { connection, server, told, after };
}

test("a server that ends is told within three seconds, once, and its return as well", async (t) => {
  const { connection, server, told, after } = aConnection(t);
  await connection.suspect();
  server.up = false;
  await after(2900);
  assert.deepEqual(told, [true]);
  await after(10_000);
  assert.deepEqual(told, [true]);
  server.up = true;
  await after(2900);
  assert.deepEqual(told, [true, false]);
  connection.end();
});

test("on a Hub it is asked every ten seconds, and a sign of a loss tells of it within one", async (t) => {
  const { connection, server, told, after } = aConnection(t, true);
  await connection.suspect();
  await after(60_000);
  assert.equal(server.asked, 7);
  server.up = false;
  await connection.suspect(); // a websocket was closed
  await after(1000);
  assert.deepEqual(told, [true]);
  server.up = true;
  await after(10_000);
  assert.deepEqual(told, [true, false]);
  connection.end();
});

test("one question without an answer is no loss", async (t) => {
  const { connection, server, told, after } = aConnection(t);
  server.up = false;
  await connection.suspect();
  server.up = true;
  await after(5000);
  assert.deepEqual(told, []);
  connection.end();
});

test("who waits for its return goes on at the first answer, also where no loss was told", async (t) => {
  const { connection, server, told, after } = aConnection(t);
  let back = false;
  server.up = false;
  void connection.back().then(() => {
    back = true;
  });
  await after(100);
  assert.equal(back, false);
  server.up = true;
  await after(600);
  assert.equal(back, true);
  assert.deepEqual(told, []);
  connection.end();
  back = false;
  void connection.back().then(() => {
    back = true;
  });
  await after(5000);
  assert.equal(back, false);
});

test("after the end nothing is asked", async (t) => {
  const { connection, server, after } = aConnection(t);
  await connection.suspect();
  connection.end();
  await after(5000);
  assert.equal(server.asked, 1);
});

test("a person is told what is safe and what to do, by whose server it is", () => {
  const own = { comeBack: "python3 start.py", logOut: "" };
  assert.match(
    lostText(own, "Mozilla/5.0 (Windows NT 10.0; Win64; x64)").join(" "),
    /saved is safe.*double-click start\.bat .* again, or run python3 start\.py;/,
  );
  assert.match(
    lostText({ comeBack: "", logOut: "" }).join(" "),
    /saved is safe.*goes on by itself when the connection is back/,
  );
  const hub = {
    comeBack: "https://hub.example.org/",
    logOut: "https://hub.example.org/hub/logout",
  };
  const told = lostText(hub).join(" ");
  assert.match(
    told,
    /saved is safe.* open https:\/\/hub\.example\.org\/ in another tab and log in/,
  );
  assert.doesNotMatch(told, /start|double-click/);
});
