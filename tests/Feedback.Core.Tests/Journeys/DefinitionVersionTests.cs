using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Journeys;

public sealed class DefinitionVersionTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void A_version_is_twelve_hexadecimal_digits() => Assert.Matches("^[0-9a-f]{12}$", Definitions.Read(Definitions.Shop()).Version);

    [Fact]
    public void White_space_leaves_the_version_as_it_is() =>
        Assert.Equal(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(Definitions.Shop().ToJsonString(Indented)).Version);

    [Fact]
    public void A_stage_left_out_and_a_stage_of_null_are_the_same_version()
    {
        var json = Definitions.Shop();
        json["themes"]![0]!.AsObject().Remove("stage");
        json["touchpoints"]![2]!.AsObject().Remove("stage");

        Assert.Equal(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Fact]
    public void The_schema_named_is_no_part_of_the_meaning()
    {
        var json = Definitions.Shop();
        json.Remove("$schema");

        Assert.Equal(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Fact]
    public void Another_order_of_stages_is_another_version()
    {
        var json = Definitions.Shop();
        Rotate(json["stages"]!.AsArray());

        Assert.NotEqual(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Theory]
    [InlineData("silos")]
    [InlineData("touchpoints")]
    [InlineData("themes")]
    [InlineData("segments")]
    [InlineData("sayings")]
    public void Another_order_of_anything_but_stages_is_the_same_version(string list)
    {
        var json = Definitions.Shop();
        Rotate(json[list]!.AsArray());

        Assert.Equal(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Theory]
    [InlineData("terms")]
    [InlineData("phrases")]
    public void A_word_more_is_another_version(string list)
    {
        var json = Definitions.Shop();
        json["themes"]![0]![list]!.AsArray().Add(list == "terms" ? "cashier" : "shop manager");

        Assert.NotEqual(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Fact]
    public void A_word_moved_from_one_theme_to_another_is_another_version()
    {
        var json = Definitions.Shop();
        json["themes"]![1]!["terms"]!.AsArray().RemoveAt(1);
        json["themes"]![2]!["terms"]!.AsArray().Add("colour");

        Assert.NotEqual(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Fact]
    public void A_turn_of_phrase_more_is_another_version()
    {
        var json = Definitions.Shop();
        json["sayings"]!.AsArray().Add("pretty much");

        Assert.NotEqual(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Fact]
    public void A_value_of_a_segment_more_is_another_version()
    {
        var json = Definitions.Shop();
        json["segments"]![0]!["values"]!.AsArray().Add("Silver");

        Assert.NotEqual(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Fact]
    public void Case_blanks_and_order_of_a_segments_values_leave_the_version_as_it_is()
    {
        var json = Definitions.Shop();
        json["segments"]![0]!["values"] = new JsonArray(" platinum ", "GOLD");

        Assert.Equal(Definitions.Read(Definitions.Shop()).Version, Definitions.Read(json).Version);
    }

    [Fact]
    public void No_segments_and_an_empty_list_of_them_are_the_same_version()
    {
        var without = Definitions.Shop();
        without.Remove("segments");
        var empty = Definitions.Shop();
        empty["segments"] = new JsonArray();

        Assert.Equal(Definitions.Read(without).Version, Definitions.Read(empty).Version);
    }

    [Fact]
    public void However_properties_are_shuffled_and_indented_the_version_stays()
    {
        var version = Definitions.Read(Definitions.Shop()).Version;
        Prop.ForAll<int, bool>((seed, indented) =>
        {
            var shuffled = Shuffle(Definitions.Shop(), new Random(seed))!;
            return Definitions.Read(shuffled.ToJsonString(indented ? Indented : null)).Version == version;
        }).QuickCheckThrowOnFailure();
    }

    private static void Rotate(JsonArray array)
    {
        var first = array[0];
        array.RemoveAt(0);
        array.Add(first);
    }

    private static JsonNode? Shuffle(JsonNode? node, Random random) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(_ => random.Next()).Select(property => KeyValuePair.Create(property.Key, Shuffle(property.Value, random)))),
        JsonArray a => new JsonArray([.. a.Select(item => Shuffle(item, random))]),
        _ => node?.DeepClone(),
    };
}
