// Scores JSON strings, one a line, with VADER; prints one compound score a line, then the seconds that scoring took.
const { SentimentIntensityAnalyzer } = require("vader-sentiment");
const texts = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean).map(line => JSON.parse(line));
for (const text of texts.slice(0, 500)) SentimentIntensityAnalyzer.polarity_scores(text);
const start = process.hrtime.bigint();
const scores = texts.map(text => SentimentIntensityAnalyzer.polarity_scores(text).compound);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
process.stdout.write(scores.join("\n") + "\n" + seconds + "\n");
