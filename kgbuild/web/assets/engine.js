// The SPARQL engine as seen from a page: it starts when somebody asks, in a worker made of text.
"use strict";

(() => {
  const SECONDS = 60;
  let running = null; // { worker, waiting: Map, loaded: Set }
  let number = 0;

  const unpacked = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };
  const stop = (why) => {
    if (!running) return;
    running.worker.terminate();
    for (const { failed } of running.waiting.values()) failed(new Error(why));
    running = null;
  };
  const send = (step, value, seconds = SECONDS) => new Promise((done, failed) => {
    const here = (number += 1);
    const timer = setTimeout(() => stop(`the query did not end within ${seconds} seconds`), seconds * 1000);
    running.waiting.set(here, {
      done: (answer) => { clearTimeout(timer); done(answer); },
      failed: (error) => { clearTimeout(timer); failed(error); },
    });
    running.worker.postMessage({ number: here, step, value });
  });
  const start = async () => {
    if (running) return;
    await kgbuild.load("assets/oxigraph.js");
    const bytes = await unpacked(kgbuild.engine.wasm);
    const address = URL.createObjectURL(new Blob([kgbuild.engine.worker], { type: "text/javascript" }));
    const worker = new Worker(address);
    const waiting = new Map();
    running = { worker, waiting, loaded: new Set() };
    worker.onmessage = ({ data }) => {
      const asked = waiting.get(data.number);
      waiting.delete(data.number);
      if ("wrong" in data) asked?.failed(new Error(data.wrong));
      else asked?.done(data.answer);
    };
    worker.onerror = (event) => stop(event.message || "the engine cannot start");
    await send("start", bytes);
    URL.revokeObjectURL(address);
  };
  // Starts the engine and loads the graphs of these articles, whatever is loaded already.
  kgbuild.ready = async (names, progress = () => {}) => {
    if (running && [...running.loaded].some((name) => !names.includes(name))) stop("another graph is asked");
    progress("starting the engine …");
    await start();
    for (const name of names) {
      if (running.loaded.has(name)) continue;
      progress(`loading ${name} …`);
      await kgbuild.load(`data/${name}.js`);
      await send("load", kgbuild.graphs[name]);
      running.loaded.add(name);
    }
  };
  // The answer of a query: { rows: SPARQL 1.1 Query Results JSON } or { graph: N-Triples }.
  kgbuild.ask = async (names, query, progress) => {
    await kgbuild.ready(names, progress);
    return send("ask", query);
  };
  // The statements about some claims and what they name, as a document.
  kgbuild.describe = async (name, iris, format) => {
    await kgbuild.ready([name]);
    return send("select", { text: kgbuild.graphs[name], iris, format });
  };
})();
