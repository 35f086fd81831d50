/* The search itself: the titles at once, all words as soon as they are loaded. Loaded when somebody searches. */
playbook.makeEngine = async function (index) {
  "use strict";
  const { fold, read, make, locate } = playbook;
  const WORD = /[\p{L}\p{N}]+/gu;
  const LEAST = 3; /* signs of a query for which the texts are loaded */
  const LIKE = { prefix: true, combineWith: "AND", boostDocument: weigh };
  const ENOUGH = 3; /* pages that say the words as they were typed: then no likeness is looked for */
  const NEAR = (word) => (word.length > 3 ? Math.max(1, Math.round(word.length / 5)) : false);
  const FAR = (word) => (word.length > 3 ? 2 : false);

  const shards = await Promise.all(index.titles.map((path, n) => read(`titles-${n}`, path)));
  const pages = new Map(shards.flatMap(Object.entries));
  const texts = new Map();
  let searcher = makeSearcher();
  let filling = null;
  let waiting = new Set();
  searcher.addAll([...pages].map(([url, page]) => makeDocument(url, page)));

  function makeSearcher() {
    return new MiniSearch({
      fields: ["title", "heads", "summary", "note", "text"],
      tokenize: (text) => text.match(WORD) || [],
      processTerm: fold,
      searchOptions: { boost: { title: 5, heads: 2, summary: 1.5 } },
    });
  }

  function makeDocument(url, page) {
    const heads = (page.heads || []).map(([text]) => text).join(" ");
    return { id: url, title: page.title, heads, summary: page.summary, note: page.note, text: texts.get(url) };
  }

  function weigh(url) {
    return { initiative: 1.5, rule: 0.6 }[pages.get(url).kind] || 1;
  }

  /* Load all texts and put a fuller searcher in the place of the first, without holding up the typing. */
  async function fill() {
    const loaded = await Promise.all(index.texts.map((path, n) => read(`texts-${n}`, path)));
    for (const shard of loaded) for (const [url, text] of Object.entries(shard)) texts.set(url, text);
    const fuller = makeSearcher();
    await fuller.addAllAsync([...pages].map(([url, page]) => makeDocument(url, page)), { chunkSize: 10 });
    searcher = fuller;
  }

  /* Of pages that say all words, those that say them one after the other. */
  function putPhrasesFirst(hits, query) {
    const phrase = query.toLowerCase();
    if (!phrase.includes(" ")) return hits;
    const says = ({ id }) =>
      pages.get(id).title.toLowerCase().includes(phrase) || (texts.get(id) || "").toLowerCase().includes(phrase);
    const first = new Set(hits.slice(0, 300).filter(says));
    return [...first, ...hits.filter((hit) => !first.has(hit))];
  }

  /* Fill once, and tell everybody who has asked in the meantime, once each. */
  function fillFor(again) {
    if (waiting) waiting.add(again);
    if (filling) return;
    filling = fill().then(
      () => {
        const asked = waiting;
        waiting = null;
        for (const each of asked) each();
      },
      () => {
        filling = null;
      },
    );
  }

  /* What says the words as they were typed, then what says words that are like them. */
  function lookUp(query) {
    const exact = putPhrasesFirst(searcher.search(query, LIKE), query);
    if (exact.length >= ENOUGH) return exact;
    const known = new Set(exact.map((hit) => hit.id));
    const near = searcher.search(query, { ...LIKE, fuzzy: NEAR }).filter((hit) => !known.has(hit.id));
    const hits = [...exact, ...near];
    return hits.length ? hits : searcher.search(query, { ...LIKE, fuzzy: FAR });
  }

  /* `{query, hits, nearest}`; `again` is called when the texts have come and there may be more to find. */
  function search(query, again) {
    const words = query.match(WORD) || [];
    if (words.some((each) => each.length >= LEAST)) fillFor(again);
    const hits = lookUp(query);
    const nearest = hits.length ? [] : searcher.search(query, { fields: ["title"], fuzzy: 0.4, prefix: true });
    return { query, hits: hits.map(open), nearest: nearest.slice(0, 5).map(open) };
  }

  /* A hit with its page, and the words by which it was found. */
  function open(hit) {
    const page = pages.get(hit.id);
    const typed = hit.queryTerms;
    return { url: hit.id, page, words: hit.terms, typed, text: texts.get(hit.id) || "" };
  }

  function say({ query, hits, nearest }) {
    if (hits.length) return hits.length === 1 ? "1 page" : `${hits.length} pages`;
    return `No page says “${query}”.${nearest.length ? " These titles are the nearest." : ""}`;
  }

  /* A text with the words marked; of a word that was begun, what was typed. */
  function highlight(text, hit) {
    const found = new Set(hit.words);
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(WORD)) {
      const word = fold(match[0]);
      if (!found.has(word)) continue;
      const typed = hit.typed.find((each) => word.startsWith(each));
      const long = typed && word.length === match[0].length ? typed.length : match[0].length;
      parts.push(text.slice(end, match.index), make("mark", {}, text.slice(match.index, match.index + long)));
      end = match.index + long;
    }
    return [...parts, text.slice(end)];
  }

  const holds = (text, hit) => (text.match(WORD) || []).some((each) => hit.words.includes(fold(each)));

  /* Where a text first says one of the words, with what stands around it. */
  function cut(text, hit) {
    for (const match of text.matchAll(WORD)) {
      if (!hit.words.includes(fold(match[0]))) continue;
      const start = match.index < 60 ? 0 : text.indexOf(" ", match.index - 50) + 1;
      const rest = text.slice(start, start + 160);
      const shown = start + 160 < text.length ? `${rest.slice(0, rest.lastIndexOf(" "))} …` : rest;
      return (start ? "… " : "") + shown;
    }
    return "";
  }

  /* The line below a title: the heading that says it, the summary, or the place in the text. */
  function explain(hit) {
    const { page } = hit;
    const head = (page.heads || []).find(([text]) => holds(text, hit));
    if (head && !holds(page.title, hit)) return [head[0], `#${head[1]}`];
    if (holds(page.summary || "", hit)) return [page.summary, ""];
    return [holds(page.title, hit) ? page.summary || "" : cut(hit.text, hit) || page.summary || "", ""];
  }

  function drawHit(hit, number, role) {
    const { page } = hit;
    const [line, anchor] = explain(hit);
    const href = locate(hit.url + anchor);
    const left = make("span", { class: "hitglyph" });
    const [code, name] = page.kind === "rule" ? page.title.split(" ") : ["", page.title];
    if (page.steps) left.append(playbook.drawGlyph(page, index.cells));
    else left.append(...highlight(code, hit));
    const title = make("span", { class: "hittitle" }, ...highlight(name, hit));
    if (page.draft) title.append(" ", make("span", { class: "tag" }, "Draft"));
    const body = make("span", { class: "hitbody" }, title);
    if (line) body.append(" ", make("span", { class: "hitline" }, ...highlight(line, hit)));
    const attributes = role ? { role, id: `at.hit-${number}`, tabindex: "-1" } : {};
    const note = make("span", { class: "hitnote" }, ...highlight(page.note || "", hit));
    return make("a", { class: "hit", href, ...attributes }, left, " ", body, " ", note);
  }

  /* The hits under their kinds, the kind of the best hit first; the rules of the checker come last, but for
     somebody who types a rule's name. */
  function group(found) {
    const hits = found.hits.length ? found.hits : found.nearest;
    const kinds = new Map();
    for (const hit of hits) {
      if (!kinds.has(hit.page.kind)) kinds.set(hit.page.kind, []);
      kinds.get(hit.page.kind).push(hit);
    }
    const rules = kinds.get("rule");
    const isAsked = rules && fold(rules[0].page.title).split(" ").some((word) => word === fold(found.query));
    if (rules && !isAsked) {
      kinds.delete("rule");
      kinds.set("rule", rules);
    }
    return [...kinds].sort(([a], [b]) => (isAsked ? (b === "rule") - (a === "rule") : 0));
  }

  const nameGroup = (kind, shown, all) =>
    shown < all ? `${index.kinds[kind]}, ${shown} of ${all}` : index.kinds[kind];

  /* The elements of a list of options, of each kind so many at most. */
  function draw(found, most) {
    let number = 0;
    return group(found).map(([kind, hits]) => {
      const id = `at.hits-${kind}`;
      const shown = hits.slice(0, most);
      const words = nameGroup(kind, shown.length, hits.length);
      const head = make("p", { class: "hithead", id, role: "presentation" }, words);
      const drawn = shown.map((hit) => drawHit(hit, (number += 1), "option"));
      return make("div", { role: "group", "aria-labelledby": id }, head, ...drawn);
    });
  }

  /* The same as sections of a page. */
  function drawPage(found, most) {
    return group(found).map(([kind, hits]) => {
      const shown = hits.slice(0, most);
      const list = make("ul", { class: "hits" }, ...shown.map((hit) => make("li", {}, drawHit(hit))));
      return make("section", { class: "section" },
        make("h2", {}, nameGroup(kind, shown.length, hits.length)), list);
    });
  }

  /* The page search.html may look elsewhere, see 20-pagefind.js. */
  const searchPage = index.pagefind ? playbook.makePagefind(search, pages) : search;

  return { search, searchPage, say, draw, drawPage };
};
