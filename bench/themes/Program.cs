using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Feedback.Bench;
using Feedback.Bench.Themes;
using Feedback.Core.Journeys;
using Feedback.Core.Language.Meaning;
using Feedback.Core.Records;
using Feedback.MiniLm;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (data, journeys, labels) = (args[0], args[1], args[2]);
var repository = Path.GetFullPath(Path.Combine(journeys, ".."));
var embedding = args.Length > 3 && args[3] == "minilm" ? new MiniLmEmbedding() : (ITextEmbedding)StaticEmbedding.Instance;
var (retail, retailWords) = Mappers("retail");
var (subscription, subscriptionWords) = Mappers("subscription");

Console.WriteLine($"Theme mapper with {embedding.Name}, retail {retail.Definition.Version}, subscription {subscription.Definition.Version}; "
    + $".NET {Environment.Version}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors");

var cfpb = Path.Combine(data, "cfpb_complaints.csv");
if (!File.Exists(cfpb))
    cfpb = Path.Combine(data, "complaints.csv");
var reviews = Path.Combine(data, "womens_clothing_reviews.csv");
if (!File.Exists(reviews))
    reviews = Path.Combine(data, "product-reviews.csv");

Compare("banking77 on subscription", subscription, subscriptionWords, new Table(Path.Combine(data, "banking77.csv"))
    .Labelled(labels, "banking77", "text", "category", row => row["split"] == "test"));
Compare("bitext on retail (generated texts)", retail, retailWords, new Table(Path.Combine(data, "bitext_customer_service.csv"))
    .Labelled(labels, "bitext", "text", "intent", row => row["split"] == "test"));
Compare($"{Path.GetFileName(cfpb)} on retail, test = even Complaint ID", retail, retailWords, new Table(cfpb)
    .Labelled(labels, "cfpb", "Consumer complaint narrative", "Issue", row => row["Complaint ID"][^1] % 2 == 0));

Clauses(Path.Combine(repository, "data", "labelled", "tuning.tsv"));
if (Environment.GetEnvironmentVariable("HELD_OUT") is not null)
    Clauses(Path.Combine(repository, "data", "labelled", "held-out.tsv"));
OtherField(Path.Combine(repository, "bench", "themes", "other-field"));

// The sentence model would take a quarter of an hour for what follows.
var isModel = embedding is MiniLmEmbedding;
Console.WriteLine("\n## Coverage, on retail, each sentence taken for one opinion\n");
Console.WriteLine("| texts | sentences | by its words | with a theme | texts | texts with a theme |\n| --- | ---: | ---: | ---: | ---: "
    + "| ---: |");
var reviewTexts = new Table(reviews).Column("Title", "Review Text");
var complaintTexts = new Table(cfpb).Column("Consumer complaint narrative");
if (!isModel)
{
    Cover(Path.GetFileName(reviews), reviewTexts, "web");
    Cover(Path.GetFileName(cfpb), complaintTexts, "billing");
}

Console.WriteLine("\n## Throughput, one thread\n");
Throughput([.. reviewTexts.Concat(complaintTexts).SelectMany(text => Sentences(text).Select(opinion => (text, opinion))).Take(isModel ? 300 : int.MaxValue)]);
if (embedding is MiniLmEmbedding model)
    await ModelSpeed.PrintAsync([.. reviewTexts.Take(500), .. complaintTexts.Take(500)], model);

(OpinionMapper Mapper, OpinionMapper Words) Mappers(string id) => MappersOf(Path.Combine(journeys, id + ".json"));

(OpinionMapper Mapper, OpinionMapper Words) MappersOf(string file)
{
    var definition = JourneyDefinitionReader.Read(File.ReadAllBytes(file), file);
    return (new(definition, embedding), new(definition));
}

