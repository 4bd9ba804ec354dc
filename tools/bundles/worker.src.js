// The SPARQL engine in a worker: one message in, one answer out, each with the number of its question.
import init, { Store } from "oxigraph/web.js";

let store;

const steps = {
  // The engine's bytes, as an ArrayBuffer.
  async start(bytes) {
    await init({ module_or_path: bytes });
    store = new Store();
  },
  // A graph in Turtle.
  load(text) {
    store.load(text, { format: "text/turtle" });
    return store.size;
  },
  // The graph that a CONSTRUCT gives, as a document of that media type.
  write({ query, format }) {
    return store.query(query, { results_format: format });
  },
  // Rows as SPARQL 1.1 Query Results JSON, or a graph as N-Triples.
  ask(query) {
    try {
      return { rows: store.query(query, { results_format: "json" }) };
    } catch (error) {
      if (!/format/i.test(String(error))) throw error;
      return { graph: store.query(query, { results_format: "nt" }) };
    }
  },
};

onmessage = async ({ data: { number, step, value } }) => {
  try {
    postMessage({ number, answer: await steps[step](value) });
  } catch (error) {
    postMessage({ number, wrong: String(error?.message ?? error) });
  }
};
