/* The page search.html of a site that is indexed by Pagefind: the titles from the shards, which forgive
   typing errors, then the pages whose text Pagefind finds. It needs a server. */
playbook.makePagefind = function (searchTitles, pages) {
  "use strict";
  const { fold, locate } = playbook;
  const MOST = 50;
  const byPath = new Map([...pages.keys()].map((url) => [decodeURIComponent(url), url]));
  let loading = null;

  async function start() {
    const pagefind = await import(locate("pagefind/pagefind.js"));
    await pagefind.options({ baseUrl: "/" });
    return pagefind;
  }

  /* The words of a page's text that begin as one of the query does. */
  function listWords(text, typed) {
    const words = (text.match(/[\p{L}\p{N}]+/gu) || []).map(fold);
    return [...new Set(words.filter((word) => typed.some((each) => word.startsWith(each))))];
  }

  async function open(result, typed) {
    const { url, content } = await result.data();
    const path = byPath.get(decodeURIComponent(url).replace(/^\//, ""));
    return path && { url: path, page: pages.get(path), words: listWords(content, typed), typed, text: content };
  }

  return async function (query) {
    const titles = searchTitles(query, () => {});
    loading = loading || start();
    const pagefind = await loading;
    const { results } = await pagefind.search(query);
    const typed = (query.match(/[\p{L}\p{N}]+/gu) || []).map(fold);
    const opened = await Promise.all(results.slice(0, MOST).map((each) => open(each, typed)));
    const known = new Set(titles.hits.map((hit) => hit.url));
    const hits = [...titles.hits, ...opened.filter((hit) => hit && !known.has(hit.url))];
    return { ...titles, hits, nearest: hits.length ? [] : titles.nearest };
  };
};