void OtherField(string folder)
{
    var (mapper, words) = MappersOf(Path.Combine(folder, "gym.json"));
    var rows = CsvTable.Rows(Path.Combine(folder, "sentences.tsv"), '\t').Select(row => (Text: row["sentence"], Themes: row["themes"].Split('|'))).ToList();
    Console.WriteLine($"\n## Another field: {rows.Count} sentences about a gym\n");
    Console.WriteLine("| | right | without a theme | wrong theme |\n| --- | ---: | ---: | ---: |");
    Count("words", words, place => place.CountedTheme);
    Count("words and meaning, what counts", mapper, place => place.CountedTheme);
    Count("words and meaning, with guesses", mapper, place => place.Theme);

    void Count(string name, OpinionMapper by, Func<MappedOpinion, string?> themeOf)
    {
        var found = rows.ConvertAll(row => (row.Themes, Theme: themeOf(by.Map(row.Text, Whole(row.Text), "store")) ?? "-"));
        Console.WriteLine($"| {name} | {found.Count(row => row.Themes.Contains(row.Theme))} | {found.Count(row => row.Theme == "-")} | "
            + $"{found.Count(row => row.Theme != "-" && !row.Themes.Contains(row.Theme))} |");
    }
}

void Clauses(string file)
{
    var rows = CsvTable.Rows(file, '\t').Where(row => row["label"] != "none").Select(row => (Text: row["clause"], Theme: row["theme"])).ToList();
    Console.WriteLine($"\n## {Path.GetFileName(file)}: {rows.Count} opinions in clauses, on retail\n");
    Console.WriteLine("| | right | right when it names one | found of those with a theme |\n| --- | ---: | ---: | ---: |");
    Count("words", retailWords);
    Count("words and meaning", retail);

    void Count(string name, OpinionMapper by)
    {
        var found = rows.ConvertAll(row => (row.Theme, Found: by.Map(row.Text, Whole(row.Text), "service").CountedTheme ?? ""));
        var right = found.Count(row => row.Found == row.Theme && row.Theme.Length > 0);
        Console.WriteLine($"| {name} | {Score.Share(found.Count(row => row.Found == row.Theme), found.Count):0.0%} | "
            + $"{Score.Share(right, found.Count(row => row.Found.Length > 0)):0.0%} | {Score.Share(right, found.Count(row => row.Theme.Length > 0)):0.0%} |");
    }
}

void Compare(string title, OpinionMapper mapper, OpinionMapper words, (List<LabelledText> Texts, int All) set)
{
    var test = set.Texts.Where(text => text.IsTest).ToList();
    var train = set.Texts.Where(text => !text.IsTest).ToList();
    var commonest = train.CountBy(text => text.Theme).MaxBy(pair => pair.Value).Key;
    var centroids = new NearestCentroid(train);
    var mapped = test.ConvertAll(text => (Text: text, Mapped: mapper.Map(text.Text, Whole(text.Text), "service")));

    Console.WriteLine($"\n## {title}\n\n{set.Texts.Count} of {set.All} labelled texts have a counterpart among the themes; {train.Count} train, {test.Count} "
        + $"test, {test.DistinctBy(text => text.Theme).Count()} themes.\n");
    Console.WriteLine("| on the test texts | accuracy | texts with a theme | right when it names one | macro F1 |\n| --- | ---: | ---: | ---: | ---: |");
    var score = new Score(mapped.ConvertAll(text => (text.Text.Theme, text.Mapped.CountedTheme)));
    Row("words and meaning", score);
    Row("the same with its guesses", new Score(mapped.ConvertAll(text => (text.Text.Theme, text.Mapped.Theme))));
    Row("words alone", new Score(test.ConvertAll(text => (text.Theme, words.Map(text.Text, Whole(text.Text), "service").CountedTheme))));
    Row($"always `{commonest}`", new Score(test.ConvertAll(text => (text.Theme, (string?)commonest))));
    Row("nearest centroid, trained on the train texts", new Score(test.ConvertAll(text => (text.Theme, (string?)centroids.Predict(text.Text)))));

    Console.WriteLine("\n| matcher's confidence | texts | right |\n| --- | ---: | ---: |");
    foreach (var band in mapped.Where(text => text.Mapped.Theme is not null).GroupBy(text => Math.Min(8, (int)(text.Mapped.Confidence * 10)) / 2)
        .OrderByDescending(band => band.Key))
        Console.WriteLine($"| from {band.Key * 0.2:0.0} | {band.Count()} | "
            + $"{Score.Share(band.Count(text => text.Mapped.Theme == text.Text.Theme), band.Count()):0.0%} |");

    Console.WriteLine("\n| theme | test texts | precision | recall |\n| --- | ---: | ---: | ---: |");
    foreach (var theme in score.Themes)
        Console.WriteLine($"| {theme.Theme} | {theme.Count} | {theme.Precision:0.0%} | {theme.Recall:0.0%} |");

    if (Environment.GetEnvironmentVariable("SHOW_ERRORS") is { } shown && title.StartsWith(shown, StringComparison.Ordinal))
    {
        foreach (var (text, opinion) in train.ConvertAll(text => (text, mapper.Map(text.Text, Whole(text.Text), "service")))
            .Where(text => text.Item2.Theme != text.text.Theme))
            Console.WriteLine($"ERR {text.Theme} -> {opinion.Theme ?? "-"} : {text.Text}");
    }
}

