// The SPARQL engine in a worker: one message in, one answer out, each with the number of its question.
import init, { Store, parse } from "oxigraph/web.js";

let store;

const line = ({ subject, predicate, object }) => `${subject} ${predicate} ${object} .`;

// A subject's statements as a node of expanded JSON-LD 1.1.
const node = (quads) => {
  const made = { "@id": quads[0].subject.value };
  for (const { predicate, object } of quads) {
    const isType = predicate.value === "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    (made[isType ? "@type" : predicate.value] ??= []).push(isType ? object.value : value(object));
  }
  return made;
};
const value = (term) => {
  if (term.termType !== "Literal") return { "@id": term.value };
  if (term.language) return { "@value": term.value, "@language": term.language };
  const string = term.datatype.value === "http://www.w3.org/2001/XMLSchema#string";
  return string ? { "@value": term.value } : { "@value": term.value, "@type": term.datatype.value };
};

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
  // The statements about some things, about what they name, and about the places of passages, as
  // Turtle (lines of N-Triples, which it includes) or JSON-LD. Not from the store, which changes
  // how numbers are typed.
  select({ text, iris, format }) {
    const about = Map.groupBy(parse(text, { format: "text/turtle" }), (quad) => quad.subject.value);
    const wanted = new Set(iris);
    for (let step = 0; step < 2; step += 1) {
      const known = [...wanted];
      for (const { object, predicate } of known.flatMap((iri) => about.get(iri) ?? [])) {
        const place = step === 0 || predicate.value.endsWith("#hasSelector");
        if (place && object.termType === "NamedNode" && about.has(object.value)) wanted.add(object.value);
      }
    }
    const found = [...wanted].sort().map((iri) => about.get(iri) ?? []);
    if (format !== "application/ld+json") return `${found.flat().map(line).sort().join("\n")}\n`;
    return `${JSON.stringify(found.filter((quads) => quads.length).map(node), null, 1)}\n`;
  },
  // Rows as SPARQL 1.1 Query Results JSON, or a graph as N-Triples.
  ask(query) {
    const rows = store.query(query, { results_format: "json" });
    // A CONSTRUCT gives JSON-LD then, which is a list; rows and verdicts are an object (§3).
    return rows.startsWith("{") ? { rows } : { graph: store.query(query, { results_format: "nt" }) };
  },
};

onmessage = async ({ data: { number, step, value } }) => {
  try {
    postMessage({ number, answer: await steps[step](value) });
  } catch (error) {
    postMessage({ number, wrong: String(error?.message ?? error) });
  }
};
