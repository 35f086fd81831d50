module.exports = (config) => {
  config.addFilter("day", (it) => (it instanceof Date ? it.toISOString().slice(0, 10) : it || ""));
  return { dir: { input: "content", output: "public" }, markdownTemplateEngine: false };
};
