using System.Text.Json;
using System.Text.RegularExpressions;
using Feedback.Core.Records;

namespace Feedback.Core.Journeys;

/// <summary>Reads and checks journey definitions. <c>journeys/journey.schema.json</c> says the same to editors.</summary>
public static partial class JourneyDefinitionReader
{
    private const int LongestPhrase = 80;

    /// <summary>Reads a definition.</summary>
    /// <param name="utf8Json">The file's content.</param>
    /// <param name="file">The file's name, with or without its folder; without <c>.json</c> it must be the journey's id.</param>
    /// <exception cref="JourneyDefinitionException">The definition has faults; the exception lists all of them.</exception>
    public static JourneyDefinition Read(ReadOnlyMemory<byte> utf8Json, string file)
    {
        var problems = new ProblemList(file);
        JourneyDefinition? definition = null;
        try
        {
            using var document = JsonDocument.Parse(utf8Json.Span.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json);
            definition = ReadJourney(document.RootElement, System.IO.Path.GetFileNameWithoutExtension(file), problems);
        }
        catch (JsonException e)
        {
            problems.Add("", $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {WithoutPosition(e.Message)}");
        }
        if (problems.All.Count > 0 || definition is null)
            throw new JourneyDefinitionException(problems.All);
        return definition with { Version = DefinitionVersion.Of(definition) };
    }

    private static JourneyDefinition? ReadJourney(JsonElement root, string fileName, ProblemList problems)
    {
        var journey = new DefinitionObject(root, "", problems, "$schema", "id", "title", "silos", "stages", "touchpoints", "themes", "segments", "sayings");
        if (!journey.IsObject)
            return null;
        journey.OptionalText("$schema");
        var id = Id(journey, problems);
        if (id is not null && id != fileName)
            problems.Add("/id", $"is \"{id}\", but the file is called \"{fileName}.json\"");
        var title = journey.Text("title");

        var silos = ReadAll(journey, "silos", "id", problems, (item, path) =>
        {
            var silo = new DefinitionObject(item, path, problems, "id", "title");
            return new SiloDefinition(Id(silo, problems, "unknown") ?? "", silo.Text("title") ?? "");
        }, silo => silo.Id);

        var stages = ReadAll(journey, "stages", "id", problems, (item, path) =>
        {
            var stage = new DefinitionObject(item, path, problems, "id", "title", "silo", "formerly");
            return new StageDefinition(Id(stage, problems) ?? "", stage.Text("title") ?? "", SiloOf(stage)) { Formerly = FormerNames.Of(stage) };
        }, stage => stage.Id);
        if (journey.IsEmptyArray("stages"))
            problems.Add("/stages", "a journey needs at least one stage");

        var touchpoints = ReadAll(journey, "touchpoints", "kind", problems, (item, path) =>
        {
            var touchpoint = new DefinitionObject(item, path, problems, "kind", "silo", "stage");
            var kind = touchpoint.Text("kind");
            if (kind is not null)
                Refer(kind, Touchpoint.All, "kind of touchpoint", touchpoint.PathOf("kind"), problems);
            return new TouchpointDefinition(kind ?? "", SiloOf(touchpoint), StageOf(touchpoint));
        }, touchpoint => touchpoint.Kind);

        var claims = new ThemeClaims(problems, LongestPhrase);
        var themes = ReadAll(journey, "themes", "id", problems, (item, path) =>
        {
            var theme = new DefinitionObject(item, path, problems, "id", "title", "silo", "stage", "terms", "phrases", "near", "formerly");
            var themeId = Id(theme, problems) ?? "";
            var terms = claims.Terms(theme, themeId);
            var read = new ThemeDefinition(themeId, theme.Text("title") ?? "", SiloOf(theme), StageOf(theme), terms, claims.Phrases(theme, themeId))
            {
                Near = claims.Near(theme, terms),
                Formerly = FormerNames.Of(theme),
            };
            if (theme.IsEmptyArray("terms") && theme.IsEmptyArray("phrases"))
                problems.Add(path, "needs a term or a phrase: nothing would ever be mapped to it");
            return read;
        }, theme => theme.Id);

        var segments = ReadAll(journey.OptionalItems("segments"), "id", problems, (item, path) =>
        {
            var segment = new DefinitionObject(item, path, problems, "id", "title", "attribute", "values");
            return new SegmentDefinition(Id(segment, problems) ?? "", segment.Text("title") ?? "", segment.Text("attribute") ?? "", Values(segment, problems));
        }, segment => segment.Id);

        FormerNames.Check("/stages", [.. stages.Select(stage => (stage.Id, stage.Formerly))], problems);
        FormerNames.Check("/themes", [.. themes.Select(theme => (theme.Id, theme.Formerly))], problems);
        return new(id ?? "", title ?? "", "", silos, stages, touchpoints, themes) { Segments = segments, Sayings = claims.Sayings(journey) };

        string SiloOf(DefinitionObject of)
        {
            var silo = of.Text("silo");
            if (silo is not null)
                Refer(silo, silos.Select(candidate => candidate.Id), "silo", of.PathOf("silo"), problems);
            return silo ?? "";
        }

        string? StageOf(DefinitionObject of)
        {
            var stage = of.OptionalText("stage");
            if (stage is not null)
                Refer(stage, stages.Select(candidate => candidate.Id), "stage", of.PathOf("stage"), problems);
            return stage;
        }
    }

    private static List<string> Values(DefinitionObject segment, ProblemList problems)
    {
        var all = new List<string>();
        foreach (var (item, path) in segment.Items("values"))
        {
            if (segment.NonBlank(item, path) is not { } value)
                continue;
            if (all.Exists(other => other.Trim().Equals(value.Trim(), StringComparison.OrdinalIgnoreCase)))
                problems.Add(path, $"\"{value}\" is listed twice");
            all.Add(value);
        }

        if (segment.IsEmptyArray("values"))
            problems.Add(segment.PathOf("values"), "needs a value: no customer would ever belong to it");
        return all;
    }

    private static List<T> ReadAll<T>(DefinitionObject journey, string list, string key, ProblemList problems, Func<JsonElement, string, T> read, Func<T,
        string> keyOf) =>
        ReadAll(journey.Items(list), key, problems, read, keyOf);

    private static List<T> ReadAll<T>(IEnumerable<(JsonElement Item, string Path)> items, string key, ProblemList problems, Func<JsonElement, string, T> read,
        Func<T, string> keyOf)
    {
        var all = new List<T>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, path) in items)
        {
            var one = read(item, path);
            all.Add(one);
            if (keyOf(one) is { Length: > 0 } id && !seen.Add(id))
                problems.Add($"{path}/{key}", $"\"{id}\" is used twice");
        }
        return all;
    }

    private static string? Id(DefinitionObject of, ProblemList problems, string reserved = MappedOpinion.Unmapped)
    {
        if (of.Text("id") is not { } id)
            return null;
        if (!IdFormat().IsMatch(id))
            problems.Add(of.PathOf("id"), $"\"{id}\" is not a valid id: use at most 40 lower-case letters, digits and hyphens, starting with a letter");
        else if (id == reserved || id == MappedOpinion.Unmapped)
            problems.Add(of.PathOf("id"), $"\"{id}\" is reserved");
        else
            return id;
        return null;
    }

    private static void Refer(string id, IEnumerable<string> known, string what, string path, ProblemList problems)
    {
        if (!known.Contains(id, StringComparer.Ordinal))
            problems.Add(path, $"no {what} is called \"{id}\"{NearestName.Hint(id, known)}");
    }

    // The parser ends its message with the position, counted from 0.
    private static string WithoutPosition(string message)
    {
        var position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? message : message[..position];
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdFormat();
}