static void Row(string name, Score score) =>
    Console.WriteLine($"| {name} | {score.Accuracy:0.0%} | {score.Coverage:0.0%} | {score.PrecisionWhenNamed:0.0%} | {score.MacroF1:0.0%} |");

void Cover(string name, List<string> texts, string touchpoint)
{
    var (sentences, inClause, any, withTheme) = (0, 0, 0, 0);
    foreach (var text in texts)
    {
        var named = false;
        foreach (var opinion in Sentences(text))
        {
            var mapped = retail.Map(text, opinion, touchpoint);
            sentences++;
            inClause += mapped.Reason is MappingReason.ThemePhrase or MappingReason.ThemeTerm ? 1 : 0;
            any += mapped.CountedTheme is null ? 0 : 1;
            named |= mapped.CountedTheme is not null;
        }
        withTheme += named ? 1 : 0;
    }
    Console.WriteLine($"| {name} | {sentences} | {Score.Share(inClause, sentences):0.0%} | {Score.Share(any, sentences):0.0%} | {texts.Count} | "
        + $"{Score.Share(withTheme, texts.Count):0.0%} |");
}

void Throughput(List<(string Text, Opinion Opinion)> opinions)
{
    void Once()
    {
        TextMeaning? meaning = null;
        var last = "";
        foreach (var (text, opinion) in opinions)
        {
            if (!ReferenceEquals(text, last))
                (meaning, last) = (new(embedding, text), text);
            retail.Map(text, opinion, "service", meaning);
        }
    }

    Once();
    Once();
    var rates = new List<double>();
    var before = GC.GetAllocatedBytesForCurrentThread();
    for (var round = 0; round < 5; round++)
    {
        var start = Stopwatch.GetTimestamp();
        Once();
        rates.Add(opinions.Count / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
    var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 5.0 / opinions.Count;
    rates.Sort();
    Console.WriteLine($"{opinions.Count} opinions of {opinions.Average(opinion => opinion.Opinion.Clause.Length):0} characters a clause, five rounds after "
        + $"two to warm up: "
        + $"median {rates[2]:N0} opinions a second (least {rates[0]:N0}, most {rates[^1]:N0}), {bytes:0} bytes allocated each.");
}

static Opinion Whole(string text) => new(null, null, new(0, text.Length), Sentiment.Neutral);

static IEnumerable<Opinion> Sentences(string text)
{
    for (var start = 0; start < text.Length;)
    {
        var end = text.AsSpan(start).IndexOfAny(".!?\n");
        end = end < 0 ? text.Length : start + end + 1;
        // "1.5" and "..." leave pieces without a word, in which nobody would find an opinion.
        if (text.AsSpan(start, end - start).ContainsAnyInRange('A', 'z') && end - start > 3)
            yield return new(null, null, new(start, end - start), Sentiment.Neutral);
        start = end;
    }
}
