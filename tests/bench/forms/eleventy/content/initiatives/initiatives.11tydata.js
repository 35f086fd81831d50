module.exports = { layout: "initiative.njk", eleventyComputed: { goLive: (data) => data["go-live"] } };
