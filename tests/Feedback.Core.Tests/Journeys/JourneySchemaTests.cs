using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Feedback.Core.Records;
using Feedback.Testing;

namespace Feedback.Core.Tests.Journeys;

/// <summary>The schema is for editors and the reader for the program: here the reader is asked whether it agrees with each thing that the schema
/// says.</summary>
public sealed class JourneySchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Journeys, "journey.schema.json")))!.AsObject();

    public static TheoryData<string, string> Objects => new()
    {
        { "", "" },
        { "silo", "silos" },
        { "stage", "stages" },
        { "touchpoint", "touchpoints" },
        { "theme", "themes" },
        { "segment", "segments" },
    };

    [Theory, MemberData(nameof(Objects))]
    public void The_reader_knows_exactly_the_properties_of_the_schema(string definition, string list)
    {
        var schema = Of(definition);

        Assert.Equal(Names(schema["properties"]!.AsObject()), Names(One(Definitions.Shop(), list)));
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.Empty(Definitions.Problems(Definitions.Shop()));
        var json = Definitions.Shop();
        One(json, list)["more"] = 1;
        Assert.EndsWith("/more", Assert.Single(Definitions.Problems(json)).Path, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Objects))]
    public void The_reader_misses_exactly_the_required_properties_of_the_schema(string definition, string list)
    {
        var schema = Of(definition);
        var missed = Names(schema["properties"]!.AsObject()).Where(name =>
        {
            var json = Definitions.Shop();
            One(json, list).Remove(name);
            return Definitions.Problems(json).Any(problem => problem.Message == $"\"{name}\" is missing");
        });

        Assert.Equal(schema["required"]!.AsArray().Select(name => (string)name!).Order(), missed);
    }

    [Theory, MemberData(nameof(Objects))]
    public void The_reader_takes_null_exactly_where_the_schema_does(string definition, string list)
    {
        foreach (var (name, property) in Of(definition)["properties"]!.AsObject())
        {
            var json = Definitions.Shop();
            One(json, list)[name] = null;
            Assert.Equal(property!["type"] is JsonArray types && types.Any(type => (string)type! == "null"), Definitions.Problems(json).Count == 0);
        }
    }

    [Fact]
    public void The_schema_lists_every_kind_of_touchpoint() =>
        Assert.Equal(Touchpoint.All, Of("touchpoint")["properties"]!["kind"]!["enum"]!.AsArray().Select(kind => (string)kind!));

    [Theory]
    [InlineData("a")]
    [InlineData("a-1")]
    [InlineData("A")]
    [InlineData("1a")]
    [InlineData("-")]
    [InlineData("a_b")]
    [InlineData("a234567890123456789012345678901234567890")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void Schema_and_reader_agree_on_what_an_id_is(string id)
    {
        var json = Definitions.Shop();
        One(json, "themes")["id"] = id;

        Assert.Equal(Regex.IsMatch(id, (string)Schema["$defs"]!["id"]!["pattern"]!), Definitions.Problems(json).Count == 0);
    }

    [Theory]
    [InlineData("terms", "cashier")]
    [InlineData("terms", "Cashier")]
    [InlineData("terms", "shop manager")]
    [InlineData("phrases", "shop manager")]
    [InlineData("phrases", "Shop manager")]
    public void Schema_and_reader_agree_on_how_words_are_written(string list, string words)
    {
        var json = Definitions.Shop();
        One(json, "themes")[list]!.AsArray().Add(words);

        Assert.Equal(Regex.IsMatch(words, (string)Of("theme")["properties"]![list]!["items"]!["pattern"]!), Definitions.Problems(json).Count == 0);
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void Schema_and_reader_agree_on_how_long_words_may_be(int length, bool fits)
    {
        var json = Definitions.Shop();
        One(json, "themes")["phrases"]!.AsArray().Add("manager " + new string('x', length - 8));

        Assert.Equal(fits, length <= (int)Of("theme")["properties"]!["phrases"]!["items"]!["maxLength"]!);
        Assert.Equal(fits, Definitions.Problems(json).Count == 0);
    }

    private static JsonObject Of(string definition) => definition.Length == 0 ? Schema : Schema["$defs"]![definition]!.AsObject();

    private static JsonObject One(JsonObject journey, string list) => list.Length == 0 ? journey : journey[list]![0]!.AsObject();

    private static IEnumerable<string> Names(JsonObject of) => of.Select(property => property.Key).Order(StringComparer.Ordinal);
}
